package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A callback as it is built up, genuine until something is changed. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SignedCallback(Map<String, List<String>> headers, byte[] body) {
    public static final String TIMESTAMP = "X-Webhook-Timestamp";
    public static final String SIGNATURE = "X-Webhook-Signature";
    public static final String KEY = "Webhook-key-of-the-suite";
    public static final String OTHER = "another-webhook-key";
    public static final Instant NOW = Instant.ofEpochSecond(1_755_078_240L);

    public static SignedCallback of(String taskId, String key, long signedAt, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        headers.put(TIMESTAMP, List.of(Long.toString(signedAt)));
        headers.put(SIGNATURE, List.of(Signature.of(key, taskId + "." + signedAt)));
        return new SignedCallback(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    public static SignedCallback at(long signedAt) {
        return of(ClientTestContext.TASK, KEY, signedAt, body("taskId", ClientTestContext.TASK));
    }

    public static SignedCallback genuine() {
        return at(NOW.getEpochSecond());
    }

    public static String body(String name, String taskId) {
        return "{\"code\":200,\"msg\":\"Modify record generated successfully.\",\"data\":{\"" + name + "\":"
                + ValidValues.NODES.stringNode(taskId) + ",\"promptJson\":\"{}\",\"resultUrls\":[]}}";
    }

    public SignedCallback header(String name, String... values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(headers);
        changed.put(name, List.of(values));
        return new SignedCallback(changed, body);
    }

    public SignedCallback without(String name) {
        Map<String, List<String>> changed = new LinkedHashMap<>(headers);
        changed.remove(name);
        return new SignedCallback(changed, body);
    }

    public SignedCallback body(String text) {
        return new SignedCallback(headers, text.getBytes(StandardCharsets.UTF_8));
    }

    public String signature() {
        return String.join("", headers.getOrDefault(SIGNATURE, List.of()));
    }

    public Outcome verified(ClientTestContext bench, List<String> keys) {
        Outcome outcome = ClientTestContext.told(() -> bench.factory().verify(keys, NOW, headers, body));
        String told = ClientRun.told(outcome);
        if (keys.stream().anyMatch(key -> key.length() > 3 && told.contains(key))) {
            throw new CheckFailure("The rejection tells a webhook key", (Request) null);
        }
        return outcome;
    }

    public void taken(ClientTestContext bench, String what) {
        taken(bench, what, List.of(KEY), ClientTestContext.TASK);
    }

    public void taken(ClientTestContext bench, String what, List<String> keys, String taskId) {
        Outcome outcome = verified(bench, keys);
        if (outcome.kind() != Kind.SUCCESS || !outcome.taskId().equals(taskId)) {
            throw new CheckFailure(what + " must prove task " + taskId + ", but ended as " + outcome, (Request) null);
        }
    }

    public void rejected(ClientTestContext bench, String what) {
        rejected(bench, what, List.of(KEY));
    }

    public void rejected(ClientTestContext bench, String what, List<String> keys) {
        Outcome outcome = verified(bench, keys);
        if (outcome.kind() != Kind.REJECTED) {
            throw new CheckFailure(what + " must be rejected, but ended as " + outcome, (Request) null);
        }
    }
}
