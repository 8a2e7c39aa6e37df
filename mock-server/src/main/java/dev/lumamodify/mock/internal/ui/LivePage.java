package dev.lumamodify.mock.internal.ui;

import dev.lumamodify.mock.internal.admin.AdminResponse;
import dev.lumamodify.mock.internal.admin.AdminRoutes;
import dev.lumamodify.mock.internal.callback.LoggedCallbackAttempt;
import dev.lumamodify.mock.internal.http.LoggedRequest;
import dev.lumamodify.mock.internal.http.RouteGroup;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Task;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Serves the live page at the root of the server, the event stream that updates it, and a receiver for callbacks. */
public final class LivePage implements RouteGroup, AutoCloseable {
    private static final String EVENT_STREAM = "text/event-stream";

    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final Accounts accounts;
    private final EventBroadcaster events = new EventBroadcaster(this::state);

    public LivePage(LiveSettings settings, Scheduler scheduler, Accounts accounts) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.accounts = accounts;
    }

    public void onTaskChange(Task task) {
        events.publish("task", task::json);
    }

    public void onCallbackAttempt(LoggedCallbackAttempt attempt) {
        events.publish("callback-attempt", attempt::json);
    }

    public void onRequest(LoggedRequest request) {
        events.publish("request", request::json);
    }

    /** Makes every open page read everything again. */
    public void onReset() {
        events.publish("resync", JsonNodeFactory.instance::nullNode);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        Assets page = new Assets("page/", Assets.STRICT, "index.html");
        RouteGroup.add(routes, "GET", "/", context -> {
            // A program that requests the root by mistake receives an envelope with code 404.
            if (!String.valueOf(context.header("Accept")).contains("text/html")) {
                throw new NotFoundResponse();
            }
            page.handle(context);
        });
        RouteGroup.add(routes, "GET", "/page/{file}", page);
        SseHandler stream = new SseHandler(events::subscribe);
        routes.get(AdminRoutes.ROOT + "/events", context -> {
            if (EVENT_STREAM.equals(context.header("Accept"))) {
                stream.handle(context);
            } else {
                AdminResponse.error(context, 406, "Accept must be " + EVENT_STREAM);
            }
        });
        routes.post("/callback/{status}", LivePage::receiveCallback);
    }

    /** Receives a callback and responds with the HTTP status in the path. */
    private static void receiveCallback(Context context) {
        String status = context.pathParam("status");
        if (!status.matches("[2-5]\\d\\d")) {
            throw new NotFoundResponse();
        }
        context.status(Integer.parseInt(status)).result("Received");
    }

    private JsonNode state() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        Instant now = scheduler.now();
        ObjectNode clock = state.putObject("clock").put("mode", scheduler.isManual() ? "manual" : "real");
        if (scheduler.isManual()) {
            clock.put("now", now.toString());
        } else {
            // The time of a real clock changes always, which would be an event every 250 ms. Its offset does not.
            clock.put(
                    "aheadSeconds",
                    Math.round(Duration.between(Instant.now(), now).toMillis() / 1000.0));
        }
        state.set("account", settings.get().defaultPolicy.json());
        ArrayNode list = state.putArray("accounts");
        accounts.all().forEach(account -> list.add(account.json()));
        return state;
    }

    @Override
    public void close() {
        events.close();
    }
}
