package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientAdapter.Outcome;
import dev.lumamodify.contract.ClientLaws.ClientLaw;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What a client owes to whoever receives callbacks. */
final class VerifyLaws {
    private static final String SOURCE = "#/components/pathItems/TaskEnded";
    private static final String TIMESTAMP = "X-Webhook-Timestamp";
    private static final String SIGNATURE = "X-Webhook-Signature";
    private static final String KEY = "webhook-key-of-the-suite";
    private static final String OTHER = "another-webhook-key";
    private static final Instant NOW = Instant.ofEpochSecond(1_755_078_240L);

    private VerifyLaws() {}

    /** A callback as it is built up, lawful until something is changed. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Callback(Map<String, List<String>> headers, byte[] body) {
        static Callback of(String taskId, String key, long signedAt, String body) {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            headers.put("Content-Type", List.of("application/json"));
            headers.put(TIMESTAMP, List.of(Long.toString(signedAt)));
            headers.put(SIGNATURE, List.of(Signature.of(key, taskId + "." + signedAt)));
            return new Callback(headers, body.getBytes(StandardCharsets.UTF_8));
        }

        Callback header(String name, String... values) {
            Map<String, List<String>> changed = new LinkedHashMap<>(headers);
            changed.put(name, List.of(values));
            return new Callback(changed, body);
        }

        String signature() {
            return String.join("", headers.getOrDefault(SIGNATURE, List.of()));
        }

        Callback without(String name) {
            Map<String, List<String>> changed = new LinkedHashMap<>(headers);
            changed.remove(name);
            return new Callback(changed, body);
        }

        Callback body(String text) {
            return new Callback(headers, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static List<ClientLaw> all() {
        return List.of(
                ClientLaw.of(
                        "verify.genuine",
                        "A callback that the service signed is taken, under either name of the id, and proves exactly that id.",
                        SOURCE,
                        VerifyLaws::genuine),
                ClientLaw.of(
                        "verify.any-header-case",
                        "Names of headers are the same in any case, in any locale.",
                        SOURCE,
                        VerifyLaws::headerCase),
                ClientLaw.of(
                        "verify.rotation",
                        "Each of several keys will do; a key that is not among them will not.",
                        SOURCE,
                        bench -> {
                            Callback callback = genuine(Bench.TASK);
                            taken(bench, "first of two keys", List.of(KEY, OTHER), callback);
                            taken(bench, "second of two keys", List.of(OTHER, KEY), callback);
                            taken(bench, "third of three keys", List.of(OTHER, "x", KEY), callback);
                            rejected(bench, "none of two keys", List.of(OTHER, "x"), callback);
                        }),
                ClientLaw.of(
                        "verify.fresh",
                        "A signature that is older than 5 minutes, or from the future, proves nothing.",
                        "the client's own promise: 300 s either way",
                        VerifyLaws::fresh),
                ClientLaw.of(
                        "verify.forged",
                        "A signature by another key, over something else, or written in another way is rejected.",
                        SOURCE,
                        VerifyLaws::forged),
                ClientLaw.of(
                        "verify.incomplete",
                        "A callback without one of its headers, or with two of one, is rejected.",
                        SOURCE,
                        bench -> {
                            Callback callback = genuine(Bench.TASK);
                            String other = Signature.of(OTHER, "x");
                            reject(bench, "no signature", callback.without(SIGNATURE));
                            reject(bench, "no timestamp", callback.without(TIMESTAMP));
                            reject(bench, "an empty signature", callback.header(SIGNATURE, ""));
                            reject(bench, "an empty timestamp", callback.header(TIMESTAMP, ""));
                            String own = callback.signature();
                            reject(bench, "a wrong and a right signature", callback.header(SIGNATURE, other, own));
                            reject(bench, "a right and a wrong signature", callback.header(SIGNATURE, own, other));
                            reject(bench, "no headers at all", new Callback(Map.of(), callback.body()));
                        }),
                ClientLaw.of(
                        "verify.body",
                        "A body that does not name exactly the task that was signed is rejected.",
                        SOURCE,
                        VerifyLaws::bodies),
                ClientLaw.of(
                        "verify.anything",
                        "Whatever comes, the answer is that it is proved or rejected, and nothing else.",
                        SOURCE,
                        VerifyLaws::anything),
                ClientLaw.of(
                        "verify.again",
                        "The same callback twice, and one that says the opposite, prove the same task each time.",
                        "facts, section 4: deliveries may be repeated",
                        bench -> {
                            Callback success = genuine(Bench.TASK);
                            Callback failure =
                                    success.body(body("taskId", Bench.TASK).replace("200", "500"));
                            for (Callback callback : List.of(success, success, failure, success, failure)) {
                                taken(bench, "in turn", List.of(KEY), callback);
                            }
                        }));
    }

    private static String body(String name, String taskId) {
        return "{\"code\":200,\"msg\":\"Modify record generated successfully.\",\"data\":{\"" + name + "\":"
                + Schemas.NODES.stringNode(taskId) + ",\"promptJson\":\"{}\",\"resultUrls\":[]}}";
    }

    private static Callback genuine(String taskId) {
        return Callback.of(taskId, KEY, NOW.getEpochSecond(), body("taskId", taskId));
    }

    private static Outcome verify(Bench bench, List<String> keys, Instant now, Callback callback) {
        Outcome outcome = bench.factory().verify(keys, now, callback.headers(), callback.body());
        for (String key : keys) {
            for (Throwable e = outcome.thrown(); e != null; e = e.getCause()) {
                if (key.length() > 3 && String.valueOf(e).contains(key)) {
                    throw new Broken("The rejection tells a webhook key", (Call) null);
                }
            }
        }
        return outcome;
    }

    private static void taken(Bench bench, String what, List<String> keys, Callback callback) {
        taken(what, verify(bench, keys, NOW, callback), Bench.TASK);
    }

    private static void taken(String what, Outcome outcome, String taskId) {
        if (outcome.kind() != Kind.VALUE || !outcome.taskId().equals(taskId)) {
            throw new Broken(what + " must prove task " + taskId + ", but ended as " + outcome, (Call) null);
        }
    }

    private static void reject(Bench bench, String what, Callback callback) {
        rejected(bench, what, List.of(KEY), callback);
    }

    private static void rejected(Bench bench, String what, List<String> keys, Callback callback) {
        rejected(what, verify(bench, keys, NOW, callback));
    }

    private static void rejected(String what, Outcome outcome) {
        if (outcome.kind() != Kind.REJECTED) {
            throw new Broken(what + " must be rejected, but ended as " + outcome, (Call) null);
        }
    }

    private static void genuine(Bench bench) {
        for (String id : List.of(Bench.TASK, "x", "a.b", "1", "ä日本", "with \"quotes\"", "x".repeat(300))) {
            for (String name : List.of("taskId", "task_id")) {
                Callback callback = Callback.of(id, KEY, NOW.getEpochSecond(), body(name, id));
                taken(name + " " + id, verify(bench, List.of(KEY), NOW, callback), id);
            }
        }
        bench.document().callbacks().get(0).examples().forEach((name, example) -> {
            String id = example.at("/data/taskId").asString();
            Callback callback = Callback.of(id, KEY, NOW.getEpochSecond(), example.toString());
            taken("the example " + name, verify(bench, List.of(KEY), NOW, callback), id);
        });
    }

    private static void headerCase(Bench bench) {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : List.of(Locale.ROOT, Locale.forLanguageTag("tr-TR"))) {
                Locale.setDefault(locale);
                Callback callback = genuine(Bench.TASK);
                for (boolean upper : List.of(true, false)) {
                    Map<String, List<String>> headers = new LinkedHashMap<>();
                    callback.headers()
                            .forEach((name, values) -> headers.put(
                                    upper ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT), values));
                    taken(bench, "headers " + headers, List.of(KEY), new Callback(headers, callback.body()));
                }
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void fresh(Bench bench) {
        for (long age : List.of(0L, 1L, 60L, 299L, -1L, -60L, -299L)) {
            Callback callback = Callback.of(Bench.TASK, KEY, NOW.getEpochSecond() - age, body("taskId", Bench.TASK));
            taken(bench, "signed " + age + " s ago", List.of(KEY), callback);
        }
        for (long age : List.of(301L, 360L, 3600L, 86_400L, 315_360_000L)) {
            for (long sign : List.of(1L, -1L)) {
                long at = NOW.getEpochSecond() - sign * age;
                reject(
                        bench,
                        "signed " + sign * age + " s ago",
                        Callback.of(Bench.TASK, KEY, at, body("taskId", Bench.TASK)));
            }
        }
        for (long at : List.of(0L, -1L, NOW.toEpochMilli(), Long.MAX_VALUE, Long.MIN_VALUE)) {
            reject(bench, "signed at " + at, Callback.of(Bench.TASK, KEY, at, body("taskId", Bench.TASK)));
        }
    }

    private static void forged(Bench bench) {
        Callback callback = genuine(Bench.TASK);
        String signature = callback.signature();
        byte[] mac = Base64.getDecoder().decode(signature);
        long at = NOW.getEpochSecond();
        List<String> forged = new ArrayList<>(List.of(
                Signature.of(OTHER, Bench.TASK + "." + at),
                Signature.of(KEY, Bench.TASK),
                Signature.of(KEY, Bench.TASK + at),
                Signature.of(KEY, at + "." + Bench.TASK),
                Signature.of(KEY, Wire.text(callback.body())),
                Signature.of(KEY, Bench.TASK + "." + at + "." + Wire.text(callback.body())),
                Signature.of(KEY, Bench.TASK + "." + (at - 1)),
                Signature.of(KEY, "x." + at),
                HexFormat.of().formatHex(mac),
                HexFormat.of().withUpperCase().formatHex(mac),
                signature.toLowerCase(Locale.ROOT),
                signature.substring(0, 20),
                "sha256=" + signature,
                signature + signature,
                "AAAA",
                "=",
                Base64.getEncoder().encodeToString(new byte[32])));
        forged.forEach(text -> reject(bench, "the signature '" + text + "'", callback.header(SIGNATURE, text)));
        for (int bit = 0; bit < 256; bit += 17) {
            byte[] flipped = mac.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            String text = Base64.getEncoder().encodeToString(flipped);
            reject(bench, "a signature with bit " + bit + " flipped", callback.header(SIGNATURE, text));
        }
        for (String timestamp :
                List.of(at + ".0", "+" + at, " ", "now", "1755078240x", "0x689c5be0", "-" + at, at + "000")) {
            Callback other = callback.header(TIMESTAMP, timestamp)
                    .header(SIGNATURE, Signature.of(KEY, Bench.TASK + "." + timestamp));
            reject(bench, "the timestamp '" + timestamp + "'", other);
        }
        reject(bench, "another timestamp", callback.header(TIMESTAMP, Long.toString(at + 1)));
        reject(bench, "another task", callback.body(body("taskId", "f".repeat(32))));
    }

    private static void bodies(Bench bench) {
        Callback callback = genuine(Bench.TASK);
        String id = "\"" + Bench.TASK + "\"";
        for (String body : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"data\":null}",
                "{\"data\":[]}",
                "{\"data\":{}}",
                "{\"taskId\":" + id + "}",
                "{\"data\":{\"taskId\":null}}",
                "{\"data\":{\"taskId\":[" + id + "]}}",
                "{\"data\":{\"taskid\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id,
                "{\"data\":{\"taskId\":\"other\",\"task_id\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id + ",\"task_id\":\"other\"}}",
                "{\"data\":{\"taskId\":\"other\",\"taskId\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id + ",\"taskId\":\"other\"}}",
                "{\"data\":{\"taskId\":\"other\"},\"data\":{\"taskId\":" + id + "}}",
                "{\"data\":{\"taskId\":" + id + "},\"data\":{\"taskId\":\"other\"}}",
                "<taskId>" + Bench.TASK + "</taskId>",
                "taskId=" + Bench.TASK)) {
            reject(bench, "the body " + body, callback.body(body));
        }
    }

    private static void anything(Bench bench) {
        Callback lawful = genuine(Bench.TASK);
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(50);
        Arbitrary<List<String>> values = text.list().ofMaxSize(3);
        Arbitrary<Map<String, List<String>>> headers = Arbitraries.maps(
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(3, Arbitraries.of(TIMESTAMP, SIGNATURE)),
                                net.jqwik.api.Tuple.of(1, text)),
                        values)
                .ofMaxSize(4);
        Arbitrary<String> cut = Arbitraries.integers()
                .between(0, lawful.body().length)
                .map(length -> Wire.text(lawful.body()).substring(0, length));
        Arbitrary<byte[]> bodies = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                text.map(random -> random.getBytes(StandardCharsets.UTF_8)),
                cut.map(part -> part.getBytes(StandardCharsets.UTF_8)));
        bench.forAll(Combinators.combine(headers, bodies).as(Callback::new), 2000, callback -> {
            rejected("random headers", verify(bench, List.of(KEY), NOW, callback));
            Callback signed = new Callback(lawful.headers(), callback.body());
            Outcome outcome = verify(bench, List.of(KEY), NOW, signed);
            if (outcome.kind() != Kind.REJECTED) {
                taken("a random body", outcome, Bench.TASK);
            }
        });
    }
}
