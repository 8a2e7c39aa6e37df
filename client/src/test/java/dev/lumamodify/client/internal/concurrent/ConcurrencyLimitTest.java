package dev.lumamodify.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private final ConcurrencyLimit limit = new ConcurrencyLimit(2);
    private final List<Integer> started = new ArrayList<>();
    private final List<Runnable> tasks =
            IntStream.range(0, 6).<Runnable>mapToObj(i -> () -> started.add(i)).toList();

    @Test
    void tasksBeyondTheLimitWaitInOrder() {
        tasks.forEach(limit::acquire);
        assertThat(started).containsExactly(0, 1);
        limit.release(tasks.get(1));
        assertThat(started).containsExactly(0, 1, 2);
        limit.release(tasks.get(0));
        assertThat(started).containsExactly(0, 1, 2, 3);
    }

    @Test
    void endedTaskLeavesTheQueue() {
        tasks.forEach(limit::acquire);
        limit.release(tasks.get(2));
        assertThat(started).containsExactly(0, 1);
        limit.release(tasks.get(0));
        assertThat(started).containsExactly(0, 1, 3);
    }

    @Test
    void secondReleaseHasNoEffect() {
        tasks.forEach(limit::acquire);
        limit.release(tasks.get(0));
        limit.release(tasks.get(0));
        assertThat(started).containsExactly(0, 1, 2);
        limit.release(tasks.get(1));
        limit.release(tasks.get(2));
        limit.release(tasks.get(3));
        limit.release(tasks.get(4));
        limit.release(tasks.get(5));
        tasks.forEach(limit::acquire);
        assertThat(started).containsExactly(0, 1, 2, 3, 4, 5, 0, 1);
    }

    @Test
    void removedLimitStartsAllTasks() {
        tasks.forEach(limit::acquire);
        limit.remove();
        assertThat(started).containsExactly(0, 1, 2, 3, 4, 5);
        limit.acquire(tasks.get(0));
        assertThat(started).hasSize(7);
    }
}
