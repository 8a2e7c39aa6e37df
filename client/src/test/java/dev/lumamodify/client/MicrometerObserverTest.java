package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumamodify.client.micrometer.MicrometerObserver;
import dev.lumamodify.client.spi.CompletedOperation;
import dev.lumamodify.client.spi.CompletedOperation.Outcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicrometerObserverTest {
    private final ObservationRegistry registry = ObservationRegistry.create();
    private final List<Observation.Context> stopped = new ArrayList<>();
    private int started;

    @BeforeEach
    void record() {
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

            @Override
            public void onStart(Observation.Context context) {
                started++;
            }

            @Override
            public void onStop(Observation.Context context) {
                stopped.add(context);
            }
        });
    }

    @Test
    void operationsAreObserved() {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED), response(200, envelope(402)));
                LumaModify luma = server.clientBuilder(new FakeScheduler())
                        .observer(MicrometerObserver.of(registry))
                        .build()) {
            luma.modify(REQUEST);
            Observation parent = Observation.start("parent", registry);
            Throwable failure = parent.scoped(() -> catchThrowable(() -> luma.modify(REQUEST)));

            assertThat(started).isEqualTo(3);
            assertThat(stopped).hasSize(2).allMatch(context -> "luma.modify".equals(context.getName()));
            assertKeys(stopped.get(0), "200", "success", TASK_ID);
            assertThat(stopped.get(0).getError()).isNull();
            assertKeys(stopped.get(1), "402", "api_error", "none");
            assertThat(stopped.get(1).getError()).isSameAs(failure);
            assertThat(Objects.requireNonNull(stopped.get(1).getParentObservation())
                            .getContextView())
                    .isSameAs(parent.getContext());
        }
    }

    private static void assertKeys(Observation.Context context, String code, String outcome, String taskId) {
        assertThat(context.getContextualName()).isEqualTo("luma.modify generate");
        assertThat(context.getLowCardinalityKeyValues())
                .extracting(key -> key.getKey() + "=" + key.getValue())
                .containsExactlyInAnyOrder("operation=generate", "code=" + code, "outcome=" + outcome);
        assertThat(context.getHighCardinalityKeyValues())
                .extracting(key -> key.getKey() + "=" + key.getValue())
                .containsExactly("task.id=" + taskId);
    }

    @Test
    void endWithoutStartIsObserved() {
        MicrometerObserver.of(registry)
                .onEnd(new CompletedOperation(
                        "generate", Outcome.TRANSPORT_FAILURE, null, null, 1, Duration.ZERO, null, null));
        assertKeys(stopped.get(0), "none", "transport_failure", "none");
    }
}
