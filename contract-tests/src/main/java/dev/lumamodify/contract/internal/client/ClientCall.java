package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs calls of a client and returns how they end. */
public final class ClientCall {
    /** The real time after which a call is considered to never end. */
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);

    private ClientCall() {}

    /** Runs a call on a thread of its own, and advances the clock until the call ends. */
    public static Outcome onOwnThread(ManualClock clock, Supplier<Outcome> call) {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        end.complete(outcomeOf(call));
                    } catch (Throwable e) {
                        end.completeExceptionally(e);
                    }
                },
                "client-under-test");
        thread.setDaemon(true);
        thread.start();
        return endOf(end, clock, thread);
    }

    /**
     * Advances the clock until a call ends. Throws {@link Watchdog.HangException} if it never ends.
     *
     * @param thread the thread of the call; null if it has none
     */
    static Outcome endOf(CompletableFuture<Outcome> call, ManualClock clock, @Nullable Thread thread) {
        try {
            clock.runUntil(call, CALL_TIMEOUT);
            if (!call.isDone()) {
                throw new Watchdog.HangException(thread);
            }
            return call.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.of(Kind.OTHER, "", e);
        }
    }

    /** Returns the outcome of a call; {@link Kind#OTHER} if the adapter throws. */
    static Outcome outcomeOf(Supplier<Outcome> call) {
        try {
            return Objects.requireNonNull(call.get(), "an outcome");
        } catch (CheckFailure | CheckSkipped | Watchdog.HangException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return Outcome.of(Kind.OTHER, "", e);
        }
    }
}
