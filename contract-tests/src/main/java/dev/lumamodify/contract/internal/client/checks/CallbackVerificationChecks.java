package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.SignedCallback.KEY;
import static dev.lumamodify.contract.internal.client.SignedCallback.NOW;
import static dev.lumamodify.contract.internal.client.SignedCallback.OTHER;

import dev.lumamodify.contract.ClientChecks.ClientCheck;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.SignedCallback;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which callbacks a client takes: all that the service signed just now. */
public final class CallbackVerificationChecks {
    private static final String SOURCE = "#/components/pathItems/TaskCallback";

    private CallbackVerificationChecks() {}

    public static List<ClientCheck> all() {
        return List.of(
                ClientCheck.of(
                        "verify.genuine",
                        "A callback that the service signed is taken, under either name of the id, and proves exactly that id.",
                        SOURCE,
                        CallbackVerificationChecks::genuine),
                ClientCheck.of(
                        "verify.any-header-case",
                        "Names of headers are the same in any case, in any locale.",
                        SOURCE,
                        CallbackVerificationChecks::headerCase),
                ClientCheck.of(
                        "verify.rotation",
                        "Each of several keys, in any alphabet, will do; a key that is not among them will not.",
                        SOURCE,
                        CallbackVerificationChecks::keys),
                ClientCheck.of(
                        "verify.timestamp-age",
                        "A signature of this minute is taken; one that is hours old, or from the future, proves nothing.",
                        "facts, section 4: whoever saw a delivery can send it again",
                        bench -> {
                            aged(bench, List.of(0L, 1L, 30L), List.of(1L));
                            aged(bench, List.of(1L), List.of(-1L));
                            stale(bench, List.of(3_600L, 7_200L, 86_400L, 315_360_000L, 1L << 32, (1L << 32) + 1));
                            for (long at : List.of(0L, -1L, NOW.toEpochMilli(), Long.MAX_VALUE, Long.MIN_VALUE)) {
                                SignedCallback.at(at).rejected(bench, "signed at " + at);
                            }
                        }),
                ClientCheck.of(
                                "verify.exact-tolerance",
                                "A signature may be 5 minutes away from now, either way, and no more.",
                                "the client's own promise: 300 s",
                                bench -> {
                                    aged(bench, List.of(60L, 299L, 300L), List.of(1L, -1L));
                                    stale(bench, List.of(301L, 360L));
                                })
                        .ofTheHouse(),
                ClientCheck.of(
                        "verify.repeated",
                        "The same callback twice, and one that says the opposite, prove the same task each time.",
                        "facts, section 4: deliveries may be repeated",
                        bench -> {
                            SignedCallback success = SignedCallback.genuine();
                            SignedCallback failure =
                                    success.body("{\"code\":500,\"msg\":\"Failed.\",\"data\":{\"taskId\":\""
                                            + ClientTestContext.TASK + "\",\"promptJson\":\"{}\"}}");
                            for (SignedCallback callback : List.of(success, success, failure, success, failure)) {
                                callback.taken(bench, "in turn");
                            }
                        }));
    }

    private static void genuine(ClientTestContext bench) {
        for (String id : List.of(
                ClientTestContext.TASK, "x", "a.b", "1", "ABC def ", "ä日本", "with \"quotes\"", "x".repeat(300))) {
            for (String name : List.of("taskId", "task_id")) {
                String body = SignedCallback.body(name, id);
                SignedCallback.of(id, KEY, NOW.getEpochSecond(), body).taken(bench, name + " " + id, List.of(KEY), id);
            }
        }
        bench.document().callbacks().get(0).examples().forEach((name, example) -> {
            String id = example.at("/data/taskId").asString();
            SignedCallback.of(id, KEY, NOW.getEpochSecond(), example.toString())
                    .taken(bench, "the example " + name, List.of(KEY), id);
        });
        SignedCallback callback = SignedCallback.genuine();
        String id = "\"" + ClientTestContext.TASK + "\"";
        for (String body : List.of(
                "{\"new\":{\"taskId\":\"other\"},\"data\":{\"taskId\":" + id + ",\"new\":{\"task_id\":\"other\"}}}",
                "{\"taskId\":\"other\",\"data\":{\"promptJson\":\"{\\\"taskId\\\":\\\"other\\\"}\",\"taskId\":" + id
                        + "}}",
                "{\"data\":{\"taskId\":" + id + ",\"task_id\":" + id + "},\"code\":1e3}",
                "{\"code\":501,\"msg\":null,\"data\":{\"taskId\":\"\\u0037" + id.substring(2)
                        + ",\"resultUrls\":null}}")) {
            callback.body(body).taken(bench, "the body " + body);
        }
    }

    private static void headerCase(ClientTestContext bench) {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("und", "tr-TR", "ar-EG-u-nu-arab", "th-TH-u-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                SignedCallback callback = SignedCallback.genuine();
                for (boolean upper : List.of(true, false)) {
                    Map<String, List<String>> headers = new LinkedHashMap<>();
                    callback.headers()
                            .forEach((name, values) -> headers.put(
                                    upper ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT), values));
                    new SignedCallback(headers, callback.body()).taken(bench, "headers " + headers);
                }
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void keys(ClientTestContext bench) {
        SignedCallback callback = SignedCallback.genuine();
        callback.taken(bench, "first of two keys", List.of(KEY, OTHER), ClientTestContext.TASK);
        callback.taken(bench, "second of two keys", List.of(OTHER, KEY), ClientTestContext.TASK);
        callback.taken(bench, "third of three keys", List.of(OTHER, "x", KEY), ClientTestContext.TASK);
        callback.rejected(bench, "none of two keys", List.of(OTHER, "x"));
        for (String key : List.of("c2VjcmV0", "Schlüssel-日本", "long ".repeat(30), "key.with/odd+signs==")) {
            SignedCallback signed = SignedCallback.of(
                    ClientTestContext.TASK,
                    key,
                    NOW.getEpochSecond(),
                    new String(callback.body(), StandardCharsets.UTF_8));
            signed.taken(bench, "the key " + key, List.of(key), ClientTestContext.TASK);
            signed.rejected(bench, "another key", List.of(key.toUpperCase(Locale.ROOT)));
        }
        // A key of one NUL makes the signatures of an empty key.
        SignedCallback unkeyed = SignedCallback.of(
                ClientTestContext.TASK,
                "\0",
                NOW.getEpochSecond(),
                new String(callback.body(), StandardCharsets.UTF_8));
        for (SignedCallback any : List.of(callback, unkeyed)) {
            if (any.verified(bench, List.of("")).kind() == Kind.SUCCESS) {
                throw new CheckFailure("An empty key must prove nothing", (Request) null);
            }
        }
    }

    private static void aged(ClientTestContext bench, List<Long> ages, List<Long> signs) {
        for (long age : ages) {
            for (long sign : signs) {
                SignedCallback.at(NOW.getEpochSecond() - sign * age).taken(bench, "signed " + sign * age + " s ago");
            }
        }
    }

    private static void stale(ClientTestContext bench, List<Long> ages) {
        for (long age : ages) {
            for (long sign : List.of(1L, -1L)) {
                SignedCallback.at(NOW.getEpochSecond() - sign * age).rejected(bench, "signed " + sign * age + " s ago");
            }
        }
    }
}
