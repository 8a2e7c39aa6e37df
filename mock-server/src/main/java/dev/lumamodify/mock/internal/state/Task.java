package dev.lumamodify.mock.internal.state;

import dev.lumamodify.mock.internal.spec.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A task. Its state only moves forward. Safe for use by several threads. */
public final class Task {
    /** The state of a task. Source: {@code docs/api-facts.md#task-status}. */
    public enum State {
        GENERATING("generating"),
        SUCCEEDED("succeeded"),
        CREATE_FAILED("createFailed"),
        GENERATE_FAILED("generateFailed"),
        CALLBACK_FAILED("callbackFailed");

        private final String exampleName;

        State(String exampleName) {
            this.exampleName = exampleName;
        }

        /** Returns the name of the example that shows a task in this state. */
        public String exampleName() {
            return exampleName;
        }

        Set<State> successors() {
            return switch (this) {
                case GENERATING -> Set.of(SUCCEEDED, CREATE_FAILED, GENERATE_FAILED);
                case SUCCEEDED -> Set.of(CALLBACK_FAILED);
                default -> Set.of();
            };
        }
    }

    /** About how many bytes a task needs in addition to its texts. */
    private static final int OVERHEAD = 1024;

    private final String id;
    private final Account account;
    private final String parameters;
    private final String videoUrl;
    private final String resultUrl;
    private final Map<String, String> callbackUrls;
    private final @Nullable CallbackFault callbackFault;
    private final Instant createdAt;
    private final Instant readableAt;
    /** The states so far, oldest first. Replaced as a whole, so that readers need no lock. */
    private volatile List<TaskChange> steps;
    /** How many callbacks are neither delivered nor undeliverable. */
    private final AtomicInteger openCallbacks;

    private volatile boolean discarded;

    private @Nullable SlidingWindow polls;

    /**
     * @param changeId the number of the first change, in one order with the entries of the logs
     * @param parameters the JSON text of the parameters
     * @param readableAt from when on the task can be read
     */
    Task(
            String id,
            long changeId,
            Submission submission,
            String parameters,
            String resultUrl,
            Instant createdAt,
            Instant readableAt) {
        this.id = id;
        this.account = submission.account();
        this.parameters = parameters;
        this.videoUrl = submission.request().path("videoUrl").asString();
        this.resultUrl = resultUrl;
        this.callbackUrls = submission.callbackUrls();
        this.callbackFault = submission.callbackFault();
        this.createdAt = createdAt;
        this.readableAt = readableAt;
        this.steps = List.of(new TaskChange(changeId, State.GENERATING, createdAt));
        this.openCallbacks = new AtomicInteger(callbackUrls.size());
    }

    public String id() {
        return id;
    }

    public Account account() {
        return account;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Returns the parameters of the create request as JSON text. */
    public String parameters() {
        return parameters;
    }

    /** Returns the URL of the result, which exists once the task has succeeded. */
    public String resultUrl() {
        return resultUrl;
    }

    /** Returns the URLs of the callback receivers, by the name of the callback. */
    public Map<String, String> callbackUrls() {
        return callbackUrls;
    }

    public @Nullable CallbackFault callbackFault() {
        return callbackFault;
    }

    public State state() {
        return last(steps).state();
    }

    /** Returns whether the task succeeded, with or without its callback. */
    public boolean hasResults() {
        return state() == State.SUCCEEDED || state() == State.CALLBACK_FAILED;
    }

    /** Returns when the task ended; null if it is in progress. */
    public @Nullable Instant endedAt() {
        return endedAt(steps);
    }

    private static @Nullable Instant endedAt(List<TaskChange> steps) {
        return steps.size() == 1 ? null : steps.get(1).at();
    }

    private static TaskChange last(List<TaskChange> steps) {
        return steps.get(steps.size() - 1);
    }

    /** Returns about how much memory the task needs, in bytes: two for each character of its texts. */
    long size() {
        long characters = (long) parameters.length() + videoUrl.length() + resultUrl.length();
        for (String url : callbackUrls.values()) {
            characters += url.length();
        }
        return 2 * characters + OVERHEAD;
    }

    /** Notes that a callback was delivered or is undeliverable. */
    public void callbackEnded() {
        openCallbacks.decrementAndGet();
    }

    /** Returns whether the task and the deliveries of its callbacks have ended. */
    boolean isEvictable() {
        return state() != State.GENERATING && openCallbacks.get() <= 0;
    }

    /** Marks the task as removed by a reset. From now on nothing may happen with it. */
    void discard() {
        discarded = true;
    }

    public boolean isDiscarded() {
        return discarded;
    }

    /** Returns whether an account can read the task at a time, if tasks are kept for a duration. */
    boolean isReadable(Account reader, Instant now, Duration retention) {
        return account.hasSameKey(reader) && !now.isBefore(readableAt) && now.isBefore(createdAt.plus(retention));
    }

    /** Moves to the next state. Returns false, and changes nothing, if the state has no such successor. */
    synchronized boolean advance(State next, Instant now, long changeId) {
        if (!state().successors().contains(next)) {
            return false;
        }
        List<TaskChange> longer = new ArrayList<>(steps);
        longer.add(new TaskChange(changeId, next, now));
        steps = List.copyOf(longer);
        return true;
    }

    /**
     * Counts a read of the task. Returns zero; or, if the limit is exceeded, how long until a read is allowed again.
     *
     * @param timeScale divides the window of the limit
     */
    synchronized Duration countPoll(RateLimit limit, Instant now, double timeScale) {
        polls = polls == null ? new SlidingWindow() : polls;
        Duration wait = polls.timeUntilAllowed(limit, now, timeScale);
        if (wait.isZero()) {
            polls.add(now);
        }
        return wait;
    }

    /** Returns the task record: the example of the current state, with the values of this task. */
    public ObjectNode record(Operation operation) {
        List<TaskChange> current = steps;
        return operation.examples().fill(last(current).state().exampleName(), values(current));
    }

    /** Returns the values that replace those of an example, by property name. */
    public Map<String, JsonNode> values() {
        return values(steps);
    }

    private Map<String, JsonNode> values(List<TaskChange> current) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("taskId", json.stringNode(id));
        values.put("paramJson", json.stringNode(parameters));
        values.put("promptJson", json.stringNode(parameters));
        values.put("createTime", json.numberNode(createdAt.toEpochMilli()));
        Instant endedAt = endedAt(current);
        if (endedAt != null) {
            values.put("completeTime", json.numberNode(endedAt.toEpochMilli()));
        }
        values.put("originUrls", json.arrayNode().add(videoUrl));
        values.put("resultUrls", json.arrayNode().add(resultUrl));
        return values;
    }

    /** Returns the task as the admin API shows it. */
    public ObjectNode json() {
        List<TaskChange> current = steps;
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("taskId", id)
                .put("account", account.id())
                .put("state", EnumNames.kebabCase(last(current).state()))
                .put("paramJson", parameters)
                .put("readableAt", readableAt.toString())
                .put("callbackFault", callbackFault == null ? null : EnumNames.kebabCase(callbackFault));
        ArrayNode history = json.putArray("history");
        current.forEach(change -> history.add(change.json()));
        return json;
    }
}
