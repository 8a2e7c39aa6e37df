package dev.lumamodify.client;

import static dev.lumamodify.client.FaultyServer.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import dev.lumamodify.client.model.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingPolicyTest {
    private static final WaitOptions OPTIONS = WaitOptions.defaults();
    private final PollingPolicy waiting = new PollingPolicy(TASK, OPTIONS, () -> 0.5);

    private static TaskRecord task(int flag) {
        return new TaskRecord(
                TASK, "{}", 1, null, new TaskStatus(flag), new TaskResults(TASK, List.of(), List.of()), null, null);
    }

    private static ApiException refusal(int code, Duration retryAfter) {
        return new ApiException("no", new ResultCode(code), "", 200, retryAfter, TASK, null);
    }

    private static Duration pause(PollingPolicy.Step step) {
        assertThat(step).isInstanceOf(PollingPolicy.Look.class);
        return ((PollingPolicy.Look) step).after();
    }

    private static LumaModifyException failure(PollingPolicy.Step step) {
        assertThat(step).isInstanceOf(PollingPolicy.Failed.class);
        return ((PollingPolicy.Failed) step).failure();
    }

    @Test
    void looksFirstAfterTenSecondsAndThenMoreSeldom() {
        assertThat(pause(waiting.start())).isEqualTo(Duration.ofSeconds(10));
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pauses.add(pause(waiting.saw(task(0), Duration.ofSeconds(10))));
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
    void pausesVaryByAFifth(double random) {
        Duration pause = pause(new PollingPolicy(TASK, OPTIONS, () -> random).saw(task(0), Duration.ZERO));
        assertThat(pause).isEqualTo(Duration.ofMillis((long) (8000 + random * 4000)));
    }

    @Test
    void looksALastTimeAtTheDeadline() {
        Duration almost = OPTIONS.timeout().minusSeconds(1);
        assertThat(pause(waiting.saw(task(0), almost))).isEqualTo(Duration.ofSeconds(1));
        LumaModifyException e = failure(waiting.saw(task(0), OPTIONS.timeout()));
        assertThat(e)
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessageContaining("1800 s")
                .hasMessageContaining(TASK);
        assertThat(((WaitTimeoutException) e).lastKnownTask()).contains(task(0));
    }

    @Test
    void aShortDeadlineComesBeforeTheFirstLook() {
        WaitOptions brief = OPTIONS.withTimeout(Duration.ofSeconds(3));
        assertThat(pause(new PollingPolicy(TASK, brief, () -> 0.5).start())).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void successIsSuccessHoweverTheCallbackWent(int flag) {
        assertThat(waiting.saw(task(flag), Duration.ZERO)).isEqualTo(new PollingPolicy.Done(task(flag)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void successWithoutResultsIsNotYetSuccess(int flag) {
        TaskRecord bare = new TaskRecord(TASK, "{}", 1, null, new TaskStatus(flag), null, null, null);
        assertThat(pause(waiting.saw(bare, Duration.ZERO))).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void failureIsFailure(int flag) {
        LumaModifyException e = failure(waiting.saw(task(flag), Duration.ZERO));
        assertThat(e).isInstanceOf(TaskFailedException.class).hasMessageContaining(TASK);
        assertThat(((TaskFailedException) e).task()).isEqualTo(task(flag));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 99, -1})
    void anyOtherFlagMeansNotYet(int flag) {
        assertThat(pause(waiting.saw(task(flag), Duration.ZERO))).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404})
    void someRefusalsEndTheWait(int code) {
        ApiException refusal = refusal(code, Duration.ZERO);
        assertThat(failure(waiting.failed(refusal, Duration.ZERO))).isSameAs(refusal);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 429, 455, 500, 501, 505, 531})
    void otherRefusalsAreToleratedUntilTheDeadline(int code) {
        ApiException refusal = refusal(code, Duration.ZERO);
        assertThat(pause(waiting.failed(refusal, Duration.ofMinutes(29)))).isPositive();
        LumaModifyException e = failure(waiting.failed(refusal, Duration.ofMinutes(30)));
        assertThat(e).isInstanceOf(WaitTimeoutException.class).hasCause(refusal);
        assertThat(((WaitTimeoutException) e).lastKnownTask()).isEmpty();
    }

    @Test
    void anUnknownTaskIsToleratedForThirtySeconds() {
        ApiException unknown = refusal(422, Duration.ZERO);
        assertThat(pause(waiting.failed(unknown, Duration.ofMillis(29_999)))).isPositive();
        assertThat(failure(waiting.failed(unknown, Duration.ofSeconds(30)))).isSameAs(unknown);
    }

    @Test
    void aTaskOnceSeenIsNotUnknown() {
        pause(waiting.saw(task(0), Duration.ofSeconds(10)));
        assertThat(pause(waiting.failed(refusal(422, Duration.ZERO), Duration.ofMinutes(5))))
                .isPositive();
    }

    @Test
    void retryAfterLengthensAPause() {
        assertThat(pause(waiting.failed(refusal(429, Duration.ofSeconds(90)), Duration.ZERO)))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(pause(waiting.failed(refusal(429, Duration.ofSeconds(1)), Duration.ZERO)))
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void theListenerSeesChangesOnly() {
        List<TaskRecord> seen = new ArrayList<>();
        PollingPolicy rule = new PollingPolicy(TASK, OPTIONS.withListener(seen::add), () -> 0.5);
        rule.saw(task(0), Duration.ZERO);
        rule.saw(task(0), Duration.ZERO);
        rule.saw(task(1), Duration.ZERO);
        assertThat(seen).containsExactly(task(0), task(1));
    }

    @Test
    void aListenerCannotHurtTheWait() {
        PollingPolicy rule = new PollingPolicy(
                TASK,
                OPTIONS.withListener(change -> {
                    throw new AssertionError("rude");
                }),
                () -> 0.5);
        assertThat(rule.saw(task(1), Duration.ZERO)).isInstanceOf(PollingPolicy.Done.class);
    }
}
