package dev.lumamodify.contract;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.harness.Signature;
import dev.lumamodify.contract.internal.spec.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Verifies callbacks for {@link StandaloneClient}: one value of each header, a tolerance of ten minutes, one task id. */
public final class StandaloneVerifier {
    private static final Duration TOLERANCE = Duration.ofMinutes(10);
    private static final int MAX_BODY = 1 << 20;

    private StandaloneVerifier() {}

    public static Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
        return verify(TOLERANCE, keys, now, headers, body);
    }

    static Outcome verify(
            Duration tolerance, List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
        String timestamp = single(headers, "X-Webhook-Timestamp");
        String signature = single(headers, "X-Webhook-Signature");
        String id = taskId(body);
        boolean genuine = timestamp != null
                && signature != null
                && id != null
                && timestamp.matches("[0-9]{1,12}")
                && Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) <= tolerance.toSeconds()
                && keys.stream()
                        .filter(key -> !key.isEmpty())
                        .map(key -> Signature.of(key, id + "." + timestamp))
                        .anyMatch(expected -> equal(expected, signature));
        return genuine && id != null ? Outcome.of(Kind.SUCCESS, id, null) : Outcome.of(Kind.REJECTED, "", null);
    }

    /** Responds to a request with a callback. */
    static int receive(
            List<String> keys,
            Instant now,
            Consumer<String> handler,
            String method,
            Map<String, List<String>> headers,
            byte[] body) {
        if (!method.equals("POST")) {
            return 405;
        } else if (body.length > MAX_BODY) {
            return 413;
        }
        Outcome outcome = verify(keys, now, headers, body);
        if (outcome.kind() != Kind.SUCCESS) {
            return 400;
        }
        try {
            handler.accept(outcome.taskId());
            return 200;
        } catch (RuntimeException e) {
            return 500;
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String single(Map<String, List<String>> headers, String name) {
        List<String> values = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
        return values.size() == 1 ? values.get(0) : null;
    }

    /** Returns the task id, or null if there is none or more than one. {@link Document#JSON} rejects duplicate names. */
    private static @Nullable String taskId(byte[] body) {
        try {
            JsonNode data = Json.MAPPER.readTree(body).path("data");
            List<String> ids = Stream.of(data.path("taskId"), data.path("task_id"))
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .distinct()
                    .toList();
            return ids.size() == 1 && !ids.get(0).isEmpty() ? ids.get(0) : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
