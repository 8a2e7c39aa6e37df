package dev.lumamodify.mock.internal.state;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creates and keeps the tasks of a server, and schedules their end. Safe for use by several threads. */
public final class Tasks {
    /** How long a task can be read after its creation. Source: {@code docs/api-facts.md#retention}. */
    private static final Duration RETENTION = Duration.ofDays(60);

    /** How many bytes all tasks may need. A choice of the mock server, to limit its memory. */
    private static final long MAX_BYTES =
            Math.min(128 << 20, Runtime.getRuntime().maxMemory() / 8);

    /** By id. Read without a lock; written while the lock of this object is held. */
    private final Map<String, Task> byId = new ConcurrentHashMap<>();

    /** The same tasks in the order of their creation. */
    private final Set<Task> oldestFirst = new LinkedHashSet<>();

    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final Map<String, String> parameters;
    private final UnaryOperator<String> resultPath;
    private final TaskEndListener endListener;
    private final List<Consumer<Task>> changeListeners = new CopyOnWriteArrayList<>();
    private long bytes;

    /**
     * @param parameters the parameters in a task record, each with the name of its request property
     * @param resultPath returns the path of the result of a task id
     */
    public Tasks(
            LiveSettings settings,
            Scheduler scheduler,
            Map<String, String> parameters,
            UnaryOperator<String> resultPath,
            TaskEndListener endListener) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.parameters = parameters;
        this.resultPath = resultPath;
        this.endListener = endListener;
    }

    /** Calls a listener with every task that is created or changes its state. */
    public void addChangeListener(Consumer<Task> listener) {
        changeListeners.add(listener);
    }

    /**
     * Charges the account and creates a task.
     *
     * @throws ApiError if the account cannot create a task, or if there is no room for one; then nothing is charged
     */
    public Task create(Submission submission) {
        Instant now = scheduler.now();
        String id = newId();
        Task task = new Task(
                id,
                scheduler.nextId(),
                submission,
                parameterJson(submission.request()),
                submission.origin() + resultPath.apply(id),
                now,
                now.plus(scheduler.scale(settings.get().readDelay)));
        long size = task.size();
        synchronized (this) {
            List<Task> evicted = evictionCandidates(size);
            submission.account().charge(now, settings.get().timeScale);
            evicted.forEach(this::remove);
            byId.put(id, task);
            oldestFirst.add(task);
            bytes += size;
        }
        notifyChange(task);
        Duration duration = submission.taskDuration();
        Outcome outcome = outcome(submission);
        scheduler.scheduleAsync(
                duration != null ? duration : settings.get().taskDuration,
                "the end of task " + id,
                () -> end(task, outcome));
        return task;
    }

    private Outcome outcome(Submission submission) {
        Outcome preferred = submission.outcome();
        if (preferred != null) {
            return preferred;
        }
        boolean fails = submission.request().path("prompt").asString().equals(settings.get().failOnPrompt);
        return fails ? Outcome.GENERATE_FAILED : Outcome.SUCCESS;
    }

    private CompletableFuture<?> end(Task task, Outcome outcome) {
        if (task.isDiscarded()) {
            return CompletableFuture.completedFuture(null);
        }
        advance(task, outcome.state);
        return endListener.taskEnded(task, () -> advance(task, Task.State.CALLBACK_FAILED));
    }

    private void advance(Task task, Task.State next) {
        if (!task.isDiscarded() && task.advance(next, scheduler.now(), scheduler.nextId())) {
            notifyChange(task);
        }
    }

    private void notifyChange(Task task) {
        changeListeners.forEach(listener -> listener.accept(task));
    }

    /** Returns a task that an account can read now; null if there is none. */
    public @Nullable Task findReadable(Account account, String id) {
        Task task = byId.get(id);
        return task != null && task.isReadable(account, scheduler.now(), RETENTION) ? task : null;
    }

    /** Counts a read of a task. Throws {@link ApiError} if the poll limit is exceeded. */
    public void countPoll(Task task) {
        RateLimit limit = settings.get().pollLimit;
        if (limit != null) {
            Duration wait = task.countPoll(limit, scheduler.now(), settings.get().timeScale);
            if (!wait.isZero()) {
                throw new ApiError(ApiError.Reason.RATE_LIMITED, wait);
            }
        }
    }

    /** Returns a task of any account; null if there is none. */
    public @Nullable Task find(String id) {
        return byId.get(id);
    }

    /** Returns a task of any account. Throws {@link UnknownTaskException} if there is none. */
    public Task get(String id) {
        Task task = find(id);
        if (task == null) {
            throw new UnknownTaskException(id);
        }
        return task;
    }

    /** Returns the tasks of all accounts, oldest first. */
    public synchronized Collection<Task> all() {
        return List.copyOf(oldestFirst);
    }

    /** Removes and {@linkplain Task#discard() discards} all tasks. */
    public synchronized void clear() {
        oldestFirst.forEach(Task::discard);
        byId.clear();
        oldestFirst.clear();
        bytes = 0;
    }

    /**
     * Returns the oldest tasks that make room for a new one: ended, with all callbacks delivered or undeliverable. Throws
     * {@link ApiError} if there are too few.
     */
    private List<Task> evictionCandidates(long size) {
        List<Task> candidates = new ArrayList<>();
        Iterator<Task> all = oldestFirst.iterator();
        long left = bytes;
        while (oldestFirst.size() - candidates.size() >= settings.get().maxTasks || left > MAX_BYTES - size) {
            if (!all.hasNext()) {
                throw new ApiError(ApiError.Reason.RATE_LIMITED, scheduler.scale(settings.get().taskDuration));
            }
            Task task = all.next();
            if (task.isEvictable()) {
                candidates.add(task);
                left -= task.size();
            }
        }
        return candidates;
    }

    private void remove(Task task) {
        byId.remove(task.id());
        oldestFirst.remove(task);
        bytes -= task.size();
    }

    /** Returns a random id. It need not be secret, because only the account of a task can read the task. */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    /** Returns all parameters; a parameter that the request left out is empty. Source: {@code docs/api-facts.md#task-record}. */
    private String parameterJson(JsonNode request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        parameters.forEach(
                (name, property) -> json.put(name, request.path(property).asString("")));
        return json.toString();
    }
}
