package dev.lumamodify.mock.internal.state;

import dev.lumamodify.mock.internal.admin.Admin;
import dev.lumamodify.mock.internal.callback.Callbacks;
import dev.lumamodify.mock.internal.http.OperationHandler;
import dev.lumamodify.mock.internal.http.Preference;
import dev.lumamodify.mock.internal.http.PreferenceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tasks of a server, from their creation to their end. */
public final class Tasks {
    /** Facts, section 3: records are kept for two months. */
    private static final Duration KEPT = Duration.ofDays(60);

    /** Facts, section 5, asks for no bound. This many characters of parameters are what memory has room for. */
    private static final long MOST_CHARACTERS =
            Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);

    /** By id. Read without waiting; written by whoever holds the lock of this. */
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();

    /** The same, in the order of their creation. */
    private final Set<Task> oldestFirst = new LinkedHashSet<>();

    private final Settings settings;
    private final Scheduler timeline;
    private final Callbacks callbacks;
    private final Map<String, String> parameters;
    private final Consumer<Task> listener;
    private long characters;

    /**
     * @param parameters the names under which the service repeats the parameters of a create, and those they have there
     * @param listener hears of every task that begins or moves
     */
    public Tasks(
            Settings settings,
            Scheduler timeline,
            Callbacks callbacks,
            Map<String, String> parameters,
            Consumer<Task> listener) {
        this.settings = settings;
        this.timeline = timeline;
        this.callbacks = callbacks;
        this.parameters = parameters;
        this.listener = listener;
    }

    /** Charges the account and starts a task, or throws {@link ApiError} and does neither. */
    public Task create(OperationHandler.Call call) {
        JsonNode request = call.input();
        String repeated = parameterJson(request);
        Instant now = timeline.now();
        Task task = new Task(
                newId(),
                call.account(),
                repeated,
                request.path("videoUrl").asString(),
                callbacks.urls(request),
                call.origin(),
                now,
                now.plus(timeline.scaled(settings.readDelay)));
        synchronized (this) {
            List<Task> oldest = evictionCandidates(task.length);
            call.account().charge(now, settings.timeScale);
            oldest.forEach(this::forget);
            tasks.put(task.id, task);
            oldestFirst.add(task);
            characters += task.length;
        }
        listener.accept(task);
        Preference preference = call.preference();
        Duration wanted = preference.taskDuration();
        PreferenceType.Outcome outcome = outcome(request, preference);
        timeline.afterwards(
                wanted != null ? wanted : settings.taskDuration, () -> end(task, outcome, preference.callback()));
        return task;
    }

    private PreferenceType.Outcome outcome(JsonNode request, Preference preference) {
        PreferenceType.Outcome preferred = preference.outcome();
        if (preferred != null) {
            return preferred;
        }
        boolean fails = request.path("prompt").asString().equals(settings.failOnPrompt);
        return fails ? PreferenceType.Outcome.GENERATE_FAILED : PreferenceType.Outcome.SUCCESS;
    }

    private CompletableFuture<?> end(
            Task task, PreferenceType.Outcome outcome, PreferenceType.@Nullable CallbackFault style) {
        task.advance(outcome.state, timeline.now());
        listener.accept(task);
        return callbacks.taskEnded(task, style, () -> {
            if (task.advance(Task.State.CALLBACK_FAILED, timeline.now())) {
                listener.accept(task);
            }
        });
    }

    /** Finds what an account may look at now. */
    public @Nullable Task find(Account account, String id) {
        Task task = tasks.get(id);
        Instant now = timeline.now();
        if (task == null || !task.account.isSame(account)) {
            return null;
        }
        return now.isBefore(task.visible) || !now.isBefore(task.created.plus(KEPT)) ? null : task;
    }

    /** Counts a look at a task. Throws {@link ApiError} if there have been too many. */
    public void look(Task task) {
        RateLimit limit = settings.pollLimit;
        if (limit != null) {
            Duration wait = task.look(limit, timeline.now(), settings.timeScale);
            if (!wait.isZero()) {
                throw new ApiError(ApiError.Reason.TOO_MANY, wait);
            }
        }
    }

    public @Nullable Task any(String id) {
        return tasks.get(id);
    }

    /** Finds a task for the admin API, whoever's it is. Throws {@link Admin.UnknownException} if there is none. */
    public Task known(String id) {
        Task task = any(id);
        if (task == null) {
            throw new Admin.UnknownException("There is no task " + id);
        }
        return task;
    }

    public synchronized Collection<Task> all() {
        return List.copyOf(oldestFirst);
    }

    public synchronized void clear() {
        tasks.clear();
        oldestFirst.clear();
        characters = 0;
    }

    /** The oldest finished tasks, as many as one more has no room beside. Throws {@link ApiError} if there are too few. */
    private List<Task> evictionCandidates(long length) {
        List<Task> oldest = new ArrayList<>();
        Iterator<Task> all = oldestFirst.iterator();
        long most = MOST_CHARACTERS - length;
        for (long left = characters; oldestFirst.size() - oldest.size() >= settings.maxTasks || left > most; ) {
            if (!all.hasNext()) {
                throw new ApiError(ApiError.Reason.TOO_MANY, timeline.scaled(settings.taskDuration));
            }
            Task task = all.next();
            if (task.state() != Task.State.GENERATING) {
                oldest.add(task);
                left -= task.length;
            }
        }
        return oldest;
    }

    private void forget(Task task) {
        tasks.remove(task.id);
        oldestFirst.remove(task);
        characters -= task.length;
    }

    private static String newId() {
        // Unique is enough: an id opens nothing without the key of its account.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    /** The parameters of a create as the service repeats them: all of them, what was left out as an empty string. */
    private String parameterJson(JsonNode request) {
        ObjectNode repeated = JsonNodeFactory.instance.objectNode();
        parameters.forEach(
                (name, property) -> repeated.put(name, request.path(property).asString("")));
        return repeated.toString();
    }
}
