package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ApiErrorFixtures.MESSAGE;
import static dev.lumamodify.contract.internal.client.ClientRequirement.VIRTUAL_CLOCK;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseBodies;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.harness.Check;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Poll interval checks: when a client polls a task, and how long it waits. */
public final class PollIntervalChecks {
    private static final String POLLING = "docs/api-facts.md#polling";
    private static final String CLIENT = "client/README.md";

    /** The longest processing time that the provider states. */
    private static final Duration MAX_TASK_DURATION = Duration.ofMinutes(20);

    /** The samples of the provider stop after 15 minutes. A client may count its polls, and be a little early. */
    private static final Duration MIN_TIMEOUT = Duration.ofMinutes(14);

    private static final Duration CLIENT_TIMEOUT = Duration.ofMinutes(30);

    private PollIntervalChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                check(
                        "wait.poll-interval",
                        "A client polls within the first minute, and then neither every second nor every few minutes.",
                        POLLING,
                        PollIntervalChecks::intervalIsModerate),
                check(
                        "wait.timeout",
                        "A wait times out after 15 minutes or more, reports the task id, and does not poll any more.",
                        POLLING,
                        context -> assertTimesOut(LongWait.run(context))),
                check(
                                "wait.longest-task",
                                "A wait lasts longer than the longest task, which takes 20 minutes.",
                                "docs/api-facts.md#processing-time",
                                PollIntervalChecks::waitsForLongestTask)
                        .recommended(),
                check(
                        "wait.slow-responses",
                        "The timeout of a wait is measured by the clock, however long each poll takes.",
                        POLLING,
                        PollIntervalChecks::slowPollsDoNotDelayTimeout),
                check(
                        "wait.outage",
                        "A client does not poll more than every two seconds during an outage.",
                        POLLING,
                        PollIntervalChecks::outageIsNotPolledMoreOften),
                check(
                        "wait.retry-after",
                        "A wait does not poll again before Retry-After is over, and polls soon after it.",
                        "#/components/headers/RetryAfter",
                        PollIntervalChecks::respectsRetryAfter),
                check(
                                "wait.exact-poll-interval",
                                "Polls begin after 10 s and come every 10 to 30 s, each interval varied by 20 %.",
                                CLIENT,
                                PollIntervalChecks::intervalIsThatOfClient)
                        .recommended(),
                check(
                                "wait.exact-timeout",
                                "A wait times out after exactly 30 minutes, with a last poll.",
                                CLIENT,
                                PollIntervalChecks::timeoutIsThatOfClient)
                        .recommended());
    }

    private static Check<ClientTestContext> check(
            String id, String description, String source, Consumer<ClientTestContext> code) {
        return ClientCheck.ofWaits(id, description, source, code).requires(VIRTUAL_CLOCK);
    }

    private static void intervalIsModerate(ClientTestContext context) {
        LongWait wait = LongWait.run(context).until(MAX_TASK_DURATION);
        wait.assertThat(!wait.polls().isEmpty(), "must poll");
        wait.assertPauses(1, Duration.ofSeconds(1), Duration.ofSeconds(90));
        wait.assertThat(wait.polls().get(0).compareTo(Duration.ofMinutes(1)) <= 0, "must poll in the first minute");
        wait.assertThat(wait.polls().size() <= 300, "must not poll more than every 4 s on average");
    }

    private static LongWait assertTimesOut(LongWait wait) {
        return wait.assertThat(wait.outcome().kind() == Kind.TIMED_OUT, "must time out")
                .assertThat(wait.outcome().taskId().equals(TASK_ID), "must report the task id")
                .assertThat(wait.end().compareTo(MIN_TIMEOUT) >= 0, "must wait for at least " + MIN_TIMEOUT)
                .assertThat(wait.end().compareTo(LongWait.MAX_DURATION) < 0, "must time out")
                .assertThat(wait.lastPoll().compareTo(wait.end()) <= 0, "must not poll after the timeout");
    }

    private static void waitsForLongestTask(ClientTestContext context) {
        LongWait wait = LongWait.run(context);
        wait.assertThat(wait.end().compareTo(MAX_TASK_DURATION) > 0, "must wait for more than " + MAX_TASK_DURATION);
    }

    private static void slowPollsDoNotDelayTimeout(ClientTestContext context) {
        Duration usual = assertTimesOut(LongWait.run(context)).end();
        LongWait slow = assertTimesOut(LongWait.run(context, Duration.ofSeconds(50)));
        slow.assertThat(slow.end().compareTo(usual.plusMinutes(5)) <= 0, "must time out after " + usual);
    }

    private static void outageIsNotPolledMoreOften(ClientTestContext context) {
        ScriptedResponse unavailable = ScriptedResponse.of(503, "text/plain", "");
        LongWait wait = LongWait.run(context, (poll, clock) -> unavailable).until(MAX_TASK_DURATION);
        wait.assertThat(wait.polls().size() <= 600, "must not poll more than every 2 s on average");
        wait.assertThat(wait.outcome().taskId().equals(TASK_ID), "must report the task id");
        wait.assertThat(
                wait.outcome().kind() != Kind.TASK_FAILED && wait.outcome().kind() != Kind.SUCCESS,
                "must not report an end of the task");
    }

    private static void respectsRetryAfter(ClientTestContext context) {
        ScriptedResponse generating =
                ScriptedResponse.json(200, context.bodies().task(0));
        for (int status : List.of(200, 429)) {
            ScriptedResponse limited =
                    ScriptedResponse.json(status, ResponseBodies.envelope(429, MESSAGE), "Retry-After: 90");
            LongWait wait = LongWait.run(context, (poll, clock) -> poll == 2 ? limited : generating);
            wait.assertThat(wait.polls().size() > 3, "must poll again");
            Duration pause = wait.polls().get(3).minus(wait.polls().get(2));
            wait.assertThat(
                    pause.toSeconds() >= 90, "must not poll again after " + pause + ", before Retry-After is over");
            wait.assertThat(pause.toMinutes() < 5, "must poll again soon after Retry-After, not after " + pause);
        }
    }

    private static void intervalIsThatOfClient(ClientTestContext context) {
        List<LongWait> waits = IntStream.range(0, 4)
                .mapToObj(i -> LongWait.run(context).until(MAX_TASK_DURATION))
                .toList();
        for (LongWait wait : waits) {
            wait.until(Duration.ofSeconds(13)).assertPauses(0, Duration.ofSeconds(8), Duration.ofSeconds(12));
            wait.assertPauses(1, Duration.ofSeconds(8), Duration.ofSeconds(36));
            wait.assertPauses(8, Duration.ofSeconds(24), Duration.ofSeconds(36));
        }
        waits.get(0)
                .assertThat(
                        waits.stream().map(LongWait::polls).distinct().count() > 1,
                        "must not poll at the same times in every wait");
    }

    private static void timeoutIsThatOfClient(ClientTestContext context) {
        LongWait wait = LongWait.run(context);
        wait.assertThat(wait.end().equals(CLIENT_TIMEOUT), "must time out after " + CLIENT_TIMEOUT);
        wait.assertThat(
                wait.lastPoll().compareTo(CLIENT_TIMEOUT.minusSeconds(1)) >= 0, "must poll once more at the timeout");
        LongWait endsAtTimeout = LongWait.run(context, (poll, clock) -> {
            int successFlag = clock.elapsed().compareTo(CLIENT_TIMEOUT) < 0 ? 0 : 1;
            return ScriptedResponse.json(200, context.bodies().task(successFlag));
        });
        endsAtTimeout.assertThat(
                endsAtTimeout.outcome().kind() == Kind.SUCCESS, "must succeed if the task ends at the timeout");
    }
}
