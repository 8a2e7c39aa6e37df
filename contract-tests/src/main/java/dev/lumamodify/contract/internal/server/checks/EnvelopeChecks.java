package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.NOT_FOUND;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import dev.lumamodify.contract.internal.spec.SchemaValidator.SchemaViolation;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Envelope checks, which apply to every response of the run. They must run last. */
final class EnvelopeChecks {
    /**
     * Stack traces of common platforms. Each alternative begins with its rarest part, because every response is
     * searched.
     */
    private static final Pattern STACK_TRACE = Pattern.compile(
            "(?m)^[ \\t]+at (?:\\S.*[(:]\\S+:\\d+|[\\w.$/]+\\()|Traceback \\(most recent call|(?<=\\w)Exception[:\\s]"
                    + "|File \\\\?\"[^\"]+\", line|goroutine \\d+ \\[|(?<=\\w)\\.(?:go|rb|php|java|js|ts|cs):\\d"
                    + "|SQLSTATE|stack backtrace:|Stack trace:");

    /** Content types of JSON in UTF-8. Parameters other than the charset are ignored. */
    static final Pattern JSON_CONTENT_TYPE =
            Pattern.compile("(?i)application/json\\s*(;(?!\\s*charset)[^;]*|;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)*");

    private static final String RESPONSES = "#/components/responses";
    private static final String CODES = "#/components/schemas/ResultCode";
    private static final String ENVELOPE = "docs/api-facts.md#envelope";

    private EnvelopeChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                forEveryResponse(
                        "envelope.valid",
                        "Every response is a valid envelope {code, msg, data}; data is null or absent if the code is"
                                + " not 200.",
                        RESPONSES,
                        EnvelopeChecks::assertValid),
                forEveryResponse(
                        "envelope.content-type",
                        "Every response has the content type application/json, and no charset other than UTF-8.",
                        RESPONSES,
                        EnvelopeChecks::assertJsonContentType),
                forEveryResponse(
                        "envelope.plain-json",
                        "Every response body begins with a JSON object, without a byte order mark.",
                        ENVELOPE,
                        EnvelopeChecks::assertBeginsWithObject),
                forEveryResponse(
                        "envelope.msg",
                        "msg is `success` if the code is 200, and otherwise another text that is not blank. Uploads may"
                                + " have another message of success.",
                        "#/components/schemas/GenerateResponse/properties/msg",
                        EnvelopeChecks::assertMsgMatchesCode),
                forEveryResponse(
                        "envelope.retry-after",
                        "Retry-After, if present, is a number of seconds that fits the rate limit.",
                        "#/components/headers/RetryAfter",
                        EnvelopeChecks::assertPlausibleRetryAfter),
                ServerCheck.of(
                        "envelope.unknown-path",
                        "A request to an unknown path is rejected with code 404, in an envelope.",
                        CODES,
                        EnvelopeChecks::unknownPathsAreRejected),
                forEveryResponse(
                        "envelope.no-internals",
                        "No response contains a stack trace.",
                        ENVELOPE,
                        EnvelopeChecks::assertNoStackTrace),
                ServerCheck.twoPhase(
                        "envelope.key-never-echoed",
                        "No response contains an API key, known or unknown, in any encoding.",
                        "docs/api-facts.md#authentication",
                        context -> {
                            unknownKeysAreNotEchoed(context);
                            return () -> context.client().responses().forEach(each -> assertNoKey(context, each));
                        }));
    }

    /** Sends keys of other lengths and characters than those of the other checks. Any rejection is allowed. */
    private static void unknownKeysAreNotEchoed(ServerTestContext context) {
        for (String key :
                List.of("q7Zk", "Unknown-Key-" + "0123456789abcdef".repeat(150), "Unknown/+=\"\\'<&>%41;key")) {
            for (String path : List.of(context.readRequest("none").path(), "/api/v1/modify/nothing")) {
                assertNoKey(context, context.client().sendUnrecorded(new Request("GET", path).key(key)));
            }
        }
    }

    static Check<ServerTestContext> forEveryResponse(
            String id, String description, String source, BiConsumer<ServerTestContext, Response> assertion) {
        return ServerCheck.twoPhase(id, description, source, context -> () -> {
            if (context.client().responses().isEmpty()) {
                context.send(context.readRequest("none"));
            }
            context.client().responses().forEach(response -> assertion.accept(context, response));
        });
    }

    private static void assertValid(ServerTestContext context, Response response) {
        Operation operation = context.document().operationAt(response.request().path());
        if (operation == null) {
            return;
        }
        if (response.json().isMissingNode()) {
            throw new CheckFailure("The response is not JSON", response);
        }
        List<SchemaViolation> violations = new SchemaValidator().validate(operation.responseSchema(), response.json());
        if (!violations.isEmpty()) {
            throw new CheckFailure("The response violates the document: " + violations.get(0), response);
        }
    }

    private static void assertJsonContentType(ServerTestContext context, Response response) {
        String type = String.valueOf(response.header("content-type"));
        if (!JSON_CONTENT_TYPE.matcher(type).matches()) {
            throw new CheckFailure("The content type is " + type, response);
        }
    }

    private static void assertBeginsWithObject(ServerTestContext context, Response response) {
        if (!response.text().stripLeading().startsWith("{")) {
            throw new CheckFailure("The body does not begin with {", response);
        }
    }

    private static void assertMsgMatchesCode(ServerTestContext context, Response response) {
        String msg = response.json().path("msg").asString("");
        boolean other = HttpStatusChecks.isCode(context, response) && !msg.equals("success");
        if ((response.accepted() != msg.equals("success") && !other) || msg.isBlank()) {
            throw new CheckFailure("`msg` is '" + msg + "'", response);
        }
    }

    private static void assertPlausibleRetryAfter(ServerTestContext context, Response response) {
        String value = response.header("retry-after");
        Target.RateLimit limit = context.target().rateLimit();
        if (value != null
                && (!value.matches("\\d{1,9}") || (limit != null && Long.parseLong(value) > maxRetryAfter(limit)))) {
            throw new CheckFailure("Retry-After is " + value, response);
        }
    }

    /** Returns far more seconds than the window has. A value in milliseconds is larger still. */
    private static long maxRetryAfter(Target.RateLimit limit) {
        return limit.window().toSeconds() * 2 + 60;
    }

    private static void unknownPathsAreRejected(ServerTestContext context) {
        for (String path : List.of("/api/v1/modify/nothing", "/api/v1/modify/record-info/nothing")) {
            Request request = new Request("GET", path).key(context.target().apiKey());
            assertRejected("A request to " + path, context.client().send(request), NOT_FOUND);
        }
    }

    static void assertNoStackTrace(ServerTestContext context, Response response) {
        String lines = response.text().replace("\\r", "").replace("\\n", "\n");
        if (STACK_TRACE.matcher(lines).find()) {
            throw new CheckFailure("The response contains a stack trace", response);
        }
    }

    static void assertNoKey(ServerTestContext context, Response response) {
        String authorization = response.request().header("Authorization");
        String sent = authorization.replaceFirst("^\\S*\\s*", "");
        String text = response.text() + response.headers();
        if (context.secrets().contains(text, context.target().apiKey())
                || context.secrets().contains(text, sent)) {
            throw new CheckFailure("The response contains the API key of a request", response);
        }
    }
}
