package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A task that the suite created, with everything that was observed of it: the polls and the callback attempts.
 * Thread-safe.
 */
public final class TaskObservation {
    private final JsonNode request;
    private final Response createResponse;
    private final String id;
    private final Instant submittedAt;
    private final Instant acceptedAt;
    private final @Nullable CallbackEndpoint endpoint;
    private final List<Poll> polls = new CopyOnWriteArrayList<>();
    private final List<Poll> failedPolls = new CopyOnWriteArrayList<>();
    private final List<Poll> pollsDuringCallback = new CopyOnWriteArrayList<>();
    private volatile Predicate<TaskObservation> complete = observation -> observation.firstFinalPoll() != null;
    private volatile Duration extraTime = Duration.ZERO;

    /**
     * Creates an observation.
     *
     * @param request the body of the create request
     * @param endpoint the endpoint that the request names, or null
     */
    TaskObservation(
            JsonNode request,
            Response createResponse,
            String id,
            Instant submittedAt,
            Instant acceptedAt,
            @Nullable CallbackEndpoint endpoint) {
        this.request = request;
        this.createResponse = createResponse;
        this.id = id;
        this.submittedAt = submittedAt;
        this.acceptedAt = acceptedAt;
        this.endpoint = endpoint;
    }

    public JsonNode request() {
        return request;
    }

    public Response createResponse() {
        return createResponse;
    }

    public String id() {
        return id;
    }

    /** Returns when the create request was sent. */
    public Instant submittedAt() {
        return submittedAt;
    }

    /** Returns when the response to the create request was received. */
    public Instant acceptedAt() {
        return acceptedAt;
    }

    /** Returns the successful polls, oldest first. */
    public List<Poll> polls() {
        return polls;
    }

    /** Returns the polls that were rejected although the read delay was over. */
    List<Poll> failedPolls() {
        return failedPolls;
    }

    /** Returns the polls that were made while a callback attempt waited for its response. */
    public List<Poll> pollsDuringCallback() {
        return pollsDuringCallback;
    }

    /** Returns whether callbacks of the task can be received. */
    public boolean hasEndpoint() {
        return endpoint != null;
    }

    public List<CallbackAttempt> callbackAttempts() {
        return endpoint == null ? List.of() : endpoint.attempts();
    }

    /** Returns the first poll with a final status, or null. */
    @Nullable
    Poll firstFinalPoll() {
        return polls.stream()
                .filter(poll -> poll.status() > TaskStatus.GENERATING)
                .findFirst()
                .orElse(null);
    }

    /** Returns the first poll with a final status. Throws a {@link CheckFailure} if there is none. */
    public Poll finalPoll() {
        Poll poll = firstFinalPoll();
        if (poll == null) {
            throw new CheckFailure("The task has not ended in time", lastPoll().response()).ofPremise("ended task");
        }
        return poll;
    }

    /** Returns the last successful poll. Throws a {@link CheckFailure} if there is none. */
    public Poll lastPoll() {
        if (polls.isEmpty()) {
            throw new CheckFailure("The task was never readable", createResponse).ofPremise("readable task");
        }
        return polls.get(polls.size() - 1);
    }

    /**
     * Keeps polling until a further condition holds.
     *
     * @param extra the maximum time for this, after the task duration
     */
    TaskObservation until(Duration extra, Predicate<TaskObservation> condition) {
        Predicate<TaskObservation> before = complete;
        complete = observation -> before.test(observation) && condition.test(observation);
        extraTime = extraTime.compareTo(extra) > 0 ? extraTime : extra;
        return this;
    }

    boolean isComplete() {
        return complete.test(this);
    }

    Duration extraTime() {
        return extraTime;
    }
}
