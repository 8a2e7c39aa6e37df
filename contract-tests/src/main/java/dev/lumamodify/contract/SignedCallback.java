package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientAdapter.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A callback as it is built up, genuine until something is changed. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SignedCallback(Map<String, List<String>> headers, byte[] body) {
    static final String TIMESTAMP = "X-Webhook-Timestamp";
    static final String SIGNATURE = "X-Webhook-Signature";
    static final String KEY = "Webhook-key-of-the-suite";
    static final String OTHER = "another-webhook-key";
    static final Instant NOW = Instant.ofEpochSecond(1_755_078_240L);

    static SignedCallback of(String taskId, String key, long signedAt, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        headers.put(TIMESTAMP, List.of(Long.toString(signedAt)));
        headers.put(SIGNATURE, List.of(Signature.of(key, taskId + "." + signedAt)));
        return new SignedCallback(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static SignedCallback at(long signedAt) {
        return of(Bench.TASK, KEY, signedAt, body("taskId", Bench.TASK));
    }

    static SignedCallback genuine() {
        return at(NOW.getEpochSecond());
    }

    static String body(String name, String taskId) {
        return "{\"code\":200,\"msg\":\"Modify record generated successfully.\",\"data\":{\"" + name + "\":"
                + Schemas.NODES.stringNode(taskId) + ",\"promptJson\":\"{}\",\"resultUrls\":[]}}";
    }

    SignedCallback header(String name, String... values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(headers);
        changed.put(name, List.of(values));
        return new SignedCallback(changed, body);
    }

    SignedCallback without(String name) {
        Map<String, List<String>> changed = new LinkedHashMap<>(headers);
        changed.remove(name);
        return new SignedCallback(changed, body);
    }

    SignedCallback body(String text) {
        return new SignedCallback(headers, text.getBytes(StandardCharsets.UTF_8));
    }

    String signature() {
        return String.join("", headers.getOrDefault(SIGNATURE, List.of()));
    }

    Outcome verified(Bench bench, List<String> keys) {
        Outcome outcome = Bench.told(() -> bench.factory().verify(keys, NOW, headers, body));
        String told = Case.told(outcome);
        if (keys.stream().anyMatch(key -> key.length() > 3 && told.contains(key))) {
            throw new Broken("The rejection tells a webhook key", (Call) null);
        }
        return outcome;
    }

    void taken(Bench bench, String what) {
        taken(bench, what, List.of(KEY), Bench.TASK);
    }

    void taken(Bench bench, String what, List<String> keys, String taskId) {
        Outcome outcome = verified(bench, keys);
        if (outcome.kind() != Kind.VALUE || !outcome.taskId().equals(taskId)) {
            throw new Broken(what + " must prove task " + taskId + ", but ended as " + outcome, (Call) null);
        }
    }

    void rejected(Bench bench, String what) {
        rejected(bench, what, List.of(KEY));
    }

    void rejected(Bench bench, String what, List<String> keys) {
        Outcome outcome = verified(bench, keys);
        if (outcome.kind() != Kind.REJECTED) {
            throw new Broken(what + " must be rejected, but ended as " + outcome, (Call) null);
        }
    }
}
