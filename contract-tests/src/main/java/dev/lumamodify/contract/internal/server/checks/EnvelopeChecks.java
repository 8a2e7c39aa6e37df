package dev.lumamodify.contract.internal.server.checks;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What holds for every answer of the run, whatever the question was. Judged last, over all of them. */
public final class EnvelopeChecks {
    /** What the errors of common platforms look like. Each choice begins with what is rare, for this is asked often. */
    private static final Pattern TRACE = Pattern.compile(
            "(?m)^[ \\t]+at (?:\\S.*[(:]\\S+:\\d+|[\\w.$/]+\\()|Traceback \\(most recent call|(?<=\\w)Exception[:\\s]"
                    + "|File \\\\?\"[^\"]+\", line|goroutine \\d+ \\[|(?<=\\w)\\.(?:go|rb|php|java|js|ts|cs):\\d"
                    + "|SQLSTATE|stack backtrace:|Stack trace:");

    /** What a body of JSON is sent as; other parameters are left alone. */
    static final Pattern JSON =
            Pattern.compile("(?i)application/json\\s*(;(?!\\s*charset)[^;]*|;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)*");

    private EnvelopeChecks() {}

    public static List<Check> all() {
        return List.of(
                every(
                        "envelope.valid",
                        "Every answer is valid against the document: {code, msg, data}, with data null or absent on an error.",
                        "#/components/responses",
                        EnvelopeChecks::valid),
                every(
                        "envelope.content-type",
                        "Every answer is application/json, in UTF-8 if it says in what.",
                        "#/components/responses",
                        (trial, answer) -> {
                            String type = String.valueOf(answer.header("content-type"));
                            if (!JSON.matcher(type).matches()) {
                                throw new CheckFailure("The content type is " + type, answer);
                            }
                        }),
                every(
                        "envelope.plain-json",
                        "Every answer is JSON in UTF-8 and nothing else: no byte order mark, no white space for a body.",
                        "facts, section 1",
                        (trial, answer) -> {
                            if (answer.body().length == 0 || answer.body()[0] != '{') {
                                throw new CheckFailure("The body does not begin with {", answer);
                            }
                        }),
                every(
                        "envelope.msg",
                        "msg is `success` with code 200, and otherwise says what went wrong.",
                        "#/components/schemas/GenerateResponse/properties/msg",
                        (trial, answer) -> {
                            String msg = answer.json().path("msg").asString("");
                            if (answer.accepted() != msg.equals("success") || msg.isBlank()) {
                                throw new CheckFailure("The msg is '" + msg + "'", answer);
                            }
                        }),
                every(
                        "envelope.retry-after",
                        "Retry-After, where it is sent, is a number of seconds, and not much more than the time of the limit.",
                        "#/components/headers/RetryAfter",
                        (trial, answer) -> {
                            String wait = answer.header("retry-after");
                            Target.Rate rate = trial.target().rateLimit;
                            if (wait != null
                                    && (!wait.matches("\\d{1,9}")
                                            || (rate != null && Long.parseLong(wait) > longest(rate)))) {
                                throw new CheckFailure("Retry-After is " + wait, answer);
                            }
                        }),
                Check.of(
                        "envelope.unknown-path",
                        "A path that is not the API's is answered with code 404, in an envelope.",
                        "#/components/schemas/ResultCode",
                        trial -> {
                            for (String path :
                                    List.of("/api/v1/modify/nothing", "/api/v1/modify/record-info/nothing")) {
                                Request call = new Request("GET", path).key(trial.target().apiKey);
                                trial.refused("The path " + path, trial.wire().send(call), 404);
                            }
                        }),
                Check.of(
                                "envelope.own-method-only",
                                "An operation is called with its own method, and does nothing for another.",
                                "#/paths",
                                EnvelopeChecks::otherMethods)
                        .needing(Check.Need.CREATES),
                Check.of(
                                "envelope.wrong-method",
                                "A method that is not the operation's is answered with code 404, in an envelope.",
                                "#/components/schemas/ResultCode",
                                trial -> {
                                    for (Operation operation : trial.document().operations()) {
                                        for (String method : List.of("PUT", "DELETE", "PATCH")) {
                                            Request call =
                                                    new Request(method, operation.path()).key(trial.target().apiKey);
                                            trial.refused(
                                                    method + " " + operation.path(),
                                                    trial.wire().attempt(call),
                                                    404);
                                        }
                                    }
                                })
                        .ofTheHouse(),
                every(
                        "envelope.no-internals",
                        "No answer tells of the server's insides.",
                        "facts, section 1",
                        (trial, answer) -> {
                            if (TRACE.matcher(told(answer)).find()) {
                                throw new CheckFailure("The answer holds a stack trace", answer);
                            }
                        }),
                every(
                        "envelope.key-never-echoed",
                        "No answer repeats the key.",
                        "facts, section 1: keys are secret",
                        (trial, answer) -> {
                            if (trial.tells(answer.text() + answer.headers(), trial.target().apiKey)) {
                                throw new CheckFailure("The answer repeats the API key", answer);
                            }
                        }),
                Check.lasting(
                        "envelope.one-error-style",
                        "The HTTP status of an error is always 200, or always the code.",
                        "facts, section 1",
                        trial -> () -> style(trial)));
    }

