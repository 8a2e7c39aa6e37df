package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.mock.FaultLayer;
import dev.lumamodify.contract.mock.MockTarget;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LifecycleModelTest {
    /** Returns an ended task as generating once another task was created after its end. Only some orders show this fault. */
    private static final class ForgetsEnds implements FaultLayer {
        private final Set<String> ended = ConcurrentHashMap.newKeySet();
        private final Set<String> forgotten = ConcurrentHashMap.newKeySet();

        @Override
        public Response handle(Request request, Function<Request, Response> mock) {
            Response response = mock.apply(request);
            if (request.path().endsWith("/generate")) {
                forgotten.addAll(ended);
            } else if (response.data().path("successFlag").asInt() > 0) {
                String id = response.data().path("taskId").asString();
                ended.add(id);
                if (forgotten.contains(id)) {
                    String body = response.text().replaceFirst("\"successFlag\":\\d", "\"successFlag\":0");
                    return new Response(
                            request, response.status(), response.headers(), body.getBytes(StandardCharsets.UTF_8));
                }
            }
            return response;
        }
    }

    @Test
    void aFaultThatOnlySomeOrdersShowIsFoundAndItsStepsAreReported() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1)) {
            mock.reset(new ForgetsEnds());

            List<CheckResult> results =
                    mock.run(OpenApiDocument.load(), check -> check.id().equals("lifecycle.any-order"));

            assertThat(results).singleElement().satisfies(result -> {
                assertThat(result.outcome()).isEqualTo(CheckResult.Outcome.FAILED);
                assertThat(result.detail()).startsWith("successFlag moved from 1 to 0; after: ");
                assertThat(result.detail()).contains("create ", "wait ", "poll task ");
            });
        }
    }
}
