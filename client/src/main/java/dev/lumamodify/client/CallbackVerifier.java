package dev.lumamodify.client;

import static dev.lumamodify.client.CallbackRejectedException.Reason.BODY_MALFORMED;
import static dev.lumamodify.client.CallbackRejectedException.Reason.HEADER_MALFORMED;
import static dev.lumamodify.client.CallbackRejectedException.Reason.HEADER_MISSING;
import static dev.lumamodify.client.CallbackRejectedException.Reason.SIGNATURE_WRONG;
import static dev.lumamodify.client.CallbackRejectedException.Reason.TIMESTAMP_EXPIRED;
import static dev.lumamodify.client.CallbackRejectedException.Reason.TIMESTAMP_IN_FUTURE;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.model.TaskCallback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a callback comes from the service: headers and bytes in, the task id that was signed out.
 *
 * <p>Unchangeable and safe for use by many threads. Whatever it is given, the only thing it throws is
 * {@link CallbackRejectedException}.
 */
public final class CallbackVerifier {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int LARGEST_BODY = 1 << 20;

    private final List<SecretKeySpec> keys;
    private final Duration tolerance;
    private final Clock clock;

    private CallbackVerifier(List<SecretKeySpec> keys, Duration tolerance, Clock clock) {
        this.keys = keys;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /**
     * Makes a verifier that tolerates 300 seconds between signing and now, either way.
     *
     * @param key the account's webhook key; never logged
     * @param more further keys that are accepted too, for the time of a key rotation
     * @return the verifier
     * @throws IllegalArgumentException if a key is empty
     */
    public static CallbackVerifier of(String key, String... more) {
        List<SecretKeySpec> keys = Stream.concat(Stream.of(key), Stream.of(more))
                .map(k -> new SecretKeySpec(k.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
        return new CallbackVerifier(keys, Duration.ofMinutes(5), Clock.systemUTC());
    }

    /**
     * Sets how far the time of signing may be from now, either way.
     *
     * @param limit the limit, not negative
     * @return a copy
     */
    public CallbackVerifier withTolerance(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("tolerance must not be negative");
        }
        return new CallbackVerifier(keys, limit, clock);
    }

    /**
     * Sets what time it is, for tests.
     *
     * @param now the clock
     * @return a copy
     */
    public CallbackVerifier withClock(Clock now) {
        return new CallbackVerifier(keys, tolerance, now);
    }

    /**
     * Verifies a callback whose headers come as a map. The case of a header's name does not matter.
     *
     * @param headers all headers of the request
     * @param body the bytes of the request, exactly as they came
     * @return what is proved
     * @throws CallbackRejectedException if it is not proved; says why
     */
    public VerifiedCallback verify(Map<String, ? extends List<String>> headers, byte @Nullable [] body) {
        return verify(only(headers, ModifyApi.X_WEBHOOK_TIMESTAMP), only(headers, ModifyApi.X_WEBHOOK_SIGNATURE), body);
    }

    /**
     * Verifies a callback whose headers are looked up one at a time, as most web frameworks do.
     *
     * @param header returns the value of a header whatever the case of its name, or null; for example {@code context::header}
     * @param body the bytes of the request, exactly as they came
     * @return what is proved
     * @throws CallbackRejectedException if it is not proved; says why
     */
    public VerifiedCallback verify(Function<String, @Nullable String> header, byte @Nullable [] body) {
        return verify(header.apply(ModifyApi.X_WEBHOOK_TIMESTAMP), header.apply(ModifyApi.X_WEBHOOK_SIGNATURE), body);
    }

    private VerifiedCallback verify(@Nullable String timestamp, @Nullable String signature, byte @Nullable [] body) {
        if (timestamp == null || signature == null) {
            String name = timestamp == null ? ModifyApi.X_WEBHOOK_TIMESTAMP : ModifyApi.X_WEBHOOK_SIGNATURE;
            throw new CallbackRejectedException(HEADER_MISSING, name + " is missing");
        }
        long seconds = seconds(timestamp);
        byte[] mac = mac(signature);
        String taskId = taskId(body);
        if (!signed(taskId + "." + timestamp, mac)) {
            throw new CallbackRejectedException(SIGNATURE_WRONG, "no key makes this signature");
        }
        long now = clock.instant().getEpochSecond();
        if (now - seconds > tolerance.toSeconds()) {
            throw new CallbackRejectedException(TIMESTAMP_EXPIRED, "signed " + (now - seconds) + " s ago");
        }
        if (seconds - now > tolerance.toSeconds() || seconds > Instant.MAX.getEpochSecond()) {
            throw new CallbackRejectedException(TIMESTAMP_IN_FUTURE, "signed " + (seconds - now) + " s in the future");
        }
        return new VerifiedCallback(taskId, Instant.ofEpochSecond(seconds), claim(body));
    }

    private static @Nullable String only(Map<String, ? extends @Nullable List<String>> headers, String name) {
        List<String> values = new ArrayList<>();
        headers.forEach((key, list) -> {
            if (name.equalsIgnoreCase(key) && list != null) {
                values.addAll(list);
            }
        });
        if (values.size() > 1) {
            throw new CallbackRejectedException(HEADER_MALFORMED, name + " is given more than once");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static long seconds(String timestamp) {
        try {
            if (timestamp.matches("[0-9]{1,19}")) {
                return Long.parseLong(timestamp);
            }
        } catch (NumberFormatException e) {
            // Larger than any time; said below.
        }
        throw new CallbackRejectedException(
                HEADER_MALFORMED, ModifyApi.X_WEBHOOK_TIMESTAMP + " is no number of seconds");
    }

    private static byte[] mac(String signature) {
        try {
            byte[] mac = Base64.getDecoder().decode(signature);
            if (mac.length == MAC_BYTES) {
                return mac;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without repeating the signature.
        }
        throw new CallbackRejectedException(
                HEADER_MALFORMED, ModifyApi.X_WEBHOOK_SIGNATURE + " is no Base64 of " + MAC_BYTES + " bytes");
    }

    /** Reads {@code data.taskId}, or {@code data.task_id} as the provider's sample does. A body that names two ids is refused. */
    private static String taskId(byte @Nullable [] body) {
        if (body == null || body.length > LARGEST_BODY) {
            throw new CallbackRejectedException(BODY_MALFORMED, "the body is missing or too large");
        }
        try {
            JsonReader reader = JsonReader.of(new Buffer().write(body));
            if (reader.readJsonValue() instanceof Map<?, ?> envelope
                    && reader.peek() == JsonReader.Token.END_DOCUMENT
                    && envelope.get("data") instanceof Map<?, ?> data) {
                List<?> ids = Stream.of(data.get("taskId"), data.get("task_id"))
                        .filter(id -> id != null)
                        .distinct()
                        .toList();
                if (ids.size() == 1 && ids.get(0) instanceof String id && !id.isEmpty()) {
                    return id;
                }
            }
        } catch (IOException | JsonDataException e) {
            // Said below, without repeating the body.
        }
        throw new CallbackRejectedException(BODY_MALFORMED, "the body names no task");
    }

    private boolean signed(String text, byte[] mac) {
        boolean signed = false;
        for (SecretKeySpec key : keys) {
            try {
                Mac hmac = Mac.getInstance(ALGORITHM);
                hmac.init(key);
                // Every key is tried, so that the time taken does not tell which one fits.
                signed |= MessageDigest.isEqual(hmac.doFinal(text.getBytes(StandardCharsets.UTF_8)), mac);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
            }
        }
        return signed;
    }

    private static @Nullable TaskCallback claim(byte @Nullable [] body) {
        try {
            return body == null ? null : TaskCallback.jsonAdapter().fromJson(new Buffer().write(body));
        } catch (IOException | JsonDataException e) {
            return null;
        }
    }
}
