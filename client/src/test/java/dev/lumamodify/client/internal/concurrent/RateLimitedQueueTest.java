package dev.lumamodify.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.spi.RateLimiter;
import dev.lumamodify.client.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimitedQueueTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private final TimerScheduler scheduler = (delay, task) -> () -> {};
    private final List<String> events = new ArrayList<>();

    private RateLimitedQueue queue(int max) {
        return queue(new SlidingWindow(scheduler, max, WINDOW), scheduler);
    }

    private static RateLimitedQueue queue(RateLimiter limiter, Scheduler scheduler) {
        return new RateLimitedQueue(limiter, scheduler, Runnable::run, WINDOW);
    }

    private void join(RateLimitedQueue.Entry entry, Runnable onPermit) {
        entry.join(TIMEOUT, onPermit, failure -> events.add("failure: " + failure.getMessage()));
    }

    @Test
    void actionThatThrowsAnExceptionFailsItsRequestOnly() throws Exception {
        AtomicInteger permits = new AtomicInteger();
        RateLimitedQueue queue =
                queue(() -> permits.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? Duration.ZERO : WINDOW, scheduler);
        join(queue.newEntry(), () -> events.add("first"));
        join(queue.newEntry(), () -> {
            throw new IllegalStateException("second");
        });
        queue.newEntry()
                .join(
                        TIMEOUT,
                        () -> {
                            throw new StackOverflowError("third");
                        },
                        failure -> {
                            throw new IllegalStateException(failure);
                        });
        join(queue.newEntry(), () -> events.add("fourth"));
        assertThat(events).isEmpty();
        permits.set(5);
        queue.newEntry().await(TIMEOUT);
        assertThat(events).containsExactly("first", "failure: second", "fourth");
    }

    @Test
    void unlimitedActionThatThrowsAnExceptionFailsItsRequest() {
        join(queue(RateLimiter.UNLIMITED, scheduler).newEntry(), () -> {
            throw new IllegalStateException("no action");
        });
        assertThat(events).containsExactly("failure: no action");
    }

    @Test
    void thousandsOfPermitsThatEndAtOnceNeedNoDeepStack() {
        int count = 5_000;
        RateLimitedQueue queue = queue(1);
        RateLimitedQueue.Entry first = queue.newEntry();
        join(first, () -> {});
        AtomicInteger permits = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            RateLimitedQueue.Entry entry = queue.newEntry();
            join(entry, () -> {
                permits.incrementAndGet();
                entry.end(false);
            });
        }
        first.end(false);
        assertThat(permits).hasValue(count);
        assertThat(events).isEmpty();
    }

    @Test
    void blockingRequestWithinAnActionGetsItsPermit() throws Exception {
        RateLimitedQueue queue = queue(2);
        join(queue.newEntry(), () -> {
            try {
                queue.newEntry().await(TIMEOUT);
                events.add("nested");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(events).containsExactly("nested");
    }

    @Test
    void requestWhoseSleepFailsLeavesTheQueue() {
        Scheduler broken = new TimerScheduler() {
            @Override
            public void sleep(Duration duration) {
                throw new IllegalStateException("no sleep");
            }

            @Override
            public Runnable schedule(Duration delay, Runnable task) {
                return () -> {};
            }
        };
        RateLimitedQueue queue = queue(new SlidingWindow(broken, 1, WINDOW), broken);
        RateLimitedQueue.Entry first = queue.newEntry();
        join(first, () -> events.add("first"));
        RateLimitedQueue.Entry second = queue.newEntry();
        assertThatThrownBy(() -> second.await(TIMEOUT)).hasMessage("no sleep");
        join(queue.newEntry(), () -> events.add("third"));
        first.end(false);
        assertThat(events).containsExactly("first", "third");
    }
}
