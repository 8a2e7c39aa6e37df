package dev.lumamodify.mock.internal.state;

import dev.lumamodify.mock.internal.files.ResultFiles;
import dev.lumamodify.mock.internal.http.PreferenceType;
import dev.lumamodify.mock.internal.spec.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One task. Its state only moves forward. */
public final class Task {
    /** How a task stands, by the name of the example that shows it. */
    public enum State {
        GENERATING("generating"),
        SUCCEEDED("succeeded"),
        CREATE_FAILED("createFailed"),
        GENERATE_FAILED("generateFailed"),
        CALLBACK_FAILED("callbackFailed");

        public final String example;

        State(String example) {
            this.example = example;
        }

        Set<State> successors() {
            return switch (this) {
                case GENERATING -> Set.of(SUCCEEDED, CREATE_FAILED, GENERATE_FAILED);
                case SUCCEEDED -> Set.of(CALLBACK_FAILED);
                default -> Set.of();
            };
        }
    }

    /** A state and when it began. */
    record Step(State state, Instant at) {}

    public final String id;
    final Account account;
    public final String parameters;
    final String videoUrl;
    public final Map<String, String> callbackUrls;
    final Instant created;
    final Instant visible;

    /** How many characters it keeps of what was asked for. */
    final long length;

    private final String origin;
    /** From the first to the last. Replaced as a whole, so that looks need not wait for each other. */
    private volatile List<Step> steps;

    private @Nullable SlidingWindow looks;

    /**
     * @param parameters what the create asked for, as the service repeats it
     * @param callbackUrls where to post when this ends, by the name of the callback
     * @param origin the server that keeps its results: a URL without a slash at its end
     * @param visible from when on the task can be looked at
     */
    Task(
            String id,
            Account account,
            String parameters,
            String videoUrl,
            Map<String, String> callbackUrls,
            String origin,
            Instant created,
            Instant visible) {
        this.id = id;
        this.account = account;
        this.parameters = parameters;
        this.videoUrl = videoUrl;
        this.callbackUrls = callbackUrls;
        this.origin = origin;
        this.created = created;
        this.visible = visible;
        this.length = parameters.length()
                + videoUrl.length()
                + callbackUrls.values().stream().mapToLong(String::length).sum();
        this.steps = List.of(new Step(State.GENERATING, created));
    }

    public State state() {
        return last(steps).state();
    }

    private static Step last(List<Step> steps) {
        return steps.get(steps.size() - 1);
    }

    /** Moves to the next state. Returns false, and stays, where that would be a step back or aside. */
    synchronized boolean advance(State next, Instant now) {
        if (!state().successors().contains(next)) {
            return false;
        }
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Step(next, now));
        steps = List.copyOf(longer);
        return true;
    }

    /**
     * Counts a look, or returns how long until one is within the limit again.
     *
     * @param scale how much faster than written the window passes
     */
    synchronized Duration look(RateLimit limit, Instant now, double scale) {
        looks = looks == null ? new SlidingWindow() : looks;
        Duration wait = looks.wait(limit, now, scale);
        if (wait.isZero()) {
            looks.add(now);
        }
        return wait;
    }

    /** Tells whether it has succeeded, with or without its callback. */
    public boolean hasResults() {
        return state() == State.SUCCEEDED || state() == State.CALLBACK_FAILED;
    }

    /** When it ended; null if it has not. */
    public @Nullable Instant completed() {
        return completed(steps);
    }

    private static @Nullable Instant completed(List<Step> steps) {
        return steps.size() == 1 ? null : steps.get(1).at();
    }

    /** What the service says of it now: the document's example of its state, filled with its values. */
    public ObjectNode record(Operation operation) {
        List<Step> seen = steps;
        return operation.example(last(seen).state().example, values(seen));
    }

    /** The values that fill the document's examples, by property. */
    public Map<String, JsonNode> values() {
        return values(steps);
    }

    private Map<String, JsonNode> values(List<Step> seen) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("taskId", json.stringNode(id));
        values.put("paramJson", json.stringNode(parameters));
        values.put("promptJson", json.stringNode(parameters));
        values.put("createTime", json.numberNode(created.toEpochMilli()));
        Instant completed = completed(seen);
        if (completed != null) {
            values.put("completeTime", json.numberNode(completed.toEpochMilli()));
        }
        values.put("originUrls", json.arrayNode().add(videoUrl));
        values.put("resultUrls", json.arrayNode().add(origin + ResultFiles.path(id)));
        return values;
    }

    public ObjectNode json() {
        List<Step> seen = steps;
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("taskId", id)
                .put("account", account.id)
                .put("state", PreferenceType.word(last(seen).state()))
                .put("paramJson", parameters);
        ArrayNode history = json.putArray("history");
        seen.forEach(step -> history.addObject()
                .put("state", PreferenceType.word(step.state()))
                .put("at", step.at().toString()));
        return json;
    }
}
