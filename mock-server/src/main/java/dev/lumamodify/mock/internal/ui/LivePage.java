package dev.lumamodify.mock.internal.ui;

import dev.lumamodify.mock.CallbackAttempt;
import dev.lumamodify.mock.RecordedRequest;
import dev.lumamodify.mock.internal.admin.Admin;
import dev.lumamodify.mock.internal.http.Fault;
import dev.lumamodify.mock.internal.http.PreferenceType;
import dev.lumamodify.mock.internal.server.ServerContext;
import dev.lumamodify.mock.internal.server.WebServer;
import dev.lumamodify.mock.internal.state.Task;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The page at the root of a server: its files, and the stream of what happens that keeps it up to date. */
public final class LivePage implements AutoCloseable {
    private static final String EVENT_STREAM = "text/event-stream";

    private final ServerContext parts;
    private final EventBroadcaster events = new EventBroadcaster(this::state);

    public LivePage(ServerContext parts) {
        this.parts = parts;
    }

    public void moved(Task task) {
        events.tell("task", task::json);
    }

    public void delivered(CallbackAttempt delivery) {
        events.tell("callback-attempt", delivery::json);
    }

    public void answered(RecordedRequest exchange) {
        events.tell("request", exchange::json);
    }

    /** Makes every page read everything anew. */
    public void reset() {
        events.tell("resync", JsonNodeFactory.instance::nullNode);
    }

    public void configure(RoutesConfig routes) {
        Assets page = new Assets("page/", Assets.STRICT, "index.html");
        WebServer.serve(routes, "GET", "/", context -> {
            // For people. A program that comes here by mistake is told so in an envelope, as everywhere.
            if (!String.valueOf(context.header("Accept")).contains("text/html")) {
                throw new NotFoundResponse();
            }
            page.handle(context);
        });
        WebServer.serve(routes, "GET", "/page/{file}", page);
        SseHandler stream = new SseHandler(events::listen);
        routes.get(Admin.ROOT + "/events", context -> {
            if (EVENT_STREAM.equals(context.header("Accept"))) {
                stream.handle(context);
            } else {
                Admin.error(context, 406, "Accept must be " + EVENT_STREAM);
            }
        });
        routes.post("/callback/{status}", LivePage::receive);
    }

    /** Takes a callback as a receiver would that always gives the same answer. */
    private static void receive(Context context) {
        String status = context.pathParam("status");
        if (!status.matches("[2-5]\\d\\d")) {
            throw new NotFoundResponse();
        }
        context.status(Integer.parseInt(status)).result("Received");
    }

    private JsonNode state() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        Instant now = parts.timeline().now();
        ObjectNode clock = state.putObject("clock").put("mode", parts.timeline().manual() ? "manual" : "real");
        if (parts.timeline().manual()) {
            clock.put("now", now.toString());
        } else {
            // What a clock that runs shows is always new; how far it is from the wall clock is not.
            clock.put(
                    "aheadSeconds",
                    Math.round(Duration.between(Instant.now(), now).toMillis() / 1000.0));
        }
        state.set("account", parts.settings().terms.json());
        ArrayNode seen = state.putArray("accounts");
        parts.accounts().all().forEach(account -> seen.add(account.json()));
        return state;
    }

    /** The words of {@code Prefer}, for forms that offer them. */
    public static ArrayNode preferences() {
        ArrayNode preferences = JsonNodeFactory.instance.arrayNode();
        for (PreferenceType wish : PreferenceType.values()) {
            ArrayNode choices = preferences
                    .addObject()
                    .put("name", wish.word())
                    .put("values", wish.values)
                    .put("effect", wish.effect)
                    .putArray("choices");
            choices(wish).map(PreferenceType::word).forEach(choices::add);
        }
        return preferences;
    }

    private static Stream<Enum<?>> choices(PreferenceType wish) {
        return switch (wish) {
            case OUTCOME -> Arrays.stream(PreferenceType.Outcome.values());
            case CALLBACK -> Arrays.stream(PreferenceType.CallbackFault.values());
            case FAULT -> Arrays.stream(Fault.values());
            case CODE, STATUS, TASK_DURATION, DELAY -> Stream.empty();
        };
    }

    @Override
    public void close() {
        events.close();
    }
}
