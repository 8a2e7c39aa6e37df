package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;
import static dev.lumamodify.contract.internal.client.SignedCallback.KEY;
import static dev.lumamodify.contract.internal.client.SignedCallback.NOW;
import static dev.lumamodify.contract.internal.client.SignedCallback.OTHER_KEY;
import static dev.lumamodify.contract.internal.client.SignedCallback.SIGNATURE;
import static dev.lumamodify.contract.internal.client.SignedCallback.TIMESTAMP;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.SignedCallback;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Checks of callbacks with invalid bodies, and with random headers and bodies. */
public final class CallbackInputChecks {
    private static final String CALLBACK = "#/components/pathItems/TaskCallback";
    private static final int SAMPLES = 2000;
    private static final int MAX_SHOWN = 200;

    private CallbackInputChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "verify.body",
                        "A callback whose body does not contain exactly the signed task id is rejected.",
                        CALLBACK,
                        CallbackInputChecks::invalidBodyIsRejected),
                ClientCheck.of(
                                "verify.ambiguous",
                                "A genuine callback that leaves open which value counts is rejected: a header or a"
                                        + " member twice, text after the JSON, or a timestamp with a sign.",
                                CALLBACK,
                                CallbackInputChecks::ambiguousInputIsRejected)
                        .recommended(),
                ClientCheck.of(
                        "verify.arbitrary-input",
                        "A callback with random headers and body is accepted or rejected, and never makes the client"
                                + " crash.",
                        CALLBACK,
                        CallbackInputChecks::randomInputIsHandled));
    }

    private static void invalidBodyIsRejected(ClientTestContext context) {
        SignedCallback callback = SignedCallback.valid();
        String id = "\"" + TASK_ID + "\"";
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
                "{\"data\":{\"task\":{\"taskId\":" + id + "}}}",
                "{\"data\":{\"promptJson\":\"{\\\"taskId\\\":\\\"" + TASK_ID + "\\\"}\"}}",
                "{\"data\":{\"taskId\":\"" + TASK_ID.toUpperCase(Locale.ROOT) + "\"}}",
                "{\"data\":{\"taskId\":\" " + TASK_ID + "\"}}",
                "{\"data\":{\"taskId\":\"" + TASK_ID + "0\"}}",
                "{\"new\":{\"taskId\":" + id + "},\"data\":{\"taskId\":\"other\"}}",
                "{\"taskId\":" + id + ",\"data\":{\"taskId\":\"other\"}}",
                "<taskId>" + TASK_ID + "</taskId>",
                "taskId=" + TASK_ID,
                "[".repeat(100_000),
                "{\"data\":".repeat(100_000))) {
            String shown = body.substring(0, Math.min(MAX_SHOWN, body.length()));
            callback.body(body).assertRejected(context, "the body " + shown);
        }
        callback.header(SIGNATURE, Signature.of(KEY, "." + NOW.getEpochSecond()))
                .body("{\"data\":{\"taskId\":\"\"}}")
                .assertRejected(context, "an empty task id, and an empty one signed");
        callback.header(SIGNATURE, Signature.of(KEY, "null." + NOW.getEpochSecond()))
                .body("{\"data\":{}}")
                .assertRejected(context, "no task id, and 'null' signed");
    }

    private static void ambiguousInputIsRejected(ClientTestContext context) {
        SignedCallback callback = SignedCallback.valid();
        String id = "\"" + TASK_ID + "\"";
        for (String body : List.of(
                "{\"data\":{\"taskId\":" + id + "}} {}",
                "{\"data\":{\"taskId\":\"other\",\"task_id\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id + ",\"task_id\":\"other\"}}",
                "{\"data\":{\"taskId\":\"other\",\"taskId\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id + ",\"taskId\":\"other\"}}",
                "{\"data\":{\"taskId\":\"other\"},\"data\":{\"taskId\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id + "},\"data\":{\"taskId\":\"other\"}}")) {
            callback.body(body).assertRejected(context, "the body " + body);
        }
        String now = Long.toString(NOW.getEpochSecond());
        callback.header(TIMESTAMP, "+" + now)
                .header(SIGNATURE, Signature.of(KEY, TASK_ID + ".+" + now))
                .assertRejected(context, "the timestamp '+" + now + "'");
        callback.header(TIMESTAMP, now, "1").assertRejected(context, "a current and an old timestamp");
        callback.header(TIMESTAMP, "1", now).assertRejected(context, "an old and a current timestamp");
        String right = callback.signature();
        String wrong = Signature.of(OTHER_KEY, "x");
        callback.header(SIGNATURE, wrong, right).assertRejected(context, "a wrong and a right signature");
        callback.header(SIGNATURE, right, wrong).assertRejected(context, "a right and a wrong signature");
        callback.header(SIGNATURE, wrong + "," + right).assertRejected(context, "two signatures in one header");
        String lowerCase = SIGNATURE.toLowerCase(Locale.ROOT);
        callback.header(lowerCase, wrong).assertRejected(context, "two signature headers in different case");
        callback.header(SIGNATURE, wrong)
                .header(lowerCase, right)
                .assertRejected(context, "two signature headers in different case");
    }

    private static void randomInputIsHandled(ClientTestContext context) {
        SignedCallback valid = SignedCallback.valid();
        context.forAll(callbacks(valid), SAMPLES, callback -> {
            callback.assertRejected(context, "random headers");
            SignedCallback withValidHeaders = new SignedCallback(valid.headers(), callback.body());
            if (withValidHeaders.verify(context, List.of(KEY)).kind() != Kind.REJECTED) {
                withValidHeaders.assertAccepted(context, "a random body");
            }
        });
    }

    private static Arbitrary<SignedCallback> callbacks(SignedCallback valid) {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(50);
        Arbitrary<List<String>> values = text.list().ofMaxSize(3);
        Arbitrary<String> names =
                Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(TIMESTAMP, SIGNATURE)), Tuple.of(1, text));
        Arbitrary<Map<String, List<String>>> headers =
                Arbitraries.maps(names, values).ofMaxSize(4);
        Arbitrary<String> truncated = Arbitraries.integers()
                .between(0, valid.body().length)
                .map(length -> valid.text().substring(0, length));
        Arbitrary<byte[]> bodies = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                text.map(random -> random.getBytes(StandardCharsets.UTF_8)),
                truncated.map(part -> part.getBytes(StandardCharsets.UTF_8)));
        return Combinators.combine(headers, bodies).as(SignedCallback::new);
    }
}
