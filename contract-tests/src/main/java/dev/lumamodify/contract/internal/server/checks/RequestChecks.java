package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.Check.Need.CREATES;

import dev.lumamodify.contract.internal.generate.InvalidValues;
import dev.lumamodify.contract.internal.generate.SampleStrings;
import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.CallbackReceiver;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.spec.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What may be sent, and what may not. */
public final class RequestChecks {
    private static final String SCHEMA = "#/components/schemas/ModifyRequest";
    private static final String CONTENT = "#/paths/~1api~1v1~1modify~1generate/post/requestBody/content";
    private static final int INVALID = 422;

    /** In bytes: far beyond what a prompt is, and what a server should hold in memory for a stranger. */
    private static final int OVERSIZED = 16 << 20;

    private RequestChecks() {}

    public static List<Check> all() {
        return List.of(
                Check.of(
                                "requests.valid-accepted",
                                "Every request that keeps the document is accepted with a task id.",
                                SCHEMA,
                                RequestChecks::lawful)
                        .needing(CREATES),
                Check.of(
                                "requests.invalid-rejected",
                                "A request that breaks a rule of the document is refused with 422 and makes no task.",
                                SCHEMA,
                                trial -> mutants(trial, false))
                        .needing(CREATES),
                Check.of(
                                "requests.invalid-pairs-rejected",
                                "A request that breaks two rules of the document is refused with 422 and makes no task.",
                                SCHEMA,
                                RequestChecks::pairs)
                        .needing(CREATES),
                Check.of(
                                "requests.non-json-rejected",
                                "A body that is no JSON object is refused with 422 and makes no task.",
                                SCHEMA,
                                RequestChecks::notJson)
                        .needing(CREATES),
                Check.of(
                                "requests.utf-8-only",
                                "A body that is not UTF-8 is refused with 422 and makes no task.",
                                CONTENT,
                                RequestChecks::notUtf8)
                        .needing(CREATES)
                        .ofTheHouse(),
                Check.of(
                                "requests.unusual-urls-rejected",
                                "What only looks like a web address is refused with 422 and makes no task.",
                                "#/components/schemas/HttpUrl",
                                trial -> mutants(trial, true))
                        .needing(CREATES)
                        .ofTheHouse(),
                Check.of(
                                "requests.duplicate-keys-rejected",
                                "A body that gives a field twice is refused with 422 and makes no task.",
                                SCHEMA,
                                RequestChecks::duplicates)
                        .needing(CREATES),
                Check.of(
                                "requests.other-content-types-rejected",
                                "A body sent as something other than JSON is refused with 422 and makes no task.",
                                CONTENT,
                                RequestChecks::otherTypes)
                        .needing(CREATES),
                Check.of(
                                "requests.oversized-rejected",
                                "A body of " + (OVERSIZED >> 20) + " MiB makes no task.",
                                SCHEMA,
                                RequestChecks::oversized)
                        .needing(CREATES));
    }

    private static void lawful(ServerTestContext trial) {
        Map<String, JsonNode> bodies = new LinkedHashMap<>(trial.generate().requestExamples());
        for (String text : SampleStrings.AWKWARD) {
            bodies.put("prompt " + text, trial.body().put("prompt", text));
            bodies.put("watermark " + text, trial.body().put("watermark", text));
        }
        bodies.put("long prompt", trial.body().put("prompt", "long ".repeat(4000)));
        bodies.put("unknown field", trial.body().put("x-unknown", 1));
        for (String url : List.of(
                "http://example.com/input-video.avi",
                "https://cdn.example.com:8443/a/b/input-video.mov",
                "https://example.com/input-video.mp4?expires=1&sig=a%2Fb%3D",
                "https://192.0.2.1/input-video.mp4#t=1",
                SampleStrings.AWKWARD_URL,
                SampleStrings.LONG_URL)) {
            bodies.put("video " + url, trial.body().put("videoUrl", url));
        }
        bodies.values().forEach(body -> trial.create(deliverable(trial, body)));

        String pretty = trial.body().toPrettyString();
        trial.taskId(trial.send(trial.creating(pretty).inChunks()));
        trial.taskId(trial.send(trial.creating(pretty).header("Content-Type", "application/json; charset=utf-8")));

        trial.forAll(
                ValidValues.lawful(
                        java.util.Objects.requireNonNull(trial.generate().request())),
                trial.target().samples / 2,
                body -> trial.create(deliverable(trial, body)));
    }

