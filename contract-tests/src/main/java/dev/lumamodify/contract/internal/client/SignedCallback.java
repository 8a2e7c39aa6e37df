package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A callback with a valid signature, until a header or the body is changed. Immutable: every method returns a changed
 * copy.
 */
@SuppressWarnings("ArrayRecordComponent") // Callbacks are never compared.
public record SignedCallback(Map<String, List<String>> headers, byte[] body) {
    public static final String TIMESTAMP = "X-Webhook-Timestamp";
    public static final String SIGNATURE = "X-Webhook-Signature";
    public static final String KEY = "Webhook-key-of-the-suite";
    public static final String OTHER_KEY = "another-webhook-key";

    /** The time at which callbacks are verified. */
    public static final Instant NOW = Instant.ofEpochSecond(1_755_078_240L);

    /** Returns a callback that was signed at a time in Unix seconds. */
    public static SignedCallback of(String taskId, String key, long signedAt, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        headers.put(TIMESTAMP, List.of(Long.toString(signedAt)));
        headers.put(SIGNATURE, List.of(Signature.of(key, taskId + "." + signedAt)));
        return new SignedCallback(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a callback for {@link ClientTestContext#TASK_ID} that was signed at a time in Unix seconds. */
    public static SignedCallback signedAt(long seconds) {
        return of(ClientTestContext.TASK_ID, KEY, seconds, body("taskId", ClientTestContext.TASK_ID));
    }

    /** Returns a callback for {@link ClientTestContext#TASK_ID} that was signed now. */
    public static SignedCallback valid() {
        return signedAt(NOW.getEpochSecond());
    }

    /**
     * Returns the body of a callback for a successful task.
     *
     * @param member the name of the task id: {@code taskId} or {@code task_id}
     */
    public static String body(String member, String taskId) {
        return "{\"code\":200,\"msg\":\"Modify record generated successfully.\",\"data\":{\"" + member + "\":"
                + JsonNodeFactory.instance.stringNode(taskId) + ",\"promptJson\":\"{}\",\"resultUrls\":[]}}";
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

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public String signature() {
        return String.join("", headers.getOrDefault(SIGNATURE, List.of()));
    }

    /** Lets the client verify the callback. Throws a {@link CheckFailure} if the outcome contains a webhook key. */
    public Outcome verify(ClientTestContext context, List<String> keys) {
        Outcome outcome = context.watchdog()
                .run(
                        "a callback",
                        () -> ClientCall.outcomeOf(() -> context.factory().verify(keys, NOW, headers, body)));
        String text = ClientRun.textOf(outcome);
        if (keys.stream().anyMatch(key -> key.length() > 3 && text.contains(key))) {
            throw new CheckFailure("The outcome contains a webhook key");
        }
        return outcome;
    }

    /** Asserts that the client accepts the callback for {@link ClientTestContext#TASK_ID}. */
    public void assertAccepted(ClientTestContext context, String scenario) {
        assertAccepted(context, scenario, List.of(KEY), ClientTestContext.TASK_ID);
    }

    public void assertAccepted(ClientTestContext context, String scenario, List<String> keys, String taskId) {
        Outcome outcome = verify(context, keys);
        if (outcome.kind() != Kind.SUCCESS || !outcome.taskId().equals(taskId)) {
            throw new CheckFailure(
                    scenario + ": the client must verify task " + taskId + ", but it ended as " + outcome);
        }
    }

    /** Asserts that the client rejects the callback. */
    public void assertRejected(ClientTestContext context, String scenario) {
        assertRejected(context, scenario, List.of(KEY));
    }

    public void assertRejected(ClientTestContext context, String scenario, List<String> keys) {
        Outcome outcome = verify(context, keys);
        if (outcome.kind() != Kind.REJECTED) {
            throw new CheckFailure(scenario + ": the client must reject the callback, but it ended as " + outcome);
        }
    }
}
