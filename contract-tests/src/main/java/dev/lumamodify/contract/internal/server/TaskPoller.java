package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Concurrently;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.harness.ResultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Creates tasks and polls all of them together, so that the checks share one wait. */
public final class TaskPoller {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    /** How much longer than the stated duration a task may take. */
    public static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final ServerTestContext context;
    private final List<TaskObservation> observations = new CopyOnWriteArrayList<>();

    /** While one thread polls all tasks, the others only wait. */
    private final Lock polling = new ReentrantLock();

    TaskPoller(ServerTestContext context) {
        this.context = context;
    }

    /**
     * Creates a task and observes it from now on. Waits if the rate limit is reached.
     *
     * @param extra how long it may take until it is complete, after the task duration; must be within the time budget
     */
    TaskObservation observe(JsonNode body, @Nullable CallbackEndpoint endpoint, Duration extra) {
        Duration duration = context.target().taskDuration();
        if (duration != null) {
            context.time().assertLeft(duration.plus(TOLERANCE).plus(extra));
        }
        return observe(body, endpoint, context::send);
    }

    /** Creates a task without waiting for the rate limit, and observes it from now on. */
    public TaskObservation observeAtOnce(JsonNode body) {
        return observe(body, null, context.client()::send);
    }

    private TaskObservation observe(
            JsonNode body, @Nullable CallbackEndpoint endpoint, Function<Request, Response> send) {
        Request request = context.createRequest(body);
        Instant submittedAt = context.clock().now();
        Response response = send.apply(request);
        TaskObservation observation = new TaskObservation(
                body,
                response,
                context.taskId(response),
                submittedAt,
                context.clock().now(),
                endpoint);
        observations.add(observation);
        poll(observation);
        return observation;
    }

    public List<TaskObservation> observations() {
        return observations;
    }

    /** Waits, and polls the incomplete tasks every 250 ms. */
    public void pollFor(Duration duration) {
        for (Duration left = duration; !left.isZero(); ) {
            Duration step = left.compareTo(INTERVAL) < 0 ? left : INTERVAL;
            context.sleep(step);
            left = left.minus(step);
            if (polling.tryLock()) {
                try {
                    incomplete().forEach(this::poll);
                } finally {
                    polling.unlock();
                }
            }
        }
    }

    /**
     * Waits until every observed task is complete or its time is over.
     *
     * @param parallel how many tasks to poll at the same time
     */
    void awaitAll(int parallel) {
        for (List<TaskObservation> rest = incomplete(); !rest.isEmpty(); rest = incomplete()) {
            context.clock().sleep(INTERVAL);
            pollAll(rest, parallel);
        }
        pollAll(observations, parallel);
        context.clock().sleep(INTERVAL);
        pollAll(observations, parallel);
    }

    private void pollAll(List<TaskObservation> tasks, int parallel) {
        Concurrently.inOrder(
                parallel,
                tasks,
                task -> {
                    poll(task);
                    return task;
                },
                task -> {});
    }

    private List<TaskObservation> incomplete() {
        Duration taskDuration = context.target().taskDuration();
        if (taskDuration == null) {
            return List.of();
        }
        Instant now = context.clock().now();
        return observations.stream()
                .filter(observation -> !observation.isComplete())
                .filter(observation -> observation
                        .acceptedAt()
                        .plus(taskDuration)
                        .plus(TOLERANCE)
                        .plus(observation.extraTime())
                        .isAfter(now))
                .toList();
    }

    private void poll(TaskObservation observation) {
        poll(observation, observation.polls());
    }

    void pollDuringCallback(TaskObservation observation) {
        poll(observation, observation.pollsDuringCallback());
    }

    private void poll(TaskObservation observation, List<Poll> polls) {
        // One poll after the other, so that the polls are in the order of their responses.
        synchronized (polls) {
            Instant sentAt = context.clock().now();
            Response response;
            try {
                response = context.client().send(context.readRequest(observation.id()));
            } catch (CheckFailure noResponse) {
                // The check of this task fails if there is none in the end. It is no failure of the check that waits.
                return;
            }
            Poll poll = new Poll(sentAt, context.clock().now(), response);
            Instant readable = observation.acceptedAt().plus(context.target().readDelay());
            if (response.accepted()) {
                polls.add(poll);
            } else if (response.code() != ResultCode.RATE_LIMITED && sentAt.isAfter(readable)) {
                observation.failedPolls().add(poll);
            }
        }
    }
}
