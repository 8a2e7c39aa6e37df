package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Tests that a fault is the failure of one check, and that the checks that cannot work because of it are skipped. */
class CauseTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

    private static List<CheckResult> run(FaultLayer fault, Predicate<Check<?>> selected) throws IOException {
        try (MockTarget mock = new MockTarget(ErrorStatus.ENVELOPE, Duration.ZERO, 1)) {
            mock.reset(fault);
            mock.settings(new RunSettings(1, 4, true, null, false, null));
            return mock.run(DOCUMENT, selected);
        }
    }

    /** Returns a server that responds to create requests in its own way. */
    private static FaultLayer creating(Function<Request, Response> responses) {
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                return request.path().endsWith("/generate") && response.accepted()
                        ? Objects.requireNonNullElse(responses.apply(request), response)
                        : response;
            }
        };
    }

    private static Response rejected(Request request, int code) {
        String body = "{\"code\":" + code + ",\"msg\":\"Rejected\",\"data\":null}";
        return new Response(
                request,
                200,
                Map.of("content-type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> failed(List<CheckResult> results) {
        return results.stream()
                .filter(CheckResult::isFailure)
                .map(result -> result.check().id())
                .toList();
    }

    private static List<String> skippedBecauseOf(String cause, List<CheckResult> results) {
        return results.stream()
                .filter(result -> cause.equals(result.cause()))
                .map(result -> result.check().id())
                .toList();
    }

    @Test
    void checksThatNeedATaskAreSkippedIfNoneCanBeCreated() throws IOException {
        List<CheckResult> results = run(
                creating(request -> rejected(request, 500)),
                check -> !Set.of("uploads", "operations", "auth").contains(check.topic()));

        assertThat(failed(results)).containsExactly("requests.example-accepted");
        assertThat(skippedBecauseOf("requests.example-accepted", results))
                .contains(
                        "billing.balance-matches",
                        "lifecycle.ends",
                        "callbacks.delivered",
                        "tasks.readable",
                        "limits.enforced",
                        "links.resolve");
    }

    @Test
    void createRequestWithoutAResponseIsNotTriedAgain() throws IOException {
        AtomicInteger creates = new AtomicInteger();

        List<CheckResult> results = run(
                creating(request -> {
                    creates.incrementAndGet();
                    throw new CheckFailure("no response", request);
                }),
                check -> !Set.of("uploads", "operations", "envelope").contains(check.topic()));

        assertThat(failed(results)).containsExactly("requests.example-accepted");
        assertThat(creates).hasValue(1);
    }

    @Test
    void requestsAreNotRepeatedAgainIfTheRateLimitNeverResets() throws IOException {
        AtomicInteger creates = new AtomicInteger();

        List<CheckResult> results = run(
                creating(request -> creates.incrementAndGet() > 10 ? rejected(request, 429) : null),
                check -> List.of("requests", "tasks").contains(check.topic()));

        assertThat(failed(results)).containsExactly("requests.valid-accepted");
        assertThat(skippedBecauseOf("requests.valid-accepted", results))
                .contains("tasks.readable", "tasks.similar-ids-rejected", "tasks.id-format");
        // The first rejected request is repeated four times a second, for 22 seconds.
        assertThat(creates).hasValueLessThan(10 + 100);
    }

    @Test
    void callbackChecksAreSkippedIfNoCallbackIsDelivered() throws IOException {
        List<CheckResult> results = run(
                new FaultLayer() {
                    @Override
                    public Response deliver(Request callback, Function<Request, Response> receiver) {
                        return new Response(callback, 200, Map.of(), new byte[0]);
                    }
                },
                check -> check.topic().equals("callbacks"));

        assertThat(failed(results)).containsExactly("callbacks.delivered");
        assertThat(skippedBecauseOf("callbacks.delivered", results))
                .contains("callbacks.valid", "callbacks.signed", "callbacks.retried-after-503");
    }

    @Test
    void recommendedCheckDoesNotHideTheFailureOfARequiredOne() throws IOException {
        List<CheckResult> results = run(
                creating(request -> rejected(request, 500)),
                check -> List.of("tasks.id-format", "links.resolve").contains(check.id()));

        assertThat(failed(results)).containsExactly("tasks.id-format", "links.resolve");
    }
}
