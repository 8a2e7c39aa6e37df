package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;
import static dev.lumamodify.contract.internal.client.SignedCallback.KEY;
import static dev.lumamodify.contract.internal.client.SignedCallback.NOW;
import static dev.lumamodify.contract.internal.client.SignedCallback.OTHER_KEY;
import static dev.lumamodify.contract.internal.client.SignedCallback.SIGNATURE;
import static dev.lumamodify.contract.internal.client.SignedCallback.TIMESTAMP;

import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.SignedCallback;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.Signature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks of callbacks with invalid headers, which a client must reject. */
public final class CallbackForgeryChecks {
    private static final String CALLBACK = "#/components/pathItems/TaskCallback";

    private CallbackForgeryChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "verify.forged",
                        "A callback whose signature has another key, text, algorithm or encoding is rejected.",
                        CALLBACK,
                        CallbackForgeryChecks::forgedSignatureIsRejected),
                ClientCheck.of(
                        "verify.timestamp",
                        "A callback whose timestamp is not the signed one, or not a number of seconds, is rejected.",
                        CALLBACK,
                        CallbackForgeryChecks::invalidTimestampIsRejected),
                ClientCheck.of(
                        "verify.incomplete",
                        "A callback without one of its headers is rejected.",
                        CALLBACK,
                        CallbackForgeryChecks::missingHeaderIsRejected));
    }

    private static void forgedSignatureIsRejected(ClientTestContext context) {
        SignedCallback callback = SignedCallback.valid();
        forgedSignatures(callback)
                .forEach(signature -> callback.header(SIGNATURE, signature)
                        .assertRejected(context, "the signature '" + signature + "'"));
        byte[] mac = Base64.getDecoder().decode(callback.signature());
        for (int bit = 0; bit < 256; bit += 17) {
            byte[] flipped = mac.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            callback.header(SIGNATURE, Base64.getEncoder().encodeToString(flipped))
                    .assertRejected(context, "a signature with bit " + bit + " flipped");
        }
        // Most signatures are the same in both alphabets of Base64, so several seconds are tried.
        long now = NOW.getEpochSecond();
        for (long second = now; second > now - 20; second--) {
            SignedCallback signed = SignedCallback.signedAt(second);
            String urlSafe = signed.signature().replace('+', '-').replace('/', '_');
            if (!urlSafe.equals(signed.signature())) {
                signed.header(SIGNATURE, urlSafe).assertRejected(context, "a signature in URL-safe Base64");
            }
        }
        callback.body(SignedCallback.body("taskId", "f".repeat(32))).assertRejected(context, "another task id");
    }

    private static List<String> forgedSignatures(SignedCallback callback) {
        String signature = callback.signature();
        byte[] mac = Base64.getDecoder().decode(signature);
        long now = NOW.getEpochSecond();
        String signedText = TASK_ID + "." + now;
        return List.of(
                Signature.of(OTHER_KEY, signedText),
                Signature.of(KEY, TASK_ID),
                Signature.of(KEY, TASK_ID + now),
                Signature.of(KEY, now + "." + TASK_ID),
                Signature.of(KEY, Long.toString(now)),
                Signature.of(KEY, callback.text()),
                Signature.of(KEY, now + "." + callback.text()),
                Signature.of(KEY, signedText + "." + callback.text()),
                Signature.of(KEY, TASK_ID + "." + (now - 1)),
                Signature.of(KEY, "x." + now),
                sha256(signedText),
                sha256(KEY + signedText),
                Signature.of("HmacSHA1", KEY, signedText),
                Signature.of("HmacSHA512", KEY, signedText),
                HexFormat.of().formatHex(mac),
                HexFormat.of().withUpperCase().formatHex(mac),
                HexFormat.ofDelimiter(":").formatHex(mac),
                signature.toLowerCase(Locale.ROOT),
                signature.toUpperCase(Locale.ROOT),
                signature.substring(0, 20),
                signature.substring(0, 24) + "A".repeat(19) + "=",
                "A".repeat(20) + signature.substring(20),
                "sha256=" + signature,
                "v1," + signature,
                signature + signature,
                signature + "," + signature,
                "\"" + signature + "\"",
                "AAAA",
                "=",
                "!".repeat(44),
                "A".repeat(100_000),
                Base64.getEncoder().encodeToString(new byte[32]));
    }

    /** Returns a digest without a key, which anyone can compute. */
    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void invalidTimestampIsRejected(ClientTestContext context) {
        SignedCallback callback = SignedCallback.valid();
        long now = NOW.getEpochSecond();
        for (String timestamp : List.of(
                now + ".0",
                " ",
                "now",
                now + "x",
                now + " " + now,
                "1.755078240e9",
                "0x689c5be0",
                "-" + now,
                "-1",
                now + "000",
                "9".repeat(30),
                "2025-08-13T09:44:00Z",
                "Wed, 13 Aug 2025 09:44:00 GMT")) {
            callback.header(TIMESTAMP, timestamp)
                    .header(SIGNATURE, Signature.of(KEY, TASK_ID + "." + timestamp))
                    .assertRejected(context, "the timestamp '" + timestamp + "'");
        }
        callback.header(TIMESTAMP, Long.toString(now + 1)).assertRejected(context, "a later timestamp");
        callback.header(TIMESTAMP, Long.toString(now - 1)).assertRejected(context, "an earlier timestamp");
    }

    private static void missingHeaderIsRejected(ClientTestContext context) {
        SignedCallback callback = SignedCallback.valid();
        callback.without(SIGNATURE).assertRejected(context, "no signature");
        callback.without(TIMESTAMP).assertRejected(context, "no timestamp");
        callback.without(TIMESTAMP)
                .header(SIGNATURE, Signature.of(KEY, TASK_ID + "."))
                .assertRejected(context, "no timestamp, and an empty one signed");
        callback.without(TIMESTAMP)
                .header(SIGNATURE, Signature.of(KEY, TASK_ID + ".null"))
                .assertRejected(context, "no timestamp, and 'null' signed");
        callback.header(SIGNATURE, "").assertRejected(context, "an empty signature");
        callback.header(TIMESTAMP, "").assertRejected(context, "an empty timestamp");
        new SignedCallback(Map.of(), callback.body()).assertRejected(context, "no headers");
    }
}
