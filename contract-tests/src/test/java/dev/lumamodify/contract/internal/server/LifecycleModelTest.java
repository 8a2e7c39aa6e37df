package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.FaultLayer;
import dev.lumamodify.contract.MockTarget;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LifecycleModelTest {
    /** Forgets the end of a task when another is created after it: only some orders show that. */
    private static final class Forgetful implements FaultLayer {
        private final Set<String> ended = ConcurrentHashMap.newKeySet();
        private final Set<String> forgotten = ConcurrentHashMap.newKeySet();

        @Override
        public Response pass(Request call, Function<Request, Response> onward) {
            Response answer = onward.apply(call);
            if (FaultLayer.creates(call)) {
                forgotten.addAll(ended);
            } else if (answer.data().path("successFlag").asInt() > 0) {
                String id = answer.data().path("taskId").asString();
                ended.add(id);
                if (forgotten.contains(id)) {
                    return FaultLayer.with(
                            answer, answer.text().replaceFirst("\"successFlag\":\\d", "\"successFlag\":0"));
                }
            }
            return answer;
        }
    }

    @Test
    void aFaultThatOnlySomeOrdersShowIsFoundAndItsStepsAreTold() throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1)) {
            mock.fresh(new Forgetful());

            List<CheckResult> verdicts =
                    mock.verdicts(OpenApiDocument.load(), law -> law.id().equals("lifecycle.any-order"));

            assertThat(verdicts).singleElement().satisfies(verdict -> {
                assertThat(verdict.outcome()).isEqualTo(CheckResult.Outcome.FAILED);
                assertThat(verdict.detail()).startsWith("successFlag moved from 1 to 0; after: ");
                assertThat(verdict.detail()).contains("create ", "wait ", "poll task ");
            });
        }
    }
}
