package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.faults.client.FaultyClients.SignedRequest;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Clients that verify callbacks wrongly. */
final class VerificationFaults {
    private VerificationFaults() {}

    static void addTo(FaultyClients clients) {
        timestamps(clients.foundBy("verify.timestamp-age"));
        headers(clients);
        bodies(clients);
        clients.foundBy("verify.forged")
                .verifies(
                        "accepts any signature",
                        (verifier, request) -> Outcome.of(Kind.SUCCESS, ClientTestContext.TASK_ID, null));
        clients.foundBy("verify.rotation")
                .verifies(
                        "uses only the first of several keys",
                        (verifier, request) ->
                                verifier.verify(request.withKeys(request.keys().subList(0, 1))));
        clients.foundBy("verify.forged").verifies("reveals the webhook key in a rejection", (verifier, request) -> {
            Outcome outcome = verifier.verify(request);
            return outcome.kind() == Kind.REJECTED
                    ? Outcome.of(Kind.REJECTED, "", new IllegalStateException("not signed with " + request.keys()))
                    : outcome;
        });
        Set<String> verified = ConcurrentHashMap.newKeySet();
        clients.foundBy("verify.repeated").verifies("rejects a callback the second time", (verifier, request) -> {
            Outcome outcome = verifier.verify(request);
            boolean first = verified.add(
                    request.headers() + new String(request.body(), StandardCharsets.UTF_8) + request.keys());
            return first ? outcome : Outcome.of(Kind.REJECTED, "", null);
        });
    }

    private static void timestamps(FaultyClients clients) {
        clients.verifies(
                "ignores the age of the timestamp",
                (verifier, request) -> verifier.verify(request.at(signedAt(request))));
        clients.verifies("accepts old timestamps", (verifier, request) -> {
            Instant signed = signedAt(request);
            return verifier.verify(signed.isBefore(request.now()) ? request.at(signed) : request);
        });
        clients.verifies("accepts timestamps in the future", (verifier, request) -> {
            Instant signed = signedAt(request);
            return verifier.verify(signed.isAfter(request.now()) ? request.at(signed) : request);
        });
    }

    private static void headers(FaultyClients clients) {
        clients.foundBy("verify.any-header-case")
                .verifies("compares header names with their case", (verifier, request) -> {
                    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
                    headers.keySet()
                            .removeIf(name -> !name.startsWith("X-Webhook-S") && !name.startsWith("X-Webhook-T"));
                    return verifier.verify(request.withHeaders(headers));
                });
        clients.foundBy("verify.ambiguous").verifies("uses the last of several signatures", (verifier, request) -> {
            Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
            headers.replaceAll((name, values) -> values.size() < 2 ? values : List.of(values.get(values.size() - 1)));
            return verifier.verify(request.withHeaders(headers));
        });
    }

    private static void bodies(FaultyClients clients) {
        clients.foundBy("verify.genuine").verifies("knows the name task_id only", (verifier, request) -> {
            String body = new String(request.body(), StandardCharsets.UTF_8).replace("taskId", "x");
            return verifier.verify(request.withBody(body.getBytes(StandardCharsets.UTF_8)));
        });
        clients.foundBy("verify.body")
                .verifies("throws an undocumented exception for a body that is not JSON", (verifier, request) -> {
                    boolean xml = new String(request.body(), StandardCharsets.UTF_8).startsWith("<");
                    Outcome outcome = verifier.verify(request);
                    return xml ? Outcome.of(Kind.OTHER, "", null) : outcome;
                });
    }

    private static Instant signedAt(SignedRequest request) {
        String timestamp = String.join("", request.headers().getOrDefault("X-Webhook-Timestamp", List.of()));
        return timestamp.matches("\\d{1,10}") ? Instant.ofEpochSecond(Long.parseLong(timestamp)) : request.now();
    }
}
