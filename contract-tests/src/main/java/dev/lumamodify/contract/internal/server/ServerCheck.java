package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.Level;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates required checks for servers. */
public final class ServerCheck {
    private ServerCheck() {}

    /** Returns a check with one phase. */
    public static Check<ServerTestContext> of(
            String id, String description, String source, Consumer<ServerTestContext> code) {
        return twoPhase(id, description, source, context -> {
            code.accept(context);
            return null;
        });
    }

    /** Returns a check whose code starts tasks and returns a second phase, which runs after all tasks have ended. */
    public static Check<ServerTestContext> twoPhase(
            String id, String description, String source, Function<ServerTestContext, @Nullable Runnable> code) {
        return new Check<>(id, description, source, Level.REQUIRED, List.of(), code);
    }
}
