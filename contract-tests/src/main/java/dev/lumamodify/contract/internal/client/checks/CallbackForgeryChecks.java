package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.SignedCallback.KEY;
import static dev.lumamodify.contract.internal.client.SignedCallback.NOW;
import static dev.lumamodify.contract.internal.client.SignedCallback.OTHER;
import static dev.lumamodify.contract.internal.client.SignedCallback.SIGNATURE;
import static dev.lumamodify.contract.internal.client.SignedCallback.TIMESTAMP;

import dev.lumamodify.contract.ClientChecks.ClientCheck;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.SignedCallback;
import dev.lumamodify.contract.internal.harness.Signature;
import dev.lumamodify.contract.internal.server.RecordingHttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Which callbacks a client does not take: all others. */
public final class CallbackForgeryChecks {
    private static final String SOURCE = "#/components/pathItems/TaskCallback";

    private CallbackForgeryChecks() {}

    public static List<ClientCheck> all() {
        return List.of(
                ClientCheck.of(
                        "verify.forged",
                        "A signature by another key, over something else, or written in another way is rejected.",
                        SOURCE,
                        CallbackForgeryChecks::forged),
                ClientCheck.of(
                        "verify.timestamp",
                        "A timestamp that is not what was signed, or no plain number of seconds, is rejected.",
                        SOURCE,
                        CallbackForgeryChecks::timestamps),
                ClientCheck.of(
                        "verify.incomplete",
                        "A callback without one of its headers, or with two of one, is rejected.",
                        SOURCE,
                        CallbackForgeryChecks::incomplete),
                ClientCheck.of(
                        "verify.body",
                        "A body that does not name exactly the task that was signed is rejected.",
                        SOURCE,
                        CallbackForgeryChecks::bodies),
                ClientCheck.of(
                        "verify.arbitrary-input",
                        "Whatever comes, the answer is that it is proved or rejected, and nothing else.",
                        SOURCE,
                        CallbackForgeryChecks::anything));
    }

    private static void forged(ClientTestContext bench) {
        SignedCallback callback = SignedCallback.genuine();
        String signature = callback.signature();
        byte[] mac = Base64.getDecoder().decode(signature);
        long at = NOW.getEpochSecond();
        List<String> forged = new ArrayList<>(List.of(
                Signature.of(OTHER, ClientTestContext.TASK + "." + at),
                Signature.of(KEY, ClientTestContext.TASK),
                Signature.of(KEY, ClientTestContext.TASK + at),
                Signature.of(KEY, at + "." + ClientTestContext.TASK),
                Signature.of(KEY, Long.toString(at)),
                Signature.of(KEY, RecordingHttpClient.text(callback.body())),
                Signature.of(KEY, at + "." + RecordingHttpClient.text(callback.body())),
                Signature.of(KEY, ClientTestContext.TASK + "." + at + "." + RecordingHttpClient.text(callback.body())),
                Signature.of(KEY, ClientTestContext.TASK + "." + (at - 1)),
                Signature.of(KEY, "x." + at),
                digest(ClientTestContext.TASK + "." + at),
                digest(KEY + ClientTestContext.TASK + "." + at),
                Signature.of("HmacSHA1", KEY, ClientTestContext.TASK + "." + at),
                Signature.of("HmacSHA512", KEY, ClientTestContext.TASK + "." + at),
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
                Base64.getEncoder().encodeToString(new byte[32])));
        forged.forEach(text -> callback.header(SIGNATURE, text).rejected(bench, "the signature '" + text + "'"));
        for (int bit = 0; bit < 256; bit += 17) {
            byte[] flipped = mac.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            String text = Base64.getEncoder().encodeToString(flipped);
            callback.header(SIGNATURE, text).rejected(bench, "a signature with bit " + bit + " flipped");
        }
        // In this alphabet, most signatures look the same: this takes one that does not.
        for (long second = at; second > at - 20; second--) {
            SignedCallback signed = SignedCallback.at(second);
            String other = signed.signature().replace('+', '-').replace('/', '_');
            if (!other.equals(signed.signature())) {
                signed.header(SIGNATURE, other).rejected(bench, "a signature in the alphabet of URLs");
            }
        }
        callback.body(SignedCallback.body("taskId", "f".repeat(32))).rejected(bench, "another task");
    }

    /** Without a key, which anybody can make. */
    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void timestamps(ClientTestContext bench) {
        SignedCallback callback = SignedCallback.genuine();
        long at = NOW.getEpochSecond();
        for (String timestamp : List.of(
                at + ".0",
                "+" + at,
                " ",
                "now",
                at + "x",
                at + " " + at,
                "1.755078240e9",
                "0x689c5be0",
                "-" + at,
                "-1",
                at + "000",
                "9".repeat(30),
                "2025-08-13T09:44:00Z",
                "Wed, 13 Aug 2025 09:44:00 GMT")) {
            callback.header(TIMESTAMP, timestamp)
                    .header(SIGNATURE, Signature.of(KEY, ClientTestContext.TASK + "." + timestamp))
                    .rejected(bench, "the timestamp '" + timestamp + "'");
        }
        callback.header(TIMESTAMP, Long.toString(at + 1)).rejected(bench, "another timestamp");
        callback.header(TIMESTAMP, Long.toString(at - 1)).rejected(bench, "another timestamp");
    }

