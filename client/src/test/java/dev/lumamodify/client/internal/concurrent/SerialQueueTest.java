package dev.lumamodify.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialQueueTest {
    private final SerialQueue queue = new SerialQueue();

    @Test
    void tasksRunInOrder() {
        List<Integer> order = new ArrayList<>();
        queue.add(() -> order.add(1));
        queue.add(() -> order.add(2));
        queue.run();
        assertThat(order).containsExactly(1, 2);
    }

    @Test
    void taskThatRunsTheQueueDoesNotNestTasks() {
        List<String> order = new ArrayList<>();
        queue.add(() -> {
            order.add("first begins");
            queue.add(() -> order.add("second"));
            queue.run();
            order.add("first ends");
        });
        queue.run();
        assertThat(order).containsExactly("first begins", "first ends", "second");
    }

    @Test
    void concurrentTasksRunOneAtATimeAndNoneIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        Runnable task = () -> {
            overlaps.addAndGet(running.getAndIncrement());
            runs.incrementAndGet();
            running.decrementAndGet();
        };
        List<Future<?>> all = new ArrayList<>();
        IntStream.range(0, 4)
                .forEach(i ->
                        all.add(threads.submit(() -> IntStream.range(0, 20_000).forEach(j -> {
                            queue.add(task);
                            queue.run();
                        }))));
        for (Future<?> thread : all) {
            thread.get();
        }
        threads.shutdown();
        assertThat(overlaps).hasValue(0);
        assertThat(runs).hasValue(80_000);
    }
}
