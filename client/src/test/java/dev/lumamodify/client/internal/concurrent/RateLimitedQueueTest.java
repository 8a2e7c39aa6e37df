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

    private void join(RateLimitedQueue.Place place, Runnable onTurn) {
        place.join(TIMEOUT, onTurn, failure -> events.add("failure: " + failure.getMessage()));
    }

    @Test
    void actionThatThrowsAnExceptionFailsItsRequestOnly() throws Exception {
        AtomicInteger permits = new AtomicInteger();
        RateLimitedQueue queue =
                queue(() -> permits.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? Duration.ZERO : WINDOW, scheduler);
        join(queue.newPlace(), () -> events.add("first"));
        join(queue.newPlace(), () -> {
            throw new IllegalStateException("second");
        });
        queue.newPlace()
                .join(
                        TIMEOUT,
                        () -> {
                            throw new StackOverflowError("third");
                        },
                        failure -> {
                            throw new IllegalStateException(failure);
                        });
        join(queue.newPlace(), () -> events.add("fourth"));
        assertThat(events).isEmpty();
        permits.set(5);
        queue.newPlace().await(TIMEOUT);
        assertThat(events).containsExactly("first", "failure: second", "fourth");
    }

    @Test
    void unlimitedActionThatThrowsAnExceptionFailsItsRequest() {
        join(queue(RateLimiter.UNLIMITED, scheduler).newPlace(), () -> {
            throw new IllegalStateException("no turn");
        });
        assertThat(events).containsExactly("failure: no turn");
    }

    @Test
    void thousandsOfTurnsThatEndAtOnceNeedNoDeepStack() {
        int count = 5_000;
        RateLimitedQueue queue = queue(1);
        RateLimitedQueue.Place first = queue.newPlace();
        join(first, () -> {});
        AtomicInteger turns = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            RateLimitedQueue.Place place = queue.newPlace();
            join(place, () -> {
                turns.incrementAndGet();
                place.end(false);
            });
        }
        first.end(false);
        assertThat(turns).hasValue(count);
        assertThat(events).isEmpty();
    }

    @Test
    void blockingRequestWithinATurnGetsItsTurn() throws Exception {
        RateLimitedQueue queue = queue(2);
        join(queue.newPlace(), () -> {
            try {
                queue.newPlace().await(TIMEOUT);
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
        RateLimitedQueue.Place first = queue.newPlace();
        join(first, () -> events.add("first"));
        RateLimitedQueue.Place second = queue.newPlace();
        assertThatThrownBy(() -> second.await(TIMEOUT)).hasMessage("no sleep");
        join(queue.newPlace(), () -> events.add("third"));
        first.end(false);
        assertThat(events).containsExactly("first", "third");
    }
}
