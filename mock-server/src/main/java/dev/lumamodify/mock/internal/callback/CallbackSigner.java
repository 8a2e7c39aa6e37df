package dev.lumamodify.mock.internal.callback;

import dev.lumamodify.mock.internal.state.CallbackFault;
import dev.lumamodify.mock.internal.state.LiveSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs callbacks with the webhook key. Source: {@code docs/api-facts.md#signature}. */
final class CallbackSigner {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration EXPIRED = Duration.ofHours(1);
    /** How old a timestamp may be. A choice of the client. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final LiveSettings settings;

    CallbackSigner(LiveSettings settings) {
        this.settings = settings;
    }

    /** Returns the signature headers of a callback; none without a webhook key. */
    Map<String, String> headers(CallbackJob job, Instant now) {
        String key = settings.get().webhookKey;
        if (key == null || job.fault() == CallbackFault.UNSIGNED) {
            return Map.of();
        }
        Instant signedAt = job.fault() == CallbackFault.EXPIRED_SIGNATURE ? now.minus(EXPIRED) : now;
        String timestamp = Long.toString(signedAt.getEpochSecond());
        String signature = sign(
                job.fault() == CallbackFault.BAD_SIGNATURE ? key + "-wrong" : key,
                job.task().id() + "." + timestamp);
        return Map.of(
                job.callback().timestampHeader(), timestamp, job.callback().signatureHeader(), signature);
    }

    /** Returns how a receiver that has the webhook key verifies a callback. */
    String verification(CallbackJob job, Map<String, String> headers, Instant now) {
        String key = settings.get().webhookKey;
        String timestamp = headers.get(job.callback().timestampHeader());
        if (key == null || timestamp == null) {
            return "unsigned";
        } else if (!sign(key, job.task().id() + "." + timestamp)
                .equals(headers.get(job.callback().signatureHeader()))) {
            return "invalid";
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return signedAt.isBefore(now.minus(TOLERANCE)) ? "expired" : "valid";
    }

    private static String sign(String key, String message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
