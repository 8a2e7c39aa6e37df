package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.spi.Scheduler;
import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the client and the mock server together, on one virtual clock. */
class BatchTest {
    private static final int SUBMISSIONS = 1000;
    private static final Duration STEP = Duration.ofMillis(100);

    /** The first 20 are sent at once, and 20 more after every 10 seconds. */
    private static final Duration MINIMUM = Duration.ofSeconds(490);

    @Test
    void aThousandSubmissionsAtOnceBecomeTasksWithoutARejection() {
        try (MockServer mock = MockServer.builder().manualClock().start()) {
            StepClock clock = new StepClock();
            // Requests are sent on the thread that advances the clock.
            try (LumaModify luma = LumaModify.builder()
                    .apiKey("any-key")
                    .baseUrl(mock.url())
                    .scheduler(clock)
                    .executor(Runnable::run)
                    .build()) {
                List<CompletableFuture<String>> tasks = IntStream.range(0, SUBMISSIONS)
                        .mapToObj(i -> luma.modifyAsync(ModifyRequest.builder()
                                .prompt("Video " + i)
                                .videoUrl("https://example.com/" + i + ".mp4")
                                .build()))
                        .toList();
                while (!tasks.stream().allMatch(CompletableFuture::isDone)
                        && clock.now.compareTo(MINIMUM.multipliedBy(2)) < 0) {
                    mock.advance(STEP);
                    clock.advance(STEP);
                }

                assertThat(tasks.stream().map(CompletableFuture::join).distinct())
                        .hasSize(SUBMISSIONS);
                assertThat(clock.now)
                        .isLessThanOrEqualTo(MINIMUM.multipliedBy(102).dividedBy(100));
                List<RecordedRequest> requests = mock.requests();
                assertThat(requests).hasSize(SUBMISSIONS).allMatch(request -> request.code() == 200);
                assertThat(requests)
                        .extracting(request -> request.body().replaceAll("(?s).*Video (\\d+).*", "$1"))
                        .containsExactlyElementsOf(IntStream.range(0, SUBMISSIONS)
                                .mapToObj(String::valueOf)
                                .toList());
            }
        }
    }

    /** Runs what is due when it is advanced. Nothing sleeps, because every call is asynchronous. */
    private static final class StepClock implements Scheduler {
        private record Scheduled(Duration at, Runnable task) {}

        private final List<Scheduled> scheduled = new ArrayList<>();
        private Duration now = Duration.ZERO;

        @Override
        public long nanoTime() {
            return now.toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            Scheduled entry = new Scheduled(now.plus(delay), task);
            scheduled.add(entry);
            return () -> scheduled.remove(entry);
        }

        void advance(Duration step) {
            now = now.plus(step);
            List<Scheduled> due = scheduled.stream()
                    .filter(entry -> entry.at().compareTo(now) <= 0)
                    .sorted(Comparator.comparing(Scheduled::at))
                    .toList();
            scheduled.removeAll(due);
            due.forEach(entry -> entry.task().run());
        }
    }
}
