package dev.lumamodify.contract.internal.harness;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs callbacks as {@code docs/api-facts.md#signature} describes. */
public final class Signature {
    private Signature() {}

    /** Returns the HMAC-SHA256 of the text, in Base64. */
    public static String of(String key, String text) {
        return of("HmacSHA256", key, text);
    }

    /** Returns the MAC of the text with another algorithm, in Base64. */
    public static String of(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
