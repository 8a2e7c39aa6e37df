package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;
import static dev.lumamodify.contract.internal.client.SignedCallback.KEY;
import static dev.lumamodify.contract.internal.client.SignedCallback.NOW;
import static dev.lumamodify.contract.internal.client.SignedCallback.OTHER_KEY;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.SignedCallback;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks of callbacks that a client must accept, and of old ones that it must reject. */
public final class CallbackVerificationChecks {
    private static final String CALLBACK = "#/components/pathItems/TaskCallback";
    private static final String SIGNATURE_FACTS = "docs/api-facts.md#signature";

    private CallbackVerificationChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "verify.genuine",
                        "A callback that the service signed is accepted, with either name of the task id, and verifies"
                                + " this task id.",
                        CALLBACK,
                        CallbackVerificationChecks::validIsAccepted),
                ClientCheck.of(
                        "verify.any-header-case",
                        "Header names are accepted in any case, and in any locale.",
                        "RFC 9110, section 5.1",
                        CallbackVerificationChecks::headerCaseIsIgnored),
                ClientCheck.of(
                        "verify.rotation",
                        "Each of several webhook keys is accepted, with any characters, and no other key.",
                        CALLBACK,
                        CallbackVerificationChecks::everyKeyIsAccepted),
                ClientCheck.of(
                        "verify.timestamp-age",
                        "A callback that was signed within a minute is accepted; one that is an hour away from now is"
                                + " rejected.",
                        SIGNATURE_FACTS,
                        context -> {
                            assertAccepted(context, List.of(0L, 1L, 30L), List.of(1L));
                            assertAccepted(context, List.of(1L), List.of(-1L));
                            assertRejected(
                                    context, List.of(3_600L, 7_200L, 86_400L, 315_360_000L, 1L << 32, (1L << 32) + 1));
                            for (long at : List.of(0L, -1L, NOW.toEpochMilli(), Long.MAX_VALUE, Long.MIN_VALUE)) {
                                SignedCallback.signedAt(at).assertRejected(context, "signed at " + at);
                            }
                        }),
                ClientCheck.of(
                                "verify.exact-tolerance",
                                "A callback is accepted if it was signed at most 5 minutes before or after now.",
                                "client/README.md",
                                context -> {
                                    assertAccepted(context, List.of(60L, 299L, 300L), List.of(1L, -1L));
                                    assertRejected(context, List.of(301L, 360L));
                                })
                        .recommended(),
                ClientCheck.of(
                        "verify.repeated",
                        "A repeated callback, and one with another result, verify the same task id each time.",
                        "docs/api-facts.md#delivery-and-retries",
                        CallbackVerificationChecks::repeatedIsAccepted));
    }

    private static void validIsAccepted(ClientTestContext context) {
        for (String id : List.of(TASK_ID, "x", "a.b", "1", "ABC def ", "ä日本", "with \"quotes\"", "x".repeat(300))) {
            for (String member : List.of("taskId", "task_id")) {
                SignedCallback.of(id, KEY, NOW.getEpochSecond(), SignedCallback.body(member, id))
                        .assertAccepted(context, member + " " + id, List.of(KEY), id);
            }
        }
        context.document().callbacks().get(0).examples().forEach((name, example) -> {
            String id = example.at("/data/taskId").asString();
            SignedCallback.of(id, KEY, NOW.getEpochSecond(), example.toString())
                    .assertAccepted(context, "the example '" + name + "'", List.of(KEY), id);
        });
        SignedCallback callback = SignedCallback.valid();
        String id = "\"" + TASK_ID + "\"";
        for (String body : List.of(
                "{\"code\":200,\"msg\":\"success\",\"new\":{\"taskId\":\"other\"},\"data\":{\"taskId\":" + id
                        + ",\"new\":{\"task_id\":\"other\"},\"promptJson\":\"{}\",\"resultUrls\":[]}}",
                "{\"code\":200,\"msg\":\"success\",\"taskId\":\"other\",\"data\":{\"promptJson\":"
                        + "\"{\\\"taskId\\\":\\\"other\\\"}\",\"taskId\":" + id + "}}",
                "{\"data\":{\"promptJson\":\"{}\",\"taskId\":" + id + ",\"task_id\":" + id
                        + "},\"msg\":\"failed\",\"code\":500}",
                "{\"code\":501,\"msg\":\"failed\",\"data\":{\"taskId\":\"\\u0037" + id.substring(2)
                        + ",\"promptJson\":\"{}\",\"resultUrls\":null}}")) {
            callback.body(body).assertAccepted(context, "the body " + body);
        }
    }

    private static void headerCaseIsIgnored(ClientTestContext context) {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("und", "tr-TR", "ar-EG-u-nu-arab", "th-TH-u-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                SignedCallback callback = SignedCallback.valid();
                for (boolean upper : List.of(true, false)) {
                    Map<String, List<String>> headers = new LinkedHashMap<>();
                    callback.headers()
                            .forEach((name, values) -> headers.put(
                                    upper ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT), values));
                    new SignedCallback(headers, callback.body())
                            .assertAccepted(context, "the headers " + headers + " in the locale " + tag);
                }
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void everyKeyIsAccepted(ClientTestContext context) {
        SignedCallback callback = SignedCallback.valid();
        callback.assertAccepted(context, "the first of two keys", List.of(KEY, OTHER_KEY), TASK_ID);
        callback.assertAccepted(context, "the second of two keys", List.of(OTHER_KEY, KEY), TASK_ID);
        callback.assertAccepted(context, "the third of three keys", List.of(OTHER_KEY, "x", KEY), TASK_ID);
        callback.assertRejected(context, "none of two keys", List.of(OTHER_KEY, "x"));
        for (String key : List.of("c2VjcmV0", "Schlüssel-日本", "long ".repeat(30) + "key", "key.with/odd+signs==")) {
            SignedCallback signed = SignedCallback.of(TASK_ID, key, NOW.getEpochSecond(), callback.text());
            signed.assertAccepted(context, "the key " + key, List.of(key), TASK_ID);
            signed.assertRejected(context, "another key than " + key, List.of(key.toUpperCase(Locale.ROOT)));
        }
        // HMAC pads keys with zero bytes, so a key of one zero byte has the signatures of an empty key.
        SignedCallback withEmptyKey = SignedCallback.of(TASK_ID, "\0", NOW.getEpochSecond(), callback.text());
        for (SignedCallback any : List.of(callback, withEmptyKey)) {
            if (any.verify(context, List.of("")).kind() == Kind.SUCCESS) {
                throw new CheckFailure("an empty key: the client must not accept any callback");
            }
        }
    }

    private static void assertAccepted(ClientTestContext context, List<Long> ages, List<Long> signs) {
        for (long age : ages) {
            for (long sign : signs) {
                SignedCallback.signedAt(NOW.getEpochSecond() - sign * age)
                        .assertAccepted(context, "signed " + sign * age + " s ago");
            }
        }
    }

    private static void assertRejected(ClientTestContext context, List<Long> ages) {
        for (long age : ages) {
            for (long sign : List.of(1L, -1L)) {
                SignedCallback.signedAt(NOW.getEpochSecond() - sign * age)
                        .assertRejected(context, "signed " + sign * age + " s ago");
            }
        }
    }

    private static void repeatedIsAccepted(ClientTestContext context) {
        SignedCallback success = SignedCallback.valid();
        SignedCallback failure = success.body(
                "{\"code\":500,\"msg\":\"Failed.\",\"data\":{\"taskId\":\"" + TASK_ID + "\",\"promptJson\":\"{}\"}}");
        for (SignedCallback callback : List.of(success, success, failure, success, failure)) {
            callback.assertAccepted(context, "a repeated callback");
        }
    }
}
