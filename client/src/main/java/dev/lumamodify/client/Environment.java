package dev.lumamodify.client;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads environment variables. An empty one counts as not set. */
final class Environment {
    private Environment() {}

    /** Returns the value of a variable. Throws {@link IllegalStateException} with its name if it is not set. */
    static String require(Function<String, @Nullable String> environment, String name) {
        String value = environment.apply(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("the environment variable " + name + " is not set");
        }
        return value;
    }
}
