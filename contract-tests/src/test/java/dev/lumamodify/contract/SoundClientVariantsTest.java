package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.StandaloneClient.Timing;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.harness.CheckResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** Clients that differ from this project's client without breaking a rule of the API. No required check fails. */
@Tag("faults")
@Isolated("The checks read what the process prints and change its locale.")
class SoundClientVariantsTest {
    /** A client, and the topics of the checks that its difference can affect. */
    private record Variant(String name, Set<String> topics, StandaloneClient.Factory clients) {}

    private final List<Variant> variants = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> noRequiredCheckFails() {
        addVerifications();
        client(
                "read wait",
                "reports an undocumented status as -1",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected Outcome task(String taskId, JsonNode data) {
                        Outcome task = super.task(taskId, data);
                        return task.kind() == Kind.SUCCESS && (task.successFlag() < 0 || task.successFlag() > 4)
                                ? Outcome.task(taskId, -1, task.resultUrls())
                                : task;
                    }
                });
        client(
                "submit",
                "submits again after code 429 and its Retry-After",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    public Outcome submit(SubmitRequest request) {
                        Outcome outcome = super.submit(request);
                        for (int retry = 0; retry < 2 && outcome.code() == 429; retry++) {
                            Duration delay = outcome.retryAfter();
                            if (delay == null || delay.compareTo(Duration.ofMinutes(1)) > 0) {
                                return outcome;
                            }
                            try {
                                sleep(delay);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                return outcome;
                            }
                            outcome = super.submit(request);
                        }
                        return outcome;
                    }
                });
        client(
                "wait",
                "gives up a wait after 29 polls every 30 seconds",
                (setup, timing) -> new StandaloneClient(
                        setup, new Timing(true, timing.retryDelay(), Duration.ofSeconds(30), Duration.ofSeconds(870))));
        client(
                "wait",
                "polls every 10 seconds for an hour",
                (setup, timing) -> new StandaloneClient(
                        setup, new Timing(true, timing.retryDelay(), Duration.ofSeconds(10), Duration.ofHours(1))));
        return variants.stream()
                .map(variant -> DynamicTest.dynamicTest(variant.name(), () -> {
                    List<CheckResult> results = ClientChecks.results(
                            variant.clients(),
                            1,
                            check -> !check.isRecommended() && variant.topics().contains(check.topic()),
                            false);

                    assertThat(results).isNotEmpty();
                    assertThat(results).noneMatch(CheckResult::isFailure);
                }));
    }

    private void addVerifications() {
        verification(
                "uses the last of several headers with the same name",
                headers -> {
                    Map<String, List<String>> last = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    headers.forEach((name, values) ->
                            last.put(name, values.isEmpty() ? values : List.of(values.get(values.size() - 1))));
                    return last;
                },
                body -> body);
        verification(
                "ignores text after the JSON",
                headers -> headers,
                body -> body.replaceFirst("(?s)\\}\\s*\\{\\}$", "}"));
        verification("uses the last of several members with the same name", headers -> headers, body -> {
            int first = body.indexOf("\"data\":");
            int last = body.lastIndexOf(",\"data\":");
            return last > first ? body.substring(0, first) + body.substring(last + 1) : body;
        });
        verification(
                "rejects a callback without a code", headers -> headers, body -> body.contains("\"code\"") ? body : "");
    }

    private void client(String topics, String name, BiFunction<Setup, Timing, StandaloneClient> constructor) {
        variants.add(new Variant(
                name, Set.of(topics.split(" ")), new StandaloneClient.Factory(Timing.VIRTUAL, constructor)));
    }

    private void verification(
            String name, UnaryOperator<Map<String, List<String>>> headers, UnaryOperator<String> body) {
        variants.add(new Variant(name, Set.of("verify"), new StandaloneClient.Factory(Timing.VIRTUAL) {
            @Override
            public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> received, byte[] bytes) {
                String changed = body.apply(new String(bytes, StandardCharsets.ISO_8859_1));
                return StandaloneVerifier.verify(
                        keys, now, headers.apply(received), changed.getBytes(StandardCharsets.ISO_8859_1));
            }
        }));
    }
}
