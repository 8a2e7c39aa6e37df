package dev.lumamodify.mock.internal.state;

import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event that a {@link Scheduler} runs.
 *
 * @param order orders the events of one time
 */
record ScheduledEvent(Instant due, long order, String description, Supplier<CompletableFuture<?>> action) {
    static final Comparator<ScheduledEvent> ORDER =
            Comparator.comparing(ScheduledEvent::due).thenComparing(ScheduledEvent::order);

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("at", due.toString()).put("event", description);
    }

    /** Starts the action. Only a manual clock waits for its end. */
    CompletableFuture<?> start() {
        try {
            return action.get().whenComplete((done, failure) -> {
                if (failure != null) {
                    logFailure(failure);
                }
            });
        } catch (Throwable e) {
            logFailure(e);
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Logs why an event failed. The next event runs even if there is not enough memory for the log. */
    static void logFailure(Throwable failure) {
        try {
            LOG.error("A scheduled event failed: {}", PlainText.stackTrace(failure));
        } catch (Throwable e) {
            failure.addSuppressed(e);
        }
    }
}
