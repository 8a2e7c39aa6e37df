package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fixtures that several checks share, because they take time or cost credits. Thread-safe. */
public final class FixtureCache {
    private final Map<String, Fixture> fixtures = new ConcurrentHashMap<>();

    /**
     * Returns the fixture of this name, and creates it the first time. If that fails, it fails for every check, as a
     * premise of them.
     */
    public <T> T get(String name, Class<T> type, Supplier<T> creation) {
        return type.cast(fixtures.computeIfAbsent(name, key -> new Fixture()).get(name, creation));
    }

    /** Is locked while it is created, but the other fixtures are not. */
    private static final class Fixture {
        private @Nullable Object value;
        private @Nullable CheckFailure failure;

        synchronized Object get(String name, Supplier<?> creation) {
            if (failure != null) {
                throw failure;
            }
            Object existing = value;
            if (existing == null) {
                try {
                    existing = creation.get();
                } catch (CheckFailure e) {
                    failure = e.premise() == null ? e.ofPremise(name) : e;
                    throw failure;
                }
                value = existing;
            }
            return existing;
        }
    }
}
