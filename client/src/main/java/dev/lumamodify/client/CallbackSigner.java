package dev.lumamodify.client;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.internal.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Signs callbacks as the service does ({@code docs/api-facts.md#signature}), for the tests of applications:
 * {@link CallbackVerifier} accepts the headers. Immutable and thread-safe.
 */
public final class CallbackSigner {
    static final int MAC_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private CallbackSigner(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Creates a signer.
     *
     * @param key the webhook key, which is never logged
     * @return the signer
     * @throws IllegalArgumentException if the key is empty, or begins or ends with white space
     */
    public static CallbackSigner of(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a webhook key must not be empty");
        }
        // Usually the line end of a file or of an environment variable. No signature would match.
        if (isInvisible(key.charAt(0)) || isInvisible(key.charAt(key.length() - 1))) {
            throw new IllegalArgumentException("a webhook key must not begin or end with white space");
        }
        return new CallbackSigner(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    private static boolean isInvisible(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }

    /**
     * Returns the headers of a genuine callback. The signature covers the task id and the time, but no other part of
     * the body.
     *
     * @param body the bytes of the body, which is JSON with a task id in {@code data}
     * @param signedAt the time of the signature; fractions of a second are dropped
     * @return the headers with the timestamp and the signature, by name
     * @throws IllegalArgumentException if the body does not contain exactly one task id, or the time is before 1970
     */
    public Map<String, String> sign(byte[] body, Instant signedAt) {
        String taskId = taskId(body);
        if (taskId == null) {
            throw new IllegalArgumentException("body must be JSON with exactly one task id in data");
        }
        if (signedAt.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("signedAt must not be before 1970");
        }
        String timestamp = String.valueOf(signedAt.getEpochSecond());
        return Map.of(
                ModifyApi.X_WEBHOOK_TIMESTAMP,
                timestamp,
                ModifyApi.X_WEBHOOK_SIGNATURE,
                Base64.getEncoder().encodeToString(mac(taskId, timestamp)));
    }

    /** Returns the bytes of the signature of a task id and a timestamp. */
    byte[] mac(String taskId, String timestamp) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((taskId + "." + timestamp).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java platform has no " + ALGORITHM, e);
        }
    }

    /**
     * Returns {@code data.taskId} of a body or, as in the provider's sample, {@code data.task_id}. Returns null if the
     * body is not JSON or has none of them, or two different ones.
     */
    static @Nullable String taskId(byte[] body) {
        try {
            JsonReader reader = Json.reader(new Buffer().write(body));
            if (reader.readJsonValue() instanceof Map<?, ?> envelope
                    && reader.peek() == JsonReader.Token.END_DOCUMENT
                    && envelope.get("data") instanceof Map<?, ?> data) {
                Object id = data.get("taskId");
                Object alias = data.get("task_id");
                Object only = id == null || id.equals(alias) ? alias : alias == null ? id : null;
                return only instanceof String text && !text.isEmpty() ? text : null;
            }
        } catch (IOException | JsonDataException e) {
            // The message of this exception may repeat a part of the body.
        }
        return null;
    }
}
