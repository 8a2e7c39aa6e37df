package dev.lumamodify.contract.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.contract.StandaloneClient;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("The clock stands still while other threads run.")
class ManualClockTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();

    private <T> T run(Supplier<T> scenario) {
        return new Watchdog().run("a scenario", clock, true, scenario);
    }

    @Test
    void timeStandsStillWhileAnyThreadOfTheClientRuns() {
        AtomicBoolean fired = new AtomicBoolean();
        run(() -> {
            clock.schedule(SECOND, () -> fired.set(true));
            return CompletableFuture.supplyAsync(ManualClockTest::compute)
                    .thenApplyAsync(result -> fired.get() ? -1 : result)
                    .join();
        });
        assertThat(fired).isFalse();
        assertThat(clock.elapsed()).isZero();
    }

    /** Takes some time, as the first use of a library does. */
    private static int compute() {
        return IntStream.range(0, 20_000_000).map(i -> i * 31 ^ i >>> 3).sum();
    }

    @Test
    void timeStandsStillWhileARequestHasNoResponse() {
        AtomicBoolean fired = new AtomicBoolean();
        var clients = new StandaloneClient.Factory(
                StandaloneClient.Timing.VIRTUAL, (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    public Outcome read(String taskId) {
                        setup.clock().schedule(SECOND, () -> fired.set(true));
                        Outcome outcome = readOnce(taskId);
                        return fired.get() ? Outcome.of(Kind.OTHER, taskId, null) : outcome;
                    }
                });
        ClientRun run = new ClientTestContext(OpenApiDocument.load(), clients, 1)
                .runUntilTimeout("no response", ScriptedResponse.NO_RESPONSE, client -> client.read("id"));

        run.endsAs(Kind.NOT_SENT).sends(1);
    }

    @Test
    void sleepsOfSeveralThreadsPassAtTheSameTime() {
        CountDownLatch threads = new CountDownLatch(10);
        run(() -> {
            for (int i = 1; i <= 10; i++) {
                Duration sleep = SECOND.multipliedBy(i);
                new Thread(() -> {
                            try {
                                clock.sleep(sleep);
                                threads.countDown();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        })
                        .start();
            }
            clock.advance(SECOND.multipliedBy(10));
            return threads.getCount();
        });
        assertThat(threads.getCount()).isZero();
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(10));
    }

    @Test
    void timerThatSleepsDoesNotDelayOthers() {
        AtomicInteger order = new AtomicInteger();
        run(() -> {
            clock.schedule(SECOND, () -> {
                try {
                    clock.sleep(SECOND.multipliedBy(2));
                    order.compareAndSet(1, 2);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            clock.schedule(SECOND.multipliedBy(2), () -> order.compareAndSet(0, 1));
            clock.advance(SECOND.multipliedBy(3));
            return order.get();
        });
        assertThat(order).hasValue(2);
    }

    @Test
    void cancelledTimerDoesNotRun() {
        AtomicBoolean fired = new AtomicBoolean();
        run(() -> {
            clock.schedule(SECOND, () -> fired.set(true)).run();
            clock.advance(Duration.ofDays(1));
            return 0;
        });
        assertThat(fired).isFalse();
    }

    @Test
    void exceptionOfATimerFailsTheCheck() {
        assertThatThrownBy(() -> run(() -> {
                    clock.schedule(SECOND, () -> {
                        throw new IllegalStateException("x");
                    });
                    clock.advance(SECOND);
                    return 0;
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void clientThatWaitsForNothingFailsTheCheck() {
        ManualClock impatient = new ManualClock(Duration.ofMillis(100));

        assertThatThrownBy(() -> new Watchdog()
                        .run("a scenario", impatient, true, () -> new CompletableFuture<Integer>().join()))
                .isInstanceOf(CheckFailure.class)
                .hasMessageContaining("must use the virtual clock for every sleep and timer")
                .hasMessageContaining("ManualClockTest");
    }
}
