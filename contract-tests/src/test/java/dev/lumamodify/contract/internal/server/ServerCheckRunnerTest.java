package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.checks.ServerChecks;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.mock.FaultProxy;
import dev.lumamodify.mock.MockServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs checks at the same time, on a server that takes some time for each create request. */
class ServerCheckRunnerTest {
    private static final int PARALLEL = 4;
    private static final Set<String> TOPICS = Set.of("requests", "auth", "tasks", "billing", "lifecycle", "envelope");

    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger maximum = new AtomicInteger();

    /** A create request takes 200 ms, or until another one arrives. */
    private final CountDownLatch others = new CountDownLatch(2);

    /** The server accepts reads without a key, and create requests of another content type. */
    private Response handle(Request request, RecordingHttpClient mock) {
        if (request.method().equals("GET")) {
            return mock.sendUnrecorded(
                    request.path().contains("/record-info")
                                    && request.header("Authorization").isEmpty()
                            ? request.key("key-of-the-suite")
                            : request);
        }
        maximum.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            others.countDown();
            var unused = others.await(200, TimeUnit.MILLISECONDS);
            return mock.sendUnrecorded(
                    request.header("Content-Type").equals("text/plain") ? request.json(request.text()) : request);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private List<CheckResult> run(int parallel, @Nullable Duration timeBudget) throws IOException {
        try (MockServer mock = MockServer.builder()
                        .apiKey("key-of-the-suite")
                        .taskDuration(Duration.ofMillis(300))
                        .noRateLimit()
                        .start();
                FaultProxy proxy = new FaultProxy(URI.create(mock.url()), this::handle);
                ServerTestContext context = new ServerTestContext(
                        OpenApiDocument.load(),
                        target(proxy.url()),
                        new RunSettings(1, 5, true, timeBudget, false, null),
                        TargetClock.system())) {
            List<CheckResult> published = new ArrayList<>();
            List<CheckResult> results = ServerCheckRunner.run(
                    ServerChecks.all(), context, parallel, ServerCheckRunnerTest::isRun, published::add);
            assertThat(published).isEqualTo(results);
            return results;
        }
    }

    private static boolean isRun(Check<?> check) {
        // This one sends eight create requests at once.
        return TOPICS.contains(check.topic()) && !check.id().equals("tasks.unique-under-load");
    }

    private static Target target(URI url) {
        return new Target(
                url,
                null,
                "key-of-the-suite",
                null,
                null,
                null,
                null,
                Duration.ofMillis(300),
                null,
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(6),
                null,
                null,
                null);
    }

    @Test
    void checksAtTheSameTimeHaveTheResultsOfChecksOneAfterTheOther() throws IOException {
        List<CheckResult> parallel = run(PARALLEL, null);

        assertThat(maximum).hasValueBetween(2, PARALLEL);
        maximum.set(0);
        assertThat(run(1, null))
                .usingElementComparator((one, other) -> summary(one).compareTo(summary(other)))
                .containsExactlyElementsOf(parallel);
        assertThat(maximum).hasValue(1);
        assertThat(parallel)
                .filteredOn(CheckResult::isFailure)
                .extracting(result -> result.check().id())
                .containsExactly(
                        "requests.other-content-types-rejected", "auth.read-needs-key", "auth.read-needs-known-key");
        assertThat(evidence(parallel, 0).header("Content-Type")).isEqualTo("text/plain");
        assertThat(evidence(parallel, 1).header("Authorization")).isEmpty();
    }

    private static String summary(CheckResult result) {
        return result.check().id() + " " + result.outcome() + " " + result.cause();
    }

    private static Request evidence(List<CheckResult> results, int index) {
        CheckFailure failure = results.stream()
                .filter(CheckResult::isFailure)
                .skip(index)
                .findFirst()
                .orElseThrow()
                .failure();
        return Objects.requireNonNull(Objects.requireNonNull(failure).request());
    }

    @Test
    void nothingIsSentWithoutTime() throws IOException {
        assertThat(run(PARALLEL, Duration.ofNanos(1)))
                .isNotEmpty()
                .allMatch(result -> result.outcome() == Outcome.SKIPPED);
        assertThat(maximum).hasValue(0);
    }
}
