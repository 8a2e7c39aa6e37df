package dev.lumamodify.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CancellableFutureTest {
    private static final int ROUNDS = 20_000;

    private final List<String> events = new ArrayList<>();

    private final CancellableFuture<String> future = new CancellableFuture<>(
            command -> event("stop elsewhere", command), () -> events.add("end"), failure -> {});

    private void event(String name, Runnable command) {
        events.add(name);
        command.run();
    }

    static Stream<Named<Consumer<CompletableFuture<String>>>> ends() {
        return Stream.of(
                named("cancel", future -> future.cancel(false)),
                named("complete", future -> future.complete("")),
                named("completeExceptionally", future -> future.completeExceptionally(new IllegalStateException())),
                named(
                        "orTimeout",
                        future -> assertThatThrownBy(
                                () -> future.orTimeout(1, TimeUnit.NANOSECONDS).join())),
                named("completeAsync", future -> future.completeAsync(() -> "", Runnable::run)),
                named("obtrudeValue", future -> future.obtrudeValue("")));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void everyEndByTheApplicationStopsTheWorkOnce(Consumer<CompletableFuture<String>> end) {
        AtomicInteger stops = new AtomicInteger();
        future.setStop(stops::incrementAndGet);
        end.accept(future);
        future.cancel(false);
        future.finish("late");
        future.fail(new IllegalStateException("late"));
        assertThat(stops).hasValue(1);
        assertThat(events).containsExactly("end");
        assertThat(future.hasEnded()).isTrue();
    }

    @Test
    void cancelStopsTheWorkBeforeItsDependentsRun() {
        future.setStop(() -> events.add("stop"));
        CompletableFuture<Boolean> unused = future.handle((value, failure) -> events.add("dependent"));
        future.cancel(false);
        assertThat(events).containsExactly("stop", "end", "dependent");
    }

    @Test
    void clientStopsTheWorkOnTheExecutor() {
        future.setStop(() -> events.add("stop"));
        future.finish("value");
        assertThat(events).containsExactly("end", "stop elsewhere", "stop");
        assertThat(future).isCompletedWithValue("value");
    }

    @Test
    void workThatHasEndedIsNotStopped() {
        future.setStop(() -> events.add("stop"));
        future.clearStop();
        future.fail(new IllegalStateException());
        assertThat(events).containsExactly("end");
        assertThat(future).isCompletedExceptionally();
    }

    @Test
    void failureWhileTheApplicationCancelsIsIgnored() {
        future.setStop(() -> future.fail(new IllegalStateException("cancelled call")));
        future.cancel(false);
        assertThat(future).isCancelled();
    }

    @Test
    void failingStopActionChangesNothing() {
        future.setStop(() -> {
            throw new AssertionError();
        });
        assertThat(future.cancel(false)).isTrue();
        assertThat(future).isCancelled();
    }

    @Test
    void workThatStartsAfterTheEndIsStoppedAtOnce() {
        future.cancel(false);
        future.setStop(() -> events.add("stop"));
        assertThat(events).containsExactly("end", "stop");
    }

    /** One thread runs a chain of works; another thread cancels. The work that is registered last must be stopped. */
    @Test
    void cancelConcurrentWithTheNextWorkStopsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier barrier = new CyclicBarrier(2);
        try {
            for (int i = 0; i < ROUNDS; i++) {
                CancellableFuture<String> raced = new CancellableFuture<>(Runnable::run, () -> {}, failure -> {});
                AtomicInteger stops = new AtomicInteger();
                Future<?> worker = threads.submit(() -> {
                    barrier.await();
                    raced.setStop(() -> {});
                    raced.setStop(stops::incrementAndGet);
                    return null;
                });
                Future<?> canceller = threads.submit(() -> {
                    barrier.await();
                    return raced.cancel(false);
                });
                worker.get();
                canceller.get();
                assertThat(stops).hasValue(1);
            }
        } finally {
            threads.shutdown();
        }
    }
}