    /** The same request, with a callback address that is this machine's and nobody else's. */
    static JsonNode deliverable(ServerTestContext trial, JsonNode body) {
        ObjectNode copy = (ObjectNode) body.deepCopy();
        if (copy.has("callBackUrl")) {
            copy.put(
                    "callBackUrl",
                    trial.receiver().box(CallbackReceiver.Reply.status(200)).url());
        }
        return copy;
    }

    private static void mutants(ServerTestContext trial, boolean pedantic) {
        List<InvalidValues.Mutant> mutants = InvalidValues.single(request(trial), trial.body()).stream()
                .filter(mutant -> mutant.pedantic() == pedantic)
                .toList();
        mutants.forEach(mutant -> refused(trial, mutant));
    }

    private static void pairs(ServerTestContext trial) {
        trial.forAll(InvalidValues.paired(request(trial)), trial.target().samples, mutant -> refused(trial, mutant));
    }

    private static Schema request(ServerTestContext trial) {
        return java.util.Objects.requireNonNull(trial.generate().request());
    }

    private static void refused(ServerTestContext trial, InvalidValues.Mutant mutant) {
        trial.refused("A request in which " + mutant.rule(), trial.send(trial.creating(mutant.value())), INVALID);
    }

    private static void notJson(ServerTestContext trial) {
        String lawful = trial.body().toString();
        List<String> bodies = new ArrayList<>(List.of(
                "",
                " ",
                "{",
                lawful.substring(0, lawful.length() - 1),
                lawful.substring(0, lawful.length() / 2),
                lawful + "}",
                lawful + " trailing",
                lawful.replace('"', '\''),
                lawful.replace("{", "{,"),
                "[]",
                "[" + lawful + "]",
                "prompt=x&videoUrl=https%3A%2F%2Fexample.com%2Fv.mp4",
                "<request/>",
                "{}"));
        for (String body : bodies) {
            trial.refused("The body '" + body + "'", trial.send(trial.creating(body)), INVALID);
        }
        trial.forAll(
                Arbitraries.integers().between(1, lawful.length() - 1),
                trial.target().samples / 4,
                cut -> trial.refused(
                        "A body cut short", trial.send(trial.creating(lawful.substring(0, cut))), INVALID));
    }

    private static void notUtf8(ServerTestContext trial) {
        byte[] invalid = trial.body().put("prompt", "@@").toString().getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < invalid.length; i++) {
            invalid[i] = invalid[i] == '@' ? (byte) 0xFF : invalid[i];
        }
        trial.refused("A body that is not UTF-8", trial.send(trial.creating("").json(invalid)), INVALID);
    }

    private static void duplicates(ServerTestContext trial) {
        String lawful = trial.body().toString();
        String open = lawful.substring(0, lawful.length() - 1);
        for (String name : trial.body().propertyNames()) {
            String again = ",\"" + name + "\":" + trial.body().get(name) + "}";
            trial.refused("A body with '" + name + "' twice", trial.send(trial.creating(open + again)), INVALID);
        }
        String other = open + ",\"prompt\":\"twice\"}";
        trial.refused("A body with two prompts", trial.send(trial.creating(other)), INVALID);
    }

    private static void otherTypes(ServerTestContext trial) {
        String lawful = trial.body().toString();
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
            trial.refused(
                    "A body sent as " + type, trial.send(trial.creating(lawful).header("Content-Type", type)), INVALID);
        }
    }

    /** No documented rule says how long a prompt may be, so any refusal will do: even a connection that is closed. */
    private static void oversized(ServerTestContext trial) {
        Request call = trial.creating(trial.body().put("prompt", "x".repeat(OVERSIZED)));
        Response answer;
        try {
            answer = trial.wire().attempt(call);
        } catch (CheckFailure unanswered) {
            return;
        }
        if (answer.taskId() != null) {
            throw new CheckFailure("A body of " + (OVERSIZED >> 20) + " MiB was accepted", answer);
        }
    }
}
