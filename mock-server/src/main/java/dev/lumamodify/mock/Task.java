package dev.lumamodify.mock;

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
final class Task {
    /** How a task stands, by the name of the example that shows it. */
    enum State {
        GENERATING("generating"),
        SUCCEEDED("succeeded"),
        CREATE_FAILED("createFailed"),
        GENERATE_FAILED("generateFailed"),
        CALLBACK_FAILED("callbackFailed");

        final String example;

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

    final String id;
    final Account account;
    final String parameters;
    final String videoUrl;
    final Map<String, String> callbackUrls;
    final Instant created;
    final Instant visible;
    private final String origin;
    private final List<Step> steps = new ArrayList<>(2);
    private @Nullable Instant completed;

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
        steps.add(new Step(State.GENERATING, created));
    }

    /** How many characters it keeps of what was asked for. */
    long length() {
        return parameters.length()
                + videoUrl.length()
                + callbackUrls.values().stream().mapToLong(String::length).sum();
    }

    synchronized State state() {
        return steps.get(steps.size() - 1).state();
    }

    /** Moves to the next state. Returns false, and stays, where that would be a step back or aside. */
    synchronized boolean advance(State next, Instant now) {
        if (!state().successors().contains(next)) {
            return false;
        }
        steps.add(new Step(next, now));
        completed = completed == null ? now : completed;
        return true;
    }

    /** Tells whether it has succeeded, with or without its callback. */
    boolean hasResults() {
        return state() == State.SUCCEEDED || state() == State.CALLBACK_FAILED;
    }

    /** When it ended; null if it has not. */
    synchronized @Nullable Instant completed() {
        return completed;
    }

    /** The values that fill the document's examples, by property. */
    synchronized Map<String, JsonNode> values() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("taskId", json.stringNode(id));
        values.put("paramJson", json.stringNode(parameters));
        values.put("promptJson", json.stringNode(parameters));
        values.put("createTime", json.numberNode(created.toEpochMilli()));
        if (completed != null) {
            values.put("completeTime", json.numberNode(completed.toEpochMilli()));
        }
        values.put("originUrls", json.arrayNode().add(videoUrl));
        values.put("resultUrls", json.arrayNode().add(origin + Results.path(id)));
        return values;
    }

    synchronized ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("taskId", id)
                .put("account", account.id)
                .put("state", Wish.word(state()))
                .put("paramJson", parameters);
        ArrayNode history = json.putArray("history");
        steps.forEach(step -> history.addObject()
                .put("state", Wish.word(step.state()))
                .put("at", step.at().toString()));
        return json;
    }
}
