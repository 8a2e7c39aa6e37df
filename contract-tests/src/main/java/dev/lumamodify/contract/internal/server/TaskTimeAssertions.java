package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.time.Duration;
import java.time.Instant;

/** Assertions about the times of an observed task. Each throws a {@link CheckFailure} if it does not hold. */
public final class TaskTimeAssertions {
    /** Larger than the difference between two clocks, smaller than that between two time zones. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(30);

    private static final long YEAR_2020 = 1_577_836_800_000L;
    private static final long YEAR_2100 = 4_102_444_800_000L;

    private TaskTimeAssertions() {}

    /** Asserts that {@code createTime} is the time of the create request, and does not change. */
    public static void assertCreateTimeStable(TaskObservation observation) {
        for (Poll poll : observation.polls()) {
            long time = assertMilliseconds("createTime", poll);
            long first = observation.polls().get(0).data().path("createTime").asLong(0);
            if (time != first) {
                throw new CheckFailure("`createTime` changed; it was " + first, poll.response());
            }
            assertBetween("createTime", CLOCK_TOLERANCE, observation.submittedAt(), observation.acceptedAt(), poll);
        }
    }

    /** Asserts that {@code completeTime} is absent while the task is in progress, and then the time of its end. */
    public static void assertCompleteTimeIsEnd(TaskObservation observation) {
        Instant inProgress = observation.acceptedAt();
        for (Poll poll : observation.polls()) {
            if (poll.status() == TaskStatus.GENERATING) {
                TaskAssertions.assertAbsent("completeTime", poll);
                inProgress = poll.sentAt();
                continue;
            }
            long duration = assertMilliseconds("completeTime", poll)
                    - poll.data().path("createTime").asLong(0);
            if (duration < 0) {
                throw new CheckFailure("`completeTime` is before `createTime`", poll.response());
            }
            // Half of it: a server may notice the end of a task late.
            if (duration
                    < Duration.between(observation.acceptedAt(), inProgress).toMillis() / 2) {
                throw new CheckFailure(
                        "`completeTime` is a time at which the task was still in progress", poll.response());
            }
            assertBetween("completeTime", CLOCK_TOLERANCE, observation.submittedAt(), poll.receivedAt(), poll);
        }
    }

    /** Asserts that a member is a Unix time in milliseconds, and returns it. */
    public static long assertMilliseconds(String name, Poll poll) {
        if (!poll.data().hasNonNull(name)) {
            throw new CheckFailure("`" + name + "` is missing", poll.response());
        }
        long time = poll.data().path(name).asLong(0);
        if (time < YEAR_2020 || time > YEAR_2100) {
            throw new CheckFailure("`" + name + "` " + time + " is not a Unix time in milliseconds", poll.response());
        }
        return time;
    }

    /** Asserts that a member is a time between two others, give or take a tolerance. */
    public static void assertBetween(String name, Duration tolerance, Instant from, Instant to, Poll poll) {
        Instant time = Instant.ofEpochMilli(poll.data().path(name).asLong(0));
        if (time.isBefore(from.minus(tolerance)) || time.isAfter(to.plus(tolerance))) {
            throw new CheckFailure(
                    "`" + name + "` is " + time + ", but must be between " + from + " and " + to, poll.response());
        }
    }
}