    private static void incomplete(ClientTestContext bench) {
        SignedCallback callback = SignedCallback.genuine();
        String other = Signature.of(OTHER, "x");
        String own = callback.signature();
        String now = Long.toString(NOW.getEpochSecond());
        callback.without(SIGNATURE).rejected(bench, "no signature");
        callback.without(TIMESTAMP).rejected(bench, "no timestamp");
        callback.without(TIMESTAMP)
                .header(SIGNATURE, Signature.of(KEY, ClientTestContext.TASK + "."))
                .rejected(bench, "no timestamp, and none signed");
        callback.without(TIMESTAMP)
                .header(SIGNATURE, Signature.of(KEY, ClientTestContext.TASK + ".null"))
                .rejected(bench, "no timestamp, and null signed");
        callback.header(SIGNATURE, "").rejected(bench, "an empty signature");
        callback.header(TIMESTAMP, "").rejected(bench, "an empty timestamp");
        callback.header(SIGNATURE, other, own).rejected(bench, "a wrong and a right signature");
        callback.header(SIGNATURE, own, other).rejected(bench, "a right and a wrong signature");
        callback.header(SIGNATURE, other + "," + own).rejected(bench, "both in one header");
        callback.header(SIGNATURE.toLowerCase(Locale.ROOT), other).rejected(bench, "both in headers of any case");
        SignedCallback swapped = callback.header(SIGNATURE, other);
        swapped.header(SIGNATURE.toLowerCase(Locale.ROOT), own).rejected(bench, "both in headers of any case");
        callback.header(TIMESTAMP, now, "1").rejected(bench, "a fresh and an old timestamp");
        callback.header(TIMESTAMP, "1", now).rejected(bench, "an old and a fresh timestamp");
        new SignedCallback(Map.of(), callback.body()).rejected(bench, "no headers at all");
    }

    private static void bodies(ClientTestContext bench) {
        SignedCallback callback = SignedCallback.genuine();
        String id = "\"" + ClientTestContext.TASK + "\"";
        for (String body : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"data\":null}",
                "{\"data\":[]}",
                "{\"data\":{}}",
                "{\"taskId\":" + id + "}",
                "[{\"data\":{\"taskId\":" + id + "}}]",
                "{\"data\":[{\"taskId\":" + id + "}]}",
                "{\"data\":{\"taskId\":null}}",
                "{\"data\":{\"taskId\":\"\"}}",
                "{\"data\":{\"taskId\":[" + id + "]}}",
                "{\"data\":{\"taskid\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id,
                "{\"data\":{\"taskId\":" + id + "}} {}",
                "{\"data\":{\"task\":{\"taskId\":" + id + "}}}",
                "{\"data\":{\"promptJson\":\"{\\\"taskId\\\":\\\"" + ClientTestContext.TASK + "\\\"}\"}}",
                "{\"data\":{\"taskId\":\"" + ClientTestContext.TASK.toUpperCase(Locale.ROOT) + "\"}}",
                "{\"data\":{\"taskId\":\" " + ClientTestContext.TASK + "\"}}",
                "{\"data\":{\"taskId\":\"" + ClientTestContext.TASK + "0\"}}",
                "{\"new\":{\"taskId\":" + id + "},\"data\":{\"taskId\":\"other\"}}",
                "{\"taskId\":" + id + ",\"data\":{\"taskId\":\"other\"}}",
                "{\"data\":{\"taskId\":\"other\",\"task_id\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id + ",\"task_id\":\"other\"}}",
                "{\"data\":{\"taskId\":\"other\",\"taskId\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id + ",\"taskId\":\"other\"}}",
                "{\"data\":{\"taskId\":\"other\"},\"data\":{\"taskId\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id + "},\"data\":{\"taskId\":\"other\"}}",
                "<taskId>" + ClientTestContext.TASK + "</taskId>",
                "taskId=" + ClientTestContext.TASK,
                "[".repeat(100_000),
                "{\"data\":".repeat(100_000))) {
            String shown = body.substring(0, Math.min(200, body.length()));
            callback.body(body).rejected(bench, "the body " + shown);
        }
        callback.header(SIGNATURE, Signature.of(KEY, "." + NOW.getEpochSecond()))
                .body("{\"data\":{\"taskId\":\"\"}}")
                .rejected(bench, "an empty id, and none signed");
        callback.header(SIGNATURE, Signature.of(KEY, "null." + NOW.getEpochSecond()))
                .body("{\"data\":{}}")
                .rejected(bench, "no id, and null signed");
    }

    private static void anything(ClientTestContext bench) {
        SignedCallback genuine = SignedCallback.genuine();
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(50);
        Arbitrary<List<String>> values = text.list().ofMaxSize(3);
        Arbitrary<Map<String, List<String>>> headers = Arbitraries.maps(
                        Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(TIMESTAMP, SIGNATURE)), Tuple.of(1, text)),
                        values)
                .ofMaxSize(4);
        Arbitrary<String> cut = Arbitraries.integers()
                .between(0, genuine.body().length)
                .map(length -> RecordingHttpClient.text(genuine.body()).substring(0, length));
        Arbitrary<byte[]> bodies = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                text.map(random -> random.getBytes(StandardCharsets.UTF_8)),
                cut.map(part -> part.getBytes(StandardCharsets.UTF_8)));
        bench.forAll(Combinators.combine(headers, bodies).as(SignedCallback::new), 2000, callback -> {
            callback.rejected(bench, "random headers");
            SignedCallback signed = new SignedCallback(genuine.headers(), callback.body());
            Outcome outcome = signed.verified(bench, List.of(KEY));
            if (outcome.kind() != Kind.REJECTED) {
                signed.taken(bench, "a random body");
            }
        });
    }
}
