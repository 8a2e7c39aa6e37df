package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Level;
import java.util.List;
import java.util.function.Consumer;

/** Creates required checks for clients. */
public final class ClientCheck {
    private ClientCheck() {}

    public static Check<ClientTestContext> of(
            String id, String description, String source, Consumer<ClientTestContext> code) {
        return new Check<>(id, description, source, Level.REQUIRED, List.of(), context -> {
            code.accept(context);
            return null;
        });
    }

    /** Creates a check of waits that runs twice: with waits that do not block, and with waits on a blocked thread. */
    public static Check<ClientTestContext> ofWaits(
            String id, String description, String source, Consumer<ClientTestContext> code) {
        return of(id, description, source, context -> {
            code.accept(context);
            try {
                code.accept(context.withBlockingWaits());
            } catch (CheckFailure failure) {
                throw new CheckFailure("If the wait blocks its thread: " + failure.getMessage());
            }
        });
    }
}
