package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.Check;
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
}
