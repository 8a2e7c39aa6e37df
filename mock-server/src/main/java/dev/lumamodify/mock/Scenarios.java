package dev.lumamodify.mock;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Preferences laid down ahead, for callers that cannot set headers. Taken in order, each by as many requests as it says. */
final class Scenarios {
    /** Preferences for the next requests of an operation. */
    static final class Scenario {
        private final String operation;
        private final String prefer;
        private int times;

        Scenario(String operation, int times, String prefer) {
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

    synchronized void add(Scenario scenario) {
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

    synchronized List<ObjectNode> json() {
        return queue.stream().map(Scenario::json).toList();
    }

    synchronized void clear() {
        queue.clear();
    }
}
