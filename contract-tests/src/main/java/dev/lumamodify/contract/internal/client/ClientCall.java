package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.LocalResourceException;
import java.util.Objects;
import java.util.function.Supplier;

/** Runs calls of a client and returns how they end. */
final class ClientCall {
    private ClientCall() {}

    /** Returns the outcome of a call; {@link Kind#OTHER} if the adapter throws. */
    static Outcome outcomeOf(Supplier<Outcome> call) {
        try {
            return Objects.requireNonNull(call.get(), "an outcome");
        } catch (CheckFailure | CheckSkipped | LocalResourceException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return Outcome.of(Kind.OTHER, "", e);
        }
    }
}
