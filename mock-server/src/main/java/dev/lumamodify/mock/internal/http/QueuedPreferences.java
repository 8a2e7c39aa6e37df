package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import dev.lumamodify.mock.internal.state.LiveSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Preferences for the next requests, for clients that cannot send {@code Prefer}. Safe for use by several threads. */
public final class QueuedPreferences {
    private static final class Item {
        private final long id;
        private final String operationId;
        private final String prefer;
        private int times;

        Item(long id, String operationId, int times, String prefer) {
            this.id = id;
            this.operationId = operationId;
            this.times = times;
            this.prefer = prefer;
        }

        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id)
                    .put("operation", operationId)
                    .put("times", times)
                    .put("prefer", prefer);
        }
    }

    private final OpenApiDocument document;
    private final LiveSettings settings;
    private final List<Item> queue = new ArrayList<>();
    private long lastId;

    public QueuedPreferences(OpenApiDocument document, LiveSettings settings) {
        this.document = document;
        this.settings = settings;
    }

    /**
     * Adds preferences to the end of the queue.
     *
     * @param times how many requests they apply to
     * @param prefer the value of the header {@code Prefer}
     * @throws IllegalArgumentException if there is no such operation, or if a preference is unknown or invalid
     */
    public void enqueue(String operationId, int times, String prefer) {
        if (times < 1) {
            throw new InvalidValueException("times", "must be at least 1");
        }
        try {
            Preference.parse(
                    List.of(prefer),
                    Handling.STRICT,
                    document.operation(operationId),
                    settings.get().webhookKey != null);
        } catch (ApiError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        synchronized (this) {
            queue.add(new Item(++lastId, operationId, times, prefer));
        }
    }

    /** Takes the preferences of the next request of an operation; null if there are none. */
    synchronized @Nullable String next(String operationId) {
        for (Iterator<Item> items = queue.iterator(); items.hasNext(); ) {
            Item item = items.next();
            if (item.operationId.equals(operationId)) {
                item.times--;
                if (item.times == 0) {
                    items.remove();
                }
                return item.prefer;
            }
        }
        return null;
    }

    public synchronized List<ObjectNode> json() {
        return queue.stream().map(Item::json).toList();
    }

    /** Removes the preferences with an id, if they are still queued. */
    public synchronized void remove(long id) {
        queue.removeIf(item -> item.id == id);
    }

    public synchronized void clear() {
        queue.clear();
    }
}
