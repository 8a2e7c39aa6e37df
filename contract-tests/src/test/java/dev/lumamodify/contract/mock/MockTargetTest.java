package dev.lumamodify.contract.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MockTargetTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

    @Test
    void anExceptionOfTheFaultLayerIsAnErrorOfTheRun() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1)) {
            mock.reset(new FaultLayer() {
                @Override
                public Response handle(Request request, Function<Request, Response> server) {
                    throw new IllegalStateException("an error of this test");
                }
            });

            assertThatThrownBy(() -> run(mock)).hasRootCauseMessage("an error of this test");
        }
    }

    @Test
    void aConnectionWithoutAResponseFailsTheCheckWithoutAResponse() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1)) {
            mock.reset(new FaultLayer() {
                @Override
                public Response handle(Request request, Function<Request, Response> server) {
                    throw new CheckFailure("no response", request);
                }
            });

            assertThat(run(mock))
                    .singleElement()
                    .satisfies(result -> assertThat(result.failure())
                            .isNotNull()
                            .satisfies(failure -> assertThat(failure.request()).isNotNull())
                            .satisfies(failure -> assertThat(failure.response()).isNull()));
        }
    }

    private static List<CheckResult> run(MockTarget mock) {
        return mock.run(DOCUMENT, check -> check.id().equals("tasks.readable"));
    }
}
