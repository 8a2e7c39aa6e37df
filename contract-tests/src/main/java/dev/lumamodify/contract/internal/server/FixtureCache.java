package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Fixtures that several checks share, because they take time or cost credits. Thread-safe. */
public final class FixtureCache {
    private final Map<String, Object> fixtures = new ConcurrentHashMap<>();

    /**
     * Returns the fixture of this name, and creates it the first time. If that fails, every check that uses it fails.
     */
    public <T> T get(String name, Class<T> type, Supplier<T> creation) {
        Object fixture = fixtures.computeIfAbsent(name, key -> {
            try {
                return creation.get();
            } catch (CheckFailure failure) {
                return failure;
            }
        });
        if (fixture instanceof CheckFailure failure) {
            throw failure;
        }
        return type.cast(fixture);
    }
}
