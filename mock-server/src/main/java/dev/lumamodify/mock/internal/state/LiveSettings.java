package dev.lumamodify.mock.internal.state;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** The settings of a running server: a snapshot that is replaced as a whole. Safe for use by several threads. */
public final class LiveSettings implements Supplier<Settings> {
    private final Settings initial;
    private volatile Settings current;

    public LiveSettings(Settings initial) {
        this.initial = initial.copy();
        this.current = this.initial;
    }

    /** Returns the current snapshot, which never changes. */
    @Override
    public Settings get() {
        return current;
    }

    /** Changes the given settings. Throws {@link InvalidValueException}, and changes nothing, if one is unknown or invalid. */
    public void patch(JsonNode patch) {
        update(settings -> settings.patched(patch));
    }

    /** Replaces the snapshot by a changed copy. Concurrent changes happen one after another, so that none is lost. */
    synchronized void update(UnaryOperator<Settings> change) {
        current = change.apply(current);
    }

    /** Restores the settings of the start. */
    public void reset() {
        update(settings -> initial);
    }
}
