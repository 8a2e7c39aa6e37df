package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.VALIDATION_ERROR;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;
import static dev.lumamodify.contract.internal.server.ServerRequirement.ALONE;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;

import dev.lumamodify.contract.internal.generate.InvalidValues;
import dev.lumamodify.contract.internal.generate.InvalidValues.InvalidValue;
import dev.lumamodify.contract.internal.generate.SampleStrings;
import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.CallbackResponder;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskFixtures;
import dev.lumamodify.contract.internal.spec.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Request checks: which create requests are accepted, and which are rejected. */
final class RequestChecks {
    private static final String SCHEMA = "#/components/schemas/ModifyRequest";
    private static final String CONTENT = "#/paths/~1api~1v1~1modify~1generate/post/requestBody/content";

    /** Far longer than any prompt: a server should not hold so many bytes in memory for one request. */
    private static final int OVERSIZED_MIB = 16;

    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private RequestChecks() {}

    /** Creates the task that most checks need, so it must start first. */
    static Check<ServerTestContext> exampleAccepted() {
        return check(
                        "requests.example-accepted",
                        "The example of a create request with the fewest fields is accepted with a task id.",
                        CONTENT,
                        context -> {
                            var unused = TaskFixtures.minimal(context);
                        })
                .requires(ALONE);
    }

    static List<Check<ServerTestContext>> all() {
        return List.of(
                check(
                        "requests.valid-accepted",
                        "Every valid create request is accepted with a task id.",
                        SCHEMA,
                        RequestChecks::validIsAccepted),
                check(
                                "requests.chunked-accepted",
                                "A create request whose body has the transfer coding chunked is accepted.",
                                "RFC 9112, section 7.1",
                                context -> context.taskId(context.send(context.createRequest(
                                                context.validBody().toString())
                                        .inChunks())))
                        .recommended(),
                check(
                        "requests.invalid-rejected",
                        "A create request that violates one rule of the document is rejected with code 422 and creates"
                                + " no task.",
                        SCHEMA,
                        context -> invalidIsRejected(context, false)),
                check(
                        "requests.invalid-pairs-rejected",
                        "A create request that violates two rules of the document is rejected with code 422 and"
                                + " creates no task.",
                        SCHEMA,
                        context -> context.forAll(
                                InvalidValues.withTwoViolations(schema(context)),
                                context.settings().samples(),
                                invalid -> assertInvalid(context, invalid))),
                check(
                        "requests.non-json-rejected",
                        "A body that is not a JSON object is rejected with code 422 and creates no task.",
                        SCHEMA,
                        RequestChecks::nonJsonIsRejected),
                check(
                                "requests.utf-8-only",
                                "A body that is not UTF-8 is rejected with code 422 and creates no task.",
                                CONTENT,
                                RequestChecks::nonUtf8IsRejected)
                        .recommended(),
                check(
                                "requests.unusual-urls-rejected",
                                "A string that only resembles an http or https URL is rejected with code 422 and"
                                        + " creates no task.",
                                "#/components/schemas/HttpUrl",
                                context -> invalidIsRejected(context, true))
                        .recommended(),
                check(
                                "requests.duplicate-keys-rejected",
                                "A body that repeats a field is rejected with code 422 and creates no task.",
                                SCHEMA,
                                RequestChecks::duplicateFieldsAreRejected)
                        .recommended(),
                check(
                                "requests.other-content-types-rejected",
                                "A body with another content type than JSON is rejected with code 422 or 415 and creates"
                                        + " no task.",
                                CONTENT,
                                RequestChecks::otherContentTypesAreRejected)
                        .recommended(),
                check(
                                "requests.oversized-rejected",
                                "A body of " + OVERSIZED_MIB + " MiB creates no task.",
                                SCHEMA,
                                RequestChecks::oversizedIsRejected)
                        .recommended());
    }

    private static Check<ServerTestContext> check(
            String id, String description, String source, Consumer<ServerTestContext> code) {
        return ServerCheck.of(id, description, source, code).requires(CREATES);
    }

    private static Schema schema(ServerTestContext context) {
        return Objects.requireNonNull(context.generate().requestSchema());
    }

