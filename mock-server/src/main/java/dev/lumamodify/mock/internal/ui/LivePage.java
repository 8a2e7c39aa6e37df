package dev.lumamodify.mock.internal.ui;

import dev.lumamodify.mock.internal.admin.AdminResponse;
import dev.lumamodify.mock.internal.admin.AdminRoutes;
import dev.lumamodify.mock.internal.callback.LoggedCallbackAttempt;
import dev.lumamodify.mock.internal.files.StoredFile;
import dev.lumamodify.mock.internal.http.LoggedRequest;
import dev.lumamodify.mock.internal.http.QueuedPreferences;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.http.RouteGroup;
import dev.lumamodify.mock.internal.state.Account;
import dev.lumamodify.mock.internal.state.AccountPolicy;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Task;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Serves the live page at the root of the server, the event stream that updates it, and a receiver for callbacks. */
public final class LivePage implements RouteGroup, AutoCloseable {
    private static final int MAX_ACCOUNTS = 1000;

    /**
     * What the event {@code state} shows. Cheap to create and to compare.
     *
     * @param clock with the time of a manual clock, or how many seconds a real clock is ahead. The time of a real clock
     *     changes always, which would be an event every 250 ms.
     */
    private record State(
            ObjectNode clock,
            AccountPolicy defaults,
            List<Account> accounts,
            List<AccountPolicy> policies,
            List<ObjectNode> queuedPreferences) {}

    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final Accounts accounts;
    private final QueuedPreferences queuedPreferences;
    private final EventBroadcaster<State> events = new EventBroadcaster<>(this::state, LivePage::json);

    public LivePage(
            LiveSettings settings, Scheduler scheduler, Accounts accounts, QueuedPreferences queuedPreferences) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.accounts = accounts;
        this.queuedPreferences = queuedPreferences;
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

    public void onUpload(StoredFile file) {
        events.publish("upload", file::json);
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
        routes.get(AdminRoutes.ROOT + "/events", context -> {
            if (EventBroadcaster.CONTENT_TYPE.equals(context.header("Accept"))) {
                context.future(() -> events.subscribe(context));
            } else {
                AdminResponse.error(context, 406, "Accept must be " + EventBroadcaster.CONTENT_TYPE);
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
        context.status(Integer.parseInt(status)).contentType("text/plain");
        ResponseWriter.write(context, "Received".getBytes(StandardCharsets.UTF_8));
    }

    private State state() {
        Instant now = scheduler.now();
        ObjectNode clock = scheduler.json();
        if (scheduler.isManual()) {
            clock.put("now", now.toString());
        } else {
            clock.put(
                    "aheadSeconds",
                    Math.round(Duration.between(Instant.now(), now).toMillis() / 1000.0));
        }
        List<Account> all = accounts.all();
        List<Account> last = all.subList(Math.max(0, all.size() - MAX_ACCOUNTS), all.size());
        return new State(
                clock,
                settings.get().defaultPolicy,
                last,
                last.stream().map(Account::policy).toList(),
                queuedPreferences.json());
    }

    private static JsonNode json(State state) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("clock", state.clock());
        json.set("account", state.defaults().json());
        ArrayNode list = json.putArray("accounts");
        state.accounts().forEach(account -> list.add(account.json()));
        json.putArray("queuedPreferences").addAll(state.queuedPreferences());
        return json;
    }

    @Override
    public void close() {
        events.close();
    }
}
