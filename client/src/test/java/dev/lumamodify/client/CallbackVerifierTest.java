package dev.lumamodify.client;

import static dev.lumamodify.client.CallbackRejectedException.Reason.BODY_MALFORMED;
import static dev.lumamodify.client.CallbackRejectedException.Reason.HEADER_MALFORMED;
import static dev.lumamodify.client.CallbackRejectedException.Reason.HEADER_MISSING;
import static dev.lumamodify.client.CallbackRejectedException.Reason.SIGNATURE_WRONG;
import static dev.lumamodify.client.CallbackRejectedException.Reason.TIMESTAMP_EXPIRED;
import static dev.lumamodify.client.CallbackRejectedException.Reason.TIMESTAMP_IN_FUTURE;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lumamodify.client.CallbackRejectedException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackVerifierTest {
    private static final long NOW = 1755078240;
    private static final String KEY = OutputCapture.MARKER + "webhook-key";
    private static final CallbackVerifier VERIFIER =
            CallbackVerifier.of(KEY).withClock(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    private static final String BODY = "{\"code\":200,\"msg\":\"done\",\"data\":{\"taskId\":\"" + TASK_ID
            + "\",\"promptJson\":\"{}\",\"resultUrls\":[\"https://files.example.com/r.mp4\"]}}";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sign(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
            return java.util.Base64.getEncoder().encodeToString(mac.doFinal(bytes(text)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, List<String>> headers(String timestamp, String signature) {
        return Map.of("X-Webhook-Timestamp", List.of(timestamp), "X-Webhook-Signature", List.of(signature));
    }

    private static Map<String, List<String>> signed(long timestamp) {
        return headers(String.valueOf(timestamp), sign(KEY, TASK_ID + "." + timestamp));
    }

    private static Reason reason(Map<String, List<String>> headers, String body) {
        return catchThrowableOfType(CallbackRejectedException.class, () -> VERIFIER.verify(headers, bytes(body)))
                .reason();
    }

    @Test
    void validSignatureProvesTaskIdAndTime() {
        VerifiedCallback verified = VERIFIER.verify(signed(NOW), bytes(BODY));
        assertThat(verified.taskId()).isEqualTo(TASK_ID);
        assertThat(verified.signedAt()).isEqualTo(Instant.ofEpochSecond(NOW));
        assertThat(verified.toString()).contains(TASK_ID).doesNotContain("files.example.com");
        assertThat(verified.unverifiedBody().orElseThrow().data().resultUrls())
                .containsExactly("https://files.example.com/r.mp4");
    }

    @Test
    void signatureMatchesOpenssl() {
        // Made with: printf '%s' 'id.1755078240' | openssl dgst -sha256 -hmac secret-webhook-key -binary | base64
        assertThat(sign(KEY, "id.1755078240")).isEqualTo("nnGacWnHZDX2cECTm5WYEXrnpRCLotVb5ZYJCeVAidI=");
    }

    @Test
    void toleranceHasNoMaximum() {
        CallbackVerifier verifier = VERIFIER.withTolerance(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(verifier.verify(signed(NOW + 315_360_000), bytes(BODY)).taskId())
                .isNotEmpty();
        assertThat(verifier.verify(signed(0), bytes(BODY)).taskId()).isNotEmpty();
        assertThatThrownBy(() -> verifier.verify(signed(Long.MAX_VALUE), bytes(BODY)))
                .isInstanceOf(CallbackRejectedException.class);
        assertThatCode(() -> verifier.verify(signed(Instant.MAX.getEpochSecond()), bytes(BODY)))
                .doesNotThrowAnyException();
    }

    @Test
    void taskIdIsReadInSnakeCaseToo() {
        String body = BODY.replace("taskId", "task_id");
        VerifiedCallback verified = VERIFIER.verify(signed(NOW), bytes(body));
        assertThat(verified.taskId()).isEqualTo(TASK_ID);
        assertThat(verified.unverifiedBody().orElseThrow().data().taskId()).isEqualTo(TASK_ID);
    }

    @Test
    void byteOrderMarkIsIgnored() {
        VerifiedCallback verified = VERIFIER.verify(signed(NOW), bytes("\uFEFF" + BODY));
        assertThat(verified.taskId()).isEqualTo(TASK_ID);
        assertThat(verified.unverifiedBody()).isPresent();
        assertThatThrownBy(() -> VERIFIER.verify(signed(NOW), bytes("\uFEFF\uFEFF" + BODY)))
                .isInstanceOf(CallbackRejectedException.class);
        assertThatThrownBy(() -> VERIFIER.verify(signed(NOW), bytes("\uFEFF")))
                .isInstanceOf(CallbackRejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "key ", " key", "key\n", "key\r\n", "\tkey", "key\u00A0", "\uFEFFkey", "key\u200B"})
    void keyWithSurroundingWhiteSpaceIsInvalid(String key) {
        assertThatThrownBy(() -> CallbackVerifier.of(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a webhook key must not ");
        assertThatThrownBy(() -> CallbackVerifier.of("k", key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keyMayContainSpaces() {
        assertThat(CallbackVerifier.of("a key")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "-300,",
        "300,",
        "-301,TIMESTAMP_EXPIRED",
        "301,TIMESTAMP_IN_FUTURE",
        "-315360000,TIMESTAMP_EXPIRED",
        "315360000,TIMESTAMP_IN_FUTURE"
    })
    void defaultToleranceIsFiveMinutes(long seconds, Reason reason) {
        if (reason == null) {
            assertThat(VERIFIER.verify(signed(NOW + seconds), bytes(BODY)).taskId())
                    .isEqualTo(TASK_ID);
        } else {
            assertThat(reason(signed(NOW + seconds), BODY)).isEqualTo(reason);
        }
    }

    @Test
    void messageNamesTheReason() {
        assertThatThrownBy(() -> VERIFIER.verify(signed(NOW - 301), bytes(BODY)))
                .hasMessageContaining("301 s ago");
        assertThatThrownBy(() -> VERIFIER.verify(signed(NOW + 301), bytes(BODY)))
                .hasMessageContaining("301 s in the future");
        assertThatThrownBy(() -> VERIFIER.verify(name -> name.equals("X-Webhook-Timestamp") ? null : "x", bytes(BODY)))
                .hasMessageContaining("X-Webhook-Timestamp is missing");
        assertThatThrownBy(() -> VERIFIER.verify(name -> name.equals("X-Webhook-Signature") ? null : "1", bytes(BODY)))
                .hasMessageContaining("X-Webhook-Signature is missing");
    }

    @Test
    void bodyOfOneMebibyteIsAccepted() {
        String padded = BODY + " ".repeat((1 << 20) - bytes(BODY).length);
        assertThat(VERIFIER.verify(signed(NOW), bytes(padded)).taskId()).isEqualTo(TASK_ID);
        assertThat(reason(signed(NOW), padded + " ")).isEqualTo(BODY_MALFORMED);
    }

    @Test
    void timestampsOutOfRangeAreRejected() {
        assertThat(reason(signed(Long.MAX_VALUE), BODY)).isEqualTo(TIMESTAMP_IN_FUTURE);
        assertThat(reason(signed(0), BODY)).isEqualTo(TIMESTAMP_EXPIRED);
        assertThat(reason(headers("9999999999999999999", sign(KEY, "x")), BODY)).isEqualTo(HEADER_MALFORMED);
    }

    @Test
    void toleranceCanBeSet() {
        CallbackVerifier strict = VERIFIER.withTolerance(Duration.ZERO);
        assertThat(strict.verify(signed(NOW), bytes(BODY)).taskId()).isEqualTo(TASK_ID);
        assertThatThrownBy(() -> strict.verify(signed(NOW - 1), bytes(BODY)))
                .isInstanceOf(CallbackRejectedException.class);
        assertThatThrownBy(() -> VERIFIER.withTolerance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyKeyOfARotationIsAccepted() {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
        for (CallbackVerifier both : List.of(CallbackVerifier.of("new", KEY), CallbackVerifier.of(KEY, "new"))) {
            assertThat(both.withClock(clock).verify(signed(NOW), bytes(BODY)).taskId())
                    .isEqualTo(TASK_ID);
        }
        assertThat(catchThrowableOfType(
                                CallbackRejectedException.class,
                                () -> CallbackVerifier.of("new", "newer")
                                        .withClock(clock)
                                        .verify(signed(NOW), bytes(BODY)))
                        .reason())
                .isEqualTo(SIGNATURE_WRONG);
        assertThatThrownBy(() -> CallbackVerifier.of(KEY, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void defaultClockIsTheSystemClock() {
        long now = Instant.now().getEpochSecond();
        assertThat(CallbackVerifier.of(KEY).verify(signed(now), bytes(BODY)).taskId())
                .isEqualTo(TASK_ID);
    }

    @Test
    void headerNamesAreCaseInsensitiveInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale :
                    List.of(Locale.ROOT, Locale.forLanguageTag("tr"), Locale.forLanguageTag("ar-EG-u-nu-arab"))) {
                Locale.setDefault(locale);
                Map<String, List<String>> headers = new HashMap<>();
                signed(NOW).forEach((name, value) -> headers.put(name.toUpperCase(Locale.ROOT), value));
                headers.put(null, List.of("HTTP/1.1 200 OK"));
                assertThat(VERIFIER.verify(headers, bytes(BODY)).taskId()).isEqualTo(TASK_ID);
                Map<String, List<String>> lower = new HashMap<>();
                signed(NOW).forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
                assertThat(VERIFIER.verify(lower, bytes(BODY)).taskId()).isEqualTo(TASK_ID);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void headersCanComeFromAFunction() {
        Map<String, List<String>> headers = signed(NOW);
        assertThat(VERIFIER.verify(
                                name -> Objects.requireNonNull(headers.get(name))
                                        .get(0),
                                bytes(BODY))
                        .taskId())
                .isEqualTo(TASK_ID);
        assertThatThrownBy(() -> VERIFIER.verify(name -> null, bytes(BODY)))
                .isInstanceOf(CallbackRejectedException.class);
    }

    @Test
    void rejectionHasTheReason() {
        String good = sign(KEY, TASK_ID + "." + NOW);
        String now = String.valueOf(NOW);
        assertThat(reason(Map.of(), BODY)).isEqualTo(HEADER_MISSING);
        assertThat(reason(Map.of("X-Webhook-Timestamp", List.of(now)), BODY)).isEqualTo(HEADER_MISSING);
        assertThat(reason(Map.of("X-Webhook-Signature", List.of(good)), BODY)).isEqualTo(HEADER_MISSING);
        assertThat(reason(Map.of("X-Webhook-Signature", List.of(), "X-Webhook-Timestamp", List.of()), BODY))
                .isEqualTo(HEADER_MISSING);
        assertThat(reason(Map.of("X-Webhook-Timestamp", List.of(now, now), "X-Webhook-Signature", List.of(good)), BODY))
                .isEqualTo(HEADER_MALFORMED);
        for (String timestamp : List.of("", " " + now, "+" + now, "-1", "1e9", now + ".0", "\u0661\u0662\u0663")) {
            assertThat(reason(headers(timestamp, sign(KEY, TASK_ID + "." + timestamp)), BODY))
                    .isEqualTo(HEADER_MALFORMED);
        }
        for (String signature : List.of("", "x", "!" + good, good + good, "AAAA", good.substring(4))) {
            assertThat(reason(headers(now, signature), BODY)).isEqualTo(HEADER_MALFORMED);
        }
        assertThat(reason(headers(now, sign("other", TASK_ID + "." + NOW)), BODY))
                .isEqualTo(SIGNATURE_WRONG);
        assertThat(reason(headers(now, sign(KEY, TASK_ID + "." + (NOW - 1))), BODY))
                .isEqualTo(SIGNATURE_WRONG);
        assertThat(reason(signed(NOW), BODY.replace(TASK_ID, "other"))).isEqualTo(SIGNATURE_WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"data\":null}",
                "{\"data\":[]}",
                "{\"data\":{}}",
                "{\"data\":{\"taskId\":7}}",
                "{\"data\":{\"taskId\":null}}",
                "{\"data\":{\"taskId\":\"\"}}",
                "{\"data\":{\"taskId\":\"a\",\"task_id\":\"b\"}}",
                "{\"data\":{\"taskId\":\"a\",\"taskId\":\"b\"}}",
                "{\"data\":{\"taskId\":\"a\"}",
                "{\"data\":{\"taskId\":\"a\"}} {}"
            })
    void bodyWithoutExactlyOneTaskIdIsRejected(String body) {
        assertThat(reason(signed(NOW), body)).isEqualTo(BODY_MALFORMED);
    }

    @Test
    void missingOrTooLargeBodyIsRejected() {
        for (byte[] body : Arrays.asList(null, new byte[(1 << 20) + 1])) {
            CallbackRejectedException e =
                    catchThrowableOfType(CallbackRejectedException.class, () -> VERIFIER.verify(signed(NOW), body));
            assertThat(e.reason()).isEqualTo(BODY_MALFORMED);
            assertThat(e).hasMessageContaining("too large");
        }
        assertThat(reason(signed(NOW), "[".repeat(100_000))).isEqualTo(BODY_MALFORMED);
    }

    @Test
    void randomInputThrowsNoOtherException() {
        Random random = new Random(20_260_101);
        for (int i = 0; i < 100_000; i++) {
            Map<String, List<String>> headers = random.nextBoolean() ? signed(NOW) : randomHeaders(random);
            byte[] body = randomBody(random);
            try {
                assertThat(VERIFIER.verify(headers, body).taskId()).isEqualTo(TASK_ID);
            } catch (CallbackRejectedException e) {
                assertThat(e.getMessage()).doesNotContain(KEY);
            }
        }
    }

    private static Map<String, List<String>> randomHeaders(Random random) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : List.of("X-Webhook-Timestamp", "x-webhook-SIGNATURE", "Other")) {
            List<String> values = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                values.add(
                        mangled(random, random.nextBoolean() ? String.valueOf(NOW) : sign(KEY, TASK_ID + "." + NOW)));
            }
            headers.put(name, values);
        }
        return headers;
    }

    private static byte[] randomBody(Random random) {
        byte[] body = bytes(mangled(random, BODY));
        if (random.nextInt(4) == 0) {
            body = new byte[random.nextInt(64)];
            random.nextBytes(body);
        }
        return body;
    }

    private static String mangled(Random random, String text) {
        StringBuilder mangled = new StringBuilder(text);
        for (int i = random.nextInt(3); i > 0 && mangled.length() > 0; i--) {
            int at = random.nextInt(mangled.length());
            switch (random.nextInt(3)) {
                case 0 -> mangled.setCharAt(at, (char) random.nextInt(0x10000));
                case 1 -> mangled.delete(at, Math.min(mangled.length(), at + random.nextInt(20)));
                default -> mangled.insert(at, "{}[]\",:\\u0".charAt(random.nextInt(10)));
            }
        }
        return mangled.toString();
    }
}