    private static void validIsAccepted(ServerTestContext context) {
        List<JsonNode> bodies =
                new ArrayList<>(context.generate().requestExamples().values());
        for (String text : SampleStrings.UNUSUAL) {
            bodies.add(context.validBody().put("prompt", text));
            bodies.add(context.validBody().put("watermark", text));
        }
        bodies.add(context.validBody().put("prompt", "long ".repeat(4000)));
        bodies.add(context.validBody().put("x-unknown", 1));
        for (String url : List.of(
                "http://example.com/input-video.avi",
                "https://cdn.example.com:8443/a/b/input-video.mov",
                "https://example.com/input-video.mp4?expires=1&sig=a%2Fb%3D",
                "https://192.0.2.1/input-video.mp4#t=1",
                SampleStrings.UNUSUAL_URL,
                SampleStrings.LONG_URL)) {
            bodies.add(context.validBody().put("videoUrl", url));
        }
        bodies.forEach(body -> context.create(withOwnCallbackUrl(context, body)));

        String pretty = context.validBody().toPrettyString();
        context.taskId(
                context.send(context.createRequest(pretty).header("Content-Type", "application/json; charset=utf-8")));

        context.forAll(
                ValidValues.of(schema(context)),
                context.settings().samples() / 2,
                body -> context.create(withOwnCallbackUrl(context, body)));
    }

    /** Replaces the callback URL, if there is one, by a URL of this machine: no other machine must be called back. */
    private static JsonNode withOwnCallbackUrl(ServerTestContext context, JsonNode body) {
        ObjectNode copy = (ObjectNode) body.deepCopy();
        if (copy.has("callBackUrl")) {
            CallbackResponder accept = CallbackResponder.status(Response.OK);
            copy.put("callBackUrl", context.receiver().newEndpoint(accept).url());
        }
        return copy;
    }

    private static void invalidIsRejected(ServerTestContext context, boolean strictOnly) {
        InvalidValues.withOneViolation(schema(context), context.validBody()).stream()
                .filter(invalid -> invalid.strictOnly() == strictOnly)
                .forEach(invalid -> assertInvalid(context, invalid));
    }

    private static void assertInvalid(ServerTestContext context, InvalidValue invalid) {
        assertInvalid(
                context,
                "A create request that violates '" + invalid.firstViolation() + "'",
                context.createRequest(invalid.value()));
    }

    private static void assertInvalid(ServerTestContext context, String what, Request request) {
        assertRejected(what, context.send(request), VALIDATION_ERROR);
    }

    private static void nonJsonIsRejected(ServerTestContext context) {
        String valid = context.validBody().toString();
        for (String body : List.of(
                "",
                " ",
                "{",
                valid.substring(0, valid.length() - 1),
                valid.substring(0, valid.length() / 2),
                valid + "}",
                valid + " trailing",
                valid.replace('"', '\''),
                valid.replace("{", "{,"),
                "[]",
                "[" + valid + "]",
                "prompt=x&videoUrl=https%3A%2F%2Fexample.com%2Fv.mp4",
                "<request/>",
                "{}")) {
            assertInvalid(context, "The body '" + body + "'", context.createRequest(body));
        }
        context.forAll(
                Arbitraries.integers().between(1, valid.length() - 1),
                context.settings().samples() / 4,
                length ->
                        assertInvalid(context, "A truncated body", context.createRequest(valid.substring(0, length))));
    }

    private static void nonUtf8IsRejected(ServerTestContext context) {
        byte[] body = context.validBody().put("prompt", "@@").toString().getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '@' ? (byte) 0xFF : body[i];
        }
        assertInvalid(
                context, "A body that is not UTF-8", context.createRequest("").json(body));
    }

    private static void duplicateFieldsAreRejected(ServerTestContext context) {
        ObjectNode valid = context.validBody();
        String open = valid.toString().substring(0, valid.toString().length() - 1);
        for (String name : valid.propertyNames()) {
            String repeated = open + ",\"" + name + "\":" + valid.get(name) + "}";
            assertInvalid(context, "A body that repeats '" + name + "'", context.createRequest(repeated));
        }
        String otherPrompt = open + ",\"prompt\":\"another\"}";
        assertInvalid(context, "A body with two different prompts", context.createRequest(otherPrompt));
    }

    private static void otherContentTypesAreRejected(ServerTestContext context) {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
            Request request = context.createRequest(context.validBody()).header("Content-Type", type);
            assertRejected(
                    "A body with the content type " + type,
                    context.send(request),
                    VALIDATION_ERROR,
                    UNSUPPORTED_MEDIA_TYPE);
        }
    }

    /** The document does not limit the length of a prompt, so any rejection is allowed, even a closed connection. */
    private static void oversizedIsRejected(ServerTestContext context) {
        Request request = context.createRequest(context.validBody().put("prompt", "x".repeat(OVERSIZED_MIB << 20)));
        Response response;
        try {
            response = context.client().sendUnrecorded(request);
        } catch (CheckFailure noResponse) {
            return;
        }
        if (response.taskId() != null) {
            throw new CheckFailure("A body of " + OVERSIZED_MIB + " MiB was accepted", response);
        }
    }
}
