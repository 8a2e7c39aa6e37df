package dev.lumamodify.contract.internal.harness;

import dev.lumamodify.contract.internal.server.CallbackReceiver;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The signature of a callback, as the facts have it. */
public final class Signature {
    private static final Duration FRESH = Duration.ofMinutes(5);

    private Signature() {}

    /** Returns what is wrong with the signature of a delivery, or null. */
    public static @Nullable String wrong(@Nullable String key, String taskId, CallbackReceiver.Delivery delivery) {
        String timestamp = time(delivery);
        String signature = delivery.header("X-Webhook-Signature");
        if (timestamp.isEmpty() || signature.isEmpty()) {
            return "The callback is not signed";
        }
        if (!timestamp.matches("\\d{1,18}")) {
            return "X-Webhook-Timestamp is no number: " + timestamp;
        }
        Instant signed = Instant.ofEpochSecond(Math.min(Long.parseLong(timestamp), 1L << 40));
        if (Duration.between(signed, delivery.at()).abs().compareTo(FRESH) > 0) {
            return "X-Webhook-Timestamp " + timestamp + " is not the Unix time of the delivery in seconds";
        }
        if (!signature.equals(of(key == null ? "" : key, taskId + "." + timestamp))) {
            return "X-Webhook-Signature is not base64(HMAC-SHA256(webhook key, taskId + \".\" + timestamp))";
        }
        return null;
    }

    /** When a delivery claims to have been signed; empty if it does not. */
    public static String time(CallbackReceiver.Delivery delivery) {
        return delivery.header("X-Webhook-Timestamp");
    }

    public static String of(String key, String signed) {
        return of("HmacSHA256", key, signed);
    }

    public static String of(String algorithm, String key, String signed) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
