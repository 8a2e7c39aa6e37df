package dev.lumamodify.mock.internal.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Preferences laid down ahead, for callers that cannot set headers. Taken in order, each by as many requests as it says. */
public final class QueuedPreferences {
    /** Preferences for the next requests of an operation. */
    public static final class Scenario {
        private final String operation;
        private final String prefer;
        private int times;

        public Scenario(String operation, int times, String prefer) {
            this.operation = operation;
            this.times = times;
            this.prefer = prefer;
        }

        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("operation", operation)
                    .put("times", times)
                    .put("prefer", prefer);
        }
    }

    private final List<Scenario> queue = new ArrayList<>();

    public synchronized void add(Scenario scenario) {
        queue.add(scenario);
    }

    /** Takes what the next request of this operation is to be answered with. */
    synchronized @Nullable String next(String operation) {
        for (Iterator<Scenario> each = queue.iterator(); each.hasNext(); ) {
            Scenario scenario = each.next();
            if (scenario.operation.equals(operation)) {
                scenario.times--;
                if (scenario.times == 0) {
                    each.remove();
                }
                return scenario.prefer;
            }
        }
        return null;
    }

    public synchronized List<ObjectNode> json() {
        return queue.stream().map(Scenario::json).toList();
    }

    public synchronized void clear() {
        queue.clear();
    }
}
