package dev.lumamodify.client;

import static dev.lumamodify.client.CallbackRejectedException.Reason.BODY_MALFORMED;
import static dev.lumamodify.client.CallbackRejectedException.Reason.HEADER_MALFORMED;
import static dev.lumamodify.client.CallbackRejectedException.Reason.HEADER_MISSING;
import static dev.lumamodify.client.CallbackRejectedException.Reason.SIGNATURE_WRONG;
import static dev.lumamodify.client.CallbackRejectedException.Reason.TIMESTAMP_EXPIRED;
import static dev.lumamodify.client.CallbackRejectedException.Reason.TIMESTAMP_IN_FUTURE;

import com.squareup.moshi.JsonDataException;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.internal.json.Json;
import dev.lumamodify.client.model.TaskCallback;
import java.io.IOException;
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
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signatures of callbacks ({@code docs/api-facts.md#signature}). Immutable and thread-safe.
 *
 * <p>The {@code verify} methods throw no exception other than {@link CallbackRejectedException}, for any headers and
 * any body.
 */
public final class CallbackVerifier {
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final List<CallbackSigner> keys;
    private final Duration tolerance;
    private final Clock clock;

    private CallbackVerifier(List<CallbackSigner> keys, Duration tolerance, Clock clock) {
        this.keys = keys;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /**
     * Creates a verifier with a tolerance of 5 minutes.
     *
     * @param key the webhook key of the account, which is never logged
     * @param additionalKeys further keys that are accepted, for a key rotation
     * @return the verifier
     * @throws IllegalArgumentException if a key is empty, or begins or ends with white space
     */
    public static CallbackVerifier of(String key, String... additionalKeys) {
        List<CallbackSigner> keys = Stream.concat(Stream.of(key), Stream.of(additionalKeys))
                .map(CallbackSigner::of)
                .toList();
        return new CallbackVerifier(keys, Duration.ofMinutes(5), Clock.systemUTC());
    }

    /**
     * Creates a verifier with the key in the environment variable {@code LUMA_WEBHOOK_KEY}, and a tolerance of 5
     * minutes.
     *
     * @return the verifier
     * @throws IllegalStateException if the variable is not set
     * @throws IllegalArgumentException if the key begins or ends with white space
     */
    public static CallbackVerifier fromEnv() {
        return fromEnv(System::getenv);
    }

    static CallbackVerifier fromEnv(Function<String, @Nullable String> environment) {
        return of(requireVariable(environment, "LUMA_WEBHOOK_KEY"));
    }

    /** Returns the value of an environment variable. Throws {@link IllegalStateException} if it is not set, or empty. */
    static String requireVariable(Function<String, @Nullable String> environment, String name) {
        String value = environment.apply(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("the environment variable " + name + " is not set");
        }
        return value;
    }

    /**
     * Sets the maximum difference between the time of the signature and the current time, in the past and in the
     * future.
     *
     * @param tolerance the maximum difference, not negative
     * @return a copy
     * @throws IllegalArgumentException if the tolerance is negative
     */
    public CallbackVerifier withTolerance(Duration tolerance) {
        if (tolerance.isNegative()) {
            throw new IllegalArgumentException("tolerance must not be negative");
        }
        return new CallbackVerifier(keys, tolerance, clock);
    }

    /**
     * Sets the clock, for tests. The default is the system's clock.
     *
     * @param clock the clock
     * @return a copy
     */
    public CallbackVerifier withClock(Clock clock) {
        return new CallbackVerifier(keys, tolerance, clock);
    }

    /**
     * Verifies a callback, with all its headers in a map. The names of the headers are case-insensitive.
     *
     * @param headers all headers of the request
     * @param body the bytes of the request body, unchanged
     * @return the task id and the time that the signature proves
     * @throws CallbackRejectedException if the signature does not prove the callback; it has the reason
     */
    public VerifiedCallback verify(Map<String, ? extends List<String>> headers, byte @Nullable [] body) {
        return verify(
                singleValue(headers, ModifyApi.X_WEBHOOK_TIMESTAMP),
                singleValue(headers, ModifyApi.X_WEBHOOK_SIGNATURE),
                body);
    }

    /**
     * Verifies a callback, with a function that returns the value of a header. Most web frameworks have such a
     * function.
     *
     * @param header returns the value of a header by its case-insensitive name, or null; for example
     *     {@code context::header}
     * @param body the bytes of the request body, unchanged
     * @return the task id and the time that the signature proves
     * @throws CallbackRejectedException if the signature does not prove the callback; it has the reason
     */
    public VerifiedCallback verify(Function<String, @Nullable String> header, byte @Nullable [] body) {
        return verify(header.apply(ModifyApi.X_WEBHOOK_TIMESTAMP), header.apply(ModifyApi.X_WEBHOOK_SIGNATURE), body);
    }

    private VerifiedCallback verify(@Nullable String timestamp, @Nullable String signature, byte @Nullable [] body) {
        if (timestamp == null || signature == null) {
            String name = timestamp == null ? ModifyApi.X_WEBHOOK_TIMESTAMP : ModifyApi.X_WEBHOOK_SIGNATURE;
            throw new CallbackRejectedException(HEADER_MISSING, name + " is missing");
        }
        long seconds = parseTimestamp(timestamp);
        byte[] mac = parseSignature(signature);
        if (body == null || body.length > MAX_BODY_BYTES) {
            throw new CallbackRejectedException(BODY_MALFORMED, "the body is missing or too large");
        }
        String taskId = CallbackSigner.taskId(body);
        if (taskId == null) {
            throw new CallbackRejectedException(BODY_MALFORMED, "the body does not contain exactly one task id");
        }
        if (!matchesAnyKey(taskId, timestamp, mac)) {
            throw new CallbackRejectedException(SIGNATURE_WRONG, "the signature does not match any key");
        }
        long now = clock.instant().getEpochSecond();
        if (now - seconds > tolerance.toSeconds()) {
            throw new CallbackRejectedException(TIMESTAMP_EXPIRED, "it was signed " + (now - seconds) + " s ago");
        }
        if (seconds - now > tolerance.toSeconds() || seconds > Instant.MAX.getEpochSecond()) {
            throw new CallbackRejectedException(
                    TIMESTAMP_IN_FUTURE, "it was signed " + (seconds - now) + " s in the future");
        }
        return new VerifiedCallback(taskId, Instant.ofEpochSecond(seconds), parseBody(body));
    }

    private static @Nullable String singleValue(Map<String, ? extends @Nullable List<String>> headers, String name) {
        List<String> values = new ArrayList<>();
        headers.forEach((key, list) -> {
            if (name.equalsIgnoreCase(key) && list != null) {
                values.addAll(list);
            }
        });
        if (values.size() > 1) {
            throw new CallbackRejectedException(HEADER_MALFORMED, name + " occurs more than once");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static long parseTimestamp(String timestamp) {
        try {
            if (timestamp.matches("[0-9]{1,19}")) {
                return Long.parseLong(timestamp);
            }
        } catch (NumberFormatException e) {
            // Greater than any long. Rejected below.
        }
        throw new CallbackRejectedException(
                HEADER_MALFORMED, ModifyApi.X_WEBHOOK_TIMESTAMP + " must be a number of seconds");
    }

    private static byte[] parseSignature(String signature) {
        try {
            byte[] mac = Base64.getDecoder().decode(signature);
            if (mac.length == CallbackSigner.MAC_BYTES) {
                return mac;
            }
        } catch (IllegalArgumentException e) {
            // Rejected below. The message of this exception would repeat a part of the signature.
        }
        throw new CallbackRejectedException(
                HEADER_MALFORMED,
                ModifyApi.X_WEBHOOK_SIGNATURE + " must be " + CallbackSigner.MAC_BYTES + " bytes in Base64");
    }

    private static @Nullable TaskCallback parseBody(byte[] body) {
        try {
            return TaskCallback.jsonAdapter().fromJson(Json.reader(new Buffer().write(body)));
        } catch (IOException | JsonDataException e) {
            return null;
        }
    }

    private boolean matchesAnyKey(String taskId, String timestamp, byte[] mac) {
        boolean matches = false;
        for (CallbackSigner key : keys) {
            // All keys are tried, so that the duration does not depend on which key matches.
            matches |= MessageDigest.isEqual(key.mac(taskId, timestamp), mac);
        }
        return matches;
    }
}