    private static void otherMethods(ServerTestContext trial) {
        String id = trial.create(trial.body());
        trial.look(id);
        for (Request lawful : List.of(trial.creating(trial.body()), trial.looking(id))) {
            for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                if (!method.equals(lawful.method())) {
                    Request call = new Request(method, lawful.path(), lawful.headers(), lawful.body(), false);
                    unanswered(trial, call);
                }
            }
        }
        trial.look(id);
    }

    /** Sends what nobody promised to answer well: any refusal will do, even a connection that is closed. */
    private static void unanswered(ServerTestContext trial, Request call) {
        Response answer;
        try {
            answer = trial.wire().attempt(call);
        } catch (CheckFailure closed) {
            return;
        }
        if (answer.accepted() || answer.data().has("taskId")) {
            throw new CheckFailure(call.method() + " " + call.path() + " was accepted", answer);
        }
    }

    private interface ResponseAssertion {
        void on(ServerTestContext trial, Response answer);
    }

    private static Check every(String id, String says, String source, ResponseAssertion check) {
        return Check.lasting(id, says, source, trial -> () -> each(trial, answer -> check.on(trial, answer)));
    }

    private static void each(ServerTestContext trial, Consumer<Response> check) {
        if (trial.wire().journal().isEmpty()) {
            trial.send(trial.looking("none"));
        }
        trial.wire().journal().forEach(check);
    }

    /** Far more than the whole time of a limit, in seconds; milliseconds are more still. */
    private static long longest(Target.Rate rate) {
        return rate.window().toSeconds() * 2 + 60;
    }

    /** The text of an answer, with line breaks where its strings have them. */
    private static String told(Response answer) {
        return answer.text().replace("\\r", "").replace("\\n", "\n");
    }

    private static void valid(ServerTestContext trial, Response answer) {
        Operation operation = trial.document().called(answer.call());
        if (operation == null) {
            return;
        }
        if (answer.json().isMissingNode()) {
            throw new CheckFailure("The answer is no JSON", answer);
        }
        List<SchemaValidator.SchemaViolation> breaches =
                new SchemaValidator().breaches(operation.answer(), answer.json());
        if (!breaches.isEmpty()) {
            throw new CheckFailure("The answer breaks the document: " + breaches.get(0), answer);
        }
    }

    private static void style(ServerTestContext trial) {
        Predicate<Response> mirrors = answer -> answer.status() == answer.code();
        Predicate<Response> envelops = answer -> answer.status() == Response.OK;
        List<Response> errors = trial.wire().journal().stream()
                .filter(answer -> answer.code() > 0 && !answer.accepted())
                .toList();
        Target.Style style = trial.target().errorStatus;
        if (style == null && !errors.isEmpty()) {
            style = mirrors.test(errors.get(0)) ? Target.Style.MIRROR : Target.Style.ENVELOPE;
        }
        Predicate<Response> fits = style == Target.Style.MIRROR ? mirrors : envelops;
        for (Response answer : trial.wire().journal()) {
            if (answer.code() > 0 && !fits.test(answer)) {
                throw new CheckFailure(
                        "HTTP " + answer.status() + " does not go with code " + answer.code()
                                + " where the others are in style " + style,
                        answer);
            }
        }
    }
}
