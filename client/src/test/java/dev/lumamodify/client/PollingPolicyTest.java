package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import dev.lumamodify.client.model.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingPolicyTest {
    private static final WaitOptions OPTIONS = WaitOptions.defaults();
    private final PollingPolicy policy = new PollingPolicy(TASK_ID, OPTIONS, () -> 0.5);

    private static TaskRecord task(int flag) {
        return new TaskRecord(
                TASK_ID,
                "{}",
                1L,
                null,
                new TaskStatus(flag),
                new TaskResults(TASK_ID, List.of(), List.of()),
                null,
                null);
    }

    private static ApiException apiError(int code, Duration retryAfter) {
        return new ApiException("no", new ResultCode(code), "", 200, retryAfter, TASK_ID, Map.of(), null);
    }

    private static Duration pause(PollingPolicy.Step step) {
        return Objects.requireNonNull(step.delay());
    }

    private static LumaModifyException failure(PollingPolicy.Step step) {
        return Objects.requireNonNull(step.failure());
    }

    @Test
    void intervalsGrowFromTenToThirtySeconds() {
        assertThat(pause(policy.firstStep())).isEqualTo(Duration.ofSeconds(10));
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pauses.add(pause(policy.onTask(task(0), Duration.ofSeconds(10))));
        }
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15),
                        Duration.ofMillis(22_500),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void intervalsVaryByTwentyPercent(double random) {
        Duration pause = pause(new PollingPolicy(TASK_ID, OPTIONS, () -> random).onTask(task(0), Duration.ZERO));
        assertThat(pause).isEqualTo(Duration.ofMillis((long) (8000 + random * 4000)));
    }

    @Test
    void lastPollTakesPlaceAtTheTimeout() {
        Duration almost = OPTIONS.timeout().minusSeconds(1);
        assertThat(pause(policy.onTask(task(0), almost))).isEqualTo(Duration.ofSeconds(1));
        LumaModifyException e = failure(policy.onTask(task(0), OPTIONS.timeout()));
        assertThat(e)
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("1800 s")
                .hasMessageContaining(TASK_ID);
        assertThat(((WaitTimeoutException) e).lastKnownTask()).contains(task(0));
    }

    @Test
    void shortTimeoutReducesTheInitialDelay() {
        WaitOptions shortTimeout = OPTIONS.withTimeout(Duration.ofSeconds(3));
        assertThat(pause(new PollingPolicy(TASK_ID, shortTimeout, () -> 0.5).firstStep()))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void failedCallbackIsASuccessToo(int flag) {
        assertThat(policy.onTask(task(flag), Duration.ZERO)).isEqualTo(new PollingPolicy.Step(null, task(flag), null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void successWithoutResultsIsPolledAgain(int flag) {
        TaskRecord withoutResults = new TaskRecord(TASK_ID, "{}", 1L, null, new TaskStatus(flag), null, null, null);
        for (int seconds : new int[] {0, 30, 60, 90, 119}) {
            assertThat(pause(policy.onTask(withoutResults, Duration.ofSeconds(seconds))))
                    .isPositive();
        }
        assertThat(failure(policy.onTask(withoutResults, Duration.ofMinutes(2))))
                .isInstanceOf(InvalidResponseException.class)
                .hasMessageContaining("no results")
                .hasMessageContaining(TASK_ID);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void failedTaskFailsTheWait(int flag) {
        LumaModifyException e = failure(policy.onTask(task(flag), Duration.ZERO));
        assertThat(e).isInstanceOf(TaskFailedException.class).hasMessageContaining(TASK_ID);
        assertThat(((TaskFailedException) e).task()).isEqualTo(task(flag));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 99, -1})
    void otherStatusesArePolledAgain(int flag) {
        assertThat(pause(policy.onTask(task(flag), Duration.ZERO))).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404})
    void unauthorizedAndNotFoundEndTheWait(int code) {
        ApiException apiError = apiError(code, Duration.ZERO);
        assertThat(failure(policy.onFailure(apiError, Duration.ZERO))).isSameAs(apiError);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 403, 422, 433, 451, 501, 505, 531, 550})
    void fiveIdenticalRejectionsInTwoMinutesEndTheWait(int code) {
        pause(policy.onTask(task(0), Duration.ZERO));
        assertEndsAfterFiveIdenticalFailuresInTwoMinutes(() -> apiError(code, Duration.ZERO));
    }

    @Test
    void fiveUnreadableResponsesInTwoMinutesEndTheWait() {
        assertEndsAfterFiveIdenticalFailuresInTwoMinutes(() -> unreadable(200));
    }

    private void assertEndsAfterFiveIdenticalFailuresInTwoMinutes(Supplier<LumaModifyException> failures) {
        for (int seconds : new int[] {10, 40, 70, 100, 129}) {
            assertThat(pause(policy.onFailure(failures.get(), Duration.ofSeconds(seconds))))
                    .isPositive();
        }
        LumaModifyException last = failures.get();
        assertThat(failure(policy.onFailure(last, Duration.ofSeconds(130)))).isSameAs(last);
    }

    @Test
    void fourIdenticalFailuresDoNotEndTheWait() {
        for (int minutes : new int[] {1, 5, 10, 20}) {
            assertThat(pause(policy.onFailure(unreadable(200), Duration.ofMinutes(minutes))))
                    .isPositive();
        }
        LumaModifyException last = unreadable(200);
        assertThat(failure(policy.onFailure(last, Duration.ofMinutes(21)))).isSameAs(last);
    }

    @Test
    void otherResponseBetweenIdenticalFailuresContinuesTheWait() {
        List<Runnable> others = List.of(
                () -> policy.onTask(task(0), Duration.ofMinutes(5)),
                () -> policy.onFailure(apiError(500, Duration.ZERO), Duration.ofMinutes(5)),
                () -> policy.onFailure(apiError(505, Duration.ZERO), Duration.ofMinutes(5)),
                () -> policy.onFailure(unreadable(201), Duration.ofMinutes(5)),
                () -> policy.onFailure(
                        new TransportException("no", TASK_ID, new IOException()), Duration.ofMinutes(5)));
        for (Runnable other : others) {
            for (int minutes = 1; minutes <= 4; minutes++) {
                pause(policy.onFailure(unreadable(200), Duration.ofMinutes(minutes)));
            }
            other.run();
            for (int minutes = 6; minutes <= 9; minutes++) {
                pause(policy.onFailure(unreadable(200), Duration.ofMinutes(minutes)));
            }
            policy.onTask(task(0), Duration.ofMinutes(10));
        }
    }

    private static InvalidResponseException unreadable(int httpStatus) {
        return new InvalidResponseException("no", httpStatus, TASK_ID, Map.of(), null);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 455, 500, 502, 503, 504})
    void transientErrorsAreToleratedUntilTheTimeout(int code) {
        for (int minutes = 1; minutes < 29; minutes++) {
            pause(policy.onFailure(apiError(code, Duration.ZERO), Duration.ofMinutes(minutes)));
        }
        ApiException apiError = apiError(code, Duration.ZERO);
        assertThat(pause(policy.onFailure(apiError, Duration.ofMinutes(29)))).isPositive();
        LumaModifyException e = failure(policy.onFailure(apiError, Duration.ofMinutes(30)));
        assertThat(e).isInstanceOf(WaitTimeoutException.class).hasCause(apiError);
        assertThat(((WaitTimeoutException) e).lastKnownTask()).isEmpty();
    }

    @Test
    void unknownTaskIsToleratedForThirtySeconds() {
        ApiException unknown = apiError(422, Duration.ZERO);
        assertThat(pause(policy.onFailure(unknown, Duration.ofMillis(29_999)))).isPositive();
        assertThat(failure(policy.onFailure(unknown, Duration.ofSeconds(30)))).isSameAs(unknown);
    }

    @Test
    void unknownTaskIsToleratedAfterItWasRead() {
        pause(policy.onTask(task(0), Duration.ofSeconds(10)));
        assertThat(pause(policy.onFailure(apiError(422, Duration.ZERO), Duration.ofMinutes(5))))
                .isPositive();
    }

    @Test
    void retryAfterExtendsTheInterval() {
        assertThat(pause(policy.onFailure(apiError(429, Duration.ofSeconds(90)), Duration.ZERO)))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(pause(policy.onFailure(apiError(429, Duration.ofSeconds(1)), Duration.ZERO)))
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void listenerReceivesChangesOnly() {
        List<TaskRecord> received = new ArrayList<>();
        PollingPolicy policy = new PollingPolicy(TASK_ID, OPTIONS.withListener(received::add), () -> 0.5);
        policy.onTask(task(0), Duration.ZERO);
        policy.onTask(task(0), Duration.ZERO);
        policy.onTask(task(1), Duration.ZERO);
        assertThat(received).containsExactly(task(0), task(1));
    }
}
