package dev.lumamodify.client.micrometer;

import dev.lumamodify.client.spi.CompletedOperation;
import dev.lumamodify.client.spi.OperationObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reports the operations of a client to Micrometer, as observations with the name {@code luma.modify}. Requires the
 * dependency {@code io.micrometer:micrometer-observation}. Immutable and thread-safe.
 *
 * <p>The low-cardinality keys are {@code operation}, {@code code} and {@code outcome}, and the high-cardinality key is
 * {@code task.id}. A value that is not known is {@code none}. An observation has an error if the operation has failed.
 */
@SuppressWarnings("exports") // An application that does not use this class needs no Micrometer.
public final class MicrometerObserver implements OperationObserver {
    private static final String NAME = "luma.modify";

    private final ObservationRegistry registry;

    private MicrometerObserver(ObservationRegistry registry) {
        this.registry = registry;
    }

    /**
     * Creates an observer.
     *
     * @param registry the registry that receives the observations
     * @return the observer
     */
    public static MicrometerObserver of(ObservationRegistry registry) {
        return new MicrometerObserver(registry);
    }

    /**
     * Starts an observation, whose parent is the current observation of the calling thread.
     *
     * @param operation the name of the operation
     * @return the observer that stops the observation
     */
    @Override
    public OperationObserver onStart(String operation) {
        Observation observation = Observation.createNotStarted(NAME, registry)
                .contextualName(NAME + " " + operation)
                .lowCardinalityKeyValue("operation", operation)
                .start();
        return completed -> stop(observation, completed);
    }

    @Override
    public void onEnd(CompletedOperation operation) {
        onStart(operation.operation()).onEnd(operation);
    }

    private static void stop(Observation observation, CompletedOperation operation) {
        observation
                .lowCardinalityKeyValue(
                        "code",
                        orNone(
                                operation.code() == null
                                        ? null
                                        : operation.code().value()))
                .lowCardinalityKeyValue("outcome", operation.outcome().name().toLowerCase(Locale.ROOT))
                .highCardinalityKeyValue("task.id", orNone(operation.taskId()));
        if (operation.failure() != null) {
            observation.error(operation.failure());
        }
        observation.stop();
    }

    private static String orNone(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }
}
