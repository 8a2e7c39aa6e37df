package dev.lumamodify.contract.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.contract.StandaloneClient;
import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final Watchdog watchdog = new Watchdog(Duration.ofMillis(300));

    /** Loading the classes of a client can take longer than the limit. */
    @BeforeAll
    static void loadClasses() {
        ClientAdapter.Factory factory = new StandaloneClient.Factory(StandaloneClient.Timing.VIRTUAL);
        new ClientTestContext(OpenApiDocument.load(), factory, 1).read("a scenario", ScriptedResponse.json(200, ""));
    }

    private ClientTestContext context(
            BiFunction<ClientAdapter.Setup, StandaloneClient.Timing, StandaloneClient> client) {
        ClientAdapter.Factory factory = new StandaloneClient.Factory(StandaloneClient.Timing.VIRTUAL, client);
        return new ClientTestContext(OpenApiDocument.load(), factory, 1, watchdog);
    }

    @Test
    void clientThatNeverReturnsFailsTheCheckWithItsStack() {
        ClientTestContext context = context((setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public Outcome read(String taskId) {
                while (true) {
                    // An interrupt does not end it either.
                    boolean unused = Thread.interrupted();
                    LockSupport.park();
                }
            }
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> context.read("a scenario", "id"))
                    .isInstanceOf(CheckFailure.class)
                    .hasMessageStartingWith("a scenario: the client did not return in time. It was at ")
                    .hasMessageContaining("WatchdogTest");
        }
        assertThatThrownBy(() -> context.read("a scenario", "id")).isInstanceOf(CheckSkipped.class);
    }

    @Test
    void threadThatAClientLeavesBehindDoesNotStopTheClock() {
        AtomicBoolean released = new AtomicBoolean();
        ClientTestContext context = context((setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public Outcome read(String taskId) {
                while (!released.get()) {
                    Thread.onSpinWait();
                }
                return super.read(taskId);
            }
        });
        assertThatThrownBy(() -> context.read("a scenario", "id")).isInstanceOf(CheckFailure.class);

        ManualClock clock = new ManualClock();
        assertThat(new Watchdog().run("a scenario", clock, true, () -> {
                    clock.advance(Duration.ofHours(1));
                    return clock.elapsed();
                }))
                .isEqualTo(Duration.ofHours(1));
        released.set(true);
    }

    @Test
    void clientThatIsNeverClosedFailsTheCheck() {
        ClientTestContext context = context((setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public void close() {
                new CompletableFuture<Void>().join();
            }
        });

        assertThatThrownBy(() -> context.connectionRefused(client -> client.read("id")))
                .isInstanceOf(CheckFailure.class)
                .hasMessageContaining("WatchdogTest");
    }

    @Test
    void timersThatNeverEndFailTheCheck() {
        ManualClock clock = new ManualClock();
        Runnable[] timer = new Runnable[1];
        timer[0] = () -> clock.schedule(Duration.ZERO, timer[0]);
        clock.schedule(Duration.ZERO, timer[0]);

        assertThatThrownBy(() -> new Watchdog().run("a scenario", clock, true, () -> {
                    clock.advance(Duration.ofSeconds(1));
                    return 1;
                }))
                .isInstanceOf(CheckFailure.class)
                .hasMessageContaining("without end");
    }

    @Test
    void sleepsThatNeverEndFailTheCheck() {
        ManualClock clock = new ManualClock();

        assertThatThrownBy(() -> {
                    while (true) {
                        clock.sleep(Duration.ZERO);
                    }
                })
                .isInstanceOf(CheckFailure.class);
    }

    @Test
    void resultsAndExceptionsPass() {
        assertThat(watchdog.<Integer>run("a scenario", () -> 7)).isEqualTo(7);
        CheckFailure failure = new CheckFailure("x");
        assertThatThrownBy(() -> watchdog.run("a scenario", () -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void interruptedThreadIsReported() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> watchdog.run("a scenario", () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return 1;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void verificationThatNeverEndsFailsTheCheck() {
        ClientAdapter.Factory factory = new StandaloneClient.Factory(StandaloneClient.Timing.VIRTUAL) {
            @Override
            public ClientAdapter.Outcome verify(
                    List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
                return new CompletableFuture<ClientAdapter.Outcome>().join();
            }
        };
        ClientTestContext context = new ClientTestContext(OpenApiDocument.load(), factory, 1, watchdog);

        assertThatThrownBy(() -> SignedCallback.valid().assertAccepted(context, "a callback"))
                .isInstanceOf(CheckFailure.class)
                .hasMessageStartingWith("a callback: the client did not return in time");
    }
}
