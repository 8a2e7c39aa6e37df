package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.NOT_FOUND;
import static dev.lumamodify.contract.internal.harness.ResultCode.UNAUTHORIZED;
import static dev.lumamodify.contract.internal.harness.ResultCode.VALIDATION_ERROR;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;
import static dev.lumamodify.contract.internal.server.ServerRequirement.SECOND_KEY;
import static dev.lumamodify.contract.internal.server.ServerRequirement.TASK_DURATION;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.server.OptionalOperations;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskFixtures;
import dev.lumamodify.contract.internal.server.TaskObservation;
import dev.lumamodify.contract.internal.spec.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Authentication checks. */
final class AuthChecks {
    private static final String SCHEME = "#/components/securitySchemes/apiKey";
    private static final String FACTS = "docs/api-facts.md#authentication";

    private AuthChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                ServerCheck.of(
                        "auth.read-needs-key",
                        "Reads without an API key are rejected with code 401, whether the task exists or not.",
                        SCHEME,
                        context -> assertReadsRejected(
                                context, withoutBearer(context.target().apiKey()))),
                ServerCheck.of(
                                "auth.create-needs-key",
                                "Create requests without an API key are rejected with code 401 and create no task.",
                                SCHEME,
                                context -> assertUnauthorized(
                                        context,
                                        context.createRequest(context.validBody()),
                                        withoutBearer(context.target().apiKey())))
                        .requires(CREATES),
                ServerCheck.of(
                        "auth.read-needs-known-key",
                        "Reads with an unknown API key are rejected with code 401.",
                        SCHEME,
                        context -> assertReadsRejected(
                                context, unknownKeys(context.target().apiKey()))),
                ServerCheck.of(
                                "auth.create-needs-known-key",
                                "Create requests with an unknown API key are rejected with code 401 and create no"
                                        + " task.",
                                SCHEME,
                                context -> assertUnauthorized(
                                        context,
                                        context.createRequest(context.validBody()),
                                        unknownKeys(context.target().apiKey())))
                        .requires(CREATES),
                ServerCheck.of(
                        "auth.operations-need-key",
                        "Optional operations, such as the read of credits, are rejected with code 401 without a known API"
                                + " key.",
                        SCHEME,
                        context -> {
                            String key = context.target().apiKey();
                            for (Operation operation : OptionalOperations.of(context)) {
                                Request request = context.exampleRequest(operation);
                                assertUnauthorized(context, request, withoutBearer(key));
                                assertUnauthorized(context, request, unknownKeys(key));
                            }
                        }),
                ServerCheck.of(
                                "auth.scheme-case-insensitive",
                                "The authentication scheme Bearer is accepted in upper and lower case.",
                                "RFC 9110, section 11.1",
                                context -> {
                                    for (String scheme : List.of("bearer ", "BEARER ")) {
                                        Request request = context.createRequest(context.validBody());
                                        String key = context.target().apiKey();
                                        context.taskId(context.send(request.header("Authorization", scheme + key)));
                                    }
                                })
                        .requires(CREATES)
                        .recommended(),
                ServerCheck.of(
                                "auth.accounts-isolated",
                                "A task cannot be read by another account, and stays readable by its own.",
                                FACTS,
                                AuthChecks::accountsAreIsolated)
                        .requires(CREATES, SECOND_KEY),
                ServerCheck.twoPhase(
                                "auth.ended-tasks-isolated",
                                "A task that has ended cannot be read by another account.",
                                FACTS,
                                context -> {
                                    TaskObservation task = TaskFixtures.minimal(context);
                                    return () -> {
                                        task.finalPoll();
                                        Stream.of(
                                                        context.target().secondKey(),
                                                        context.target().noCreditsKey())
                                                .filter(Objects::nonNull)
                                                .forEach(key -> assertUnknownTo(key, task.id(), context));
                                    };
                                })
                        .requires(CREATES, TASK_DURATION, SECOND_KEY));
    }

    private static void assertReadsRejected(ServerTestContext context, Map<String, String> authorizations) {
        assertUnauthorized(context, context.readRequest("none"), authorizations);
        String existing = context.mayCreateTasks() ? context.create(context.validBody()) : "none";
        assertUnauthorized(context, context.readRequest(existing), authorizations);
    }

    private static Map<String, String> withoutBearer(String key) {
        Map<String, String> authorizations = new LinkedHashMap<>();
        authorizations.put("an empty Authorization header", "");
        authorizations.put("the scheme Bearer without a key", "Bearer");
        authorizations.put("a key without a scheme", key);
        authorizations.put("the scheme Basic", "Basic " + key);
        authorizations.put("the scheme Token", "Token " + key);
        return authorizations;
    }

    private static Map<String, String> unknownKeys(String key) {
        Map<String, String> authorizations = new LinkedHashMap<>();
        authorizations.put("an unknown key", "Bearer not-" + key);
        authorizations.put("a key and one more character", "Bearer " + key + "x");
        authorizations.put("a key without its last character", "Bearer " + key.substring(0, key.length() - 1));
        authorizations.put("an unknown key of one character", "Bearer x");
        if (!swapCase(key).equals(key)) {
            authorizations.put("a key in the wrong case", "Bearer " + swapCase(key));
        }
        return authorizations;
    }

    private static String swapCase(String key) {
        String upper = key.toUpperCase(Locale.ROOT);
        return upper.equals(key) ? key.toLowerCase(Locale.ROOT) : upper;
    }

    /**
     * Asserts that a request is rejected without a key, with the key in the wrong place, and with other authorizations.
     */
    private static void assertUnauthorized(
            ServerTestContext context, Request request, Map<String, String> authorizations) {
        Request bare = request.headers(List.of());
        Request withoutKey =
                request.body() == null ? bare : bare.header("Content-Type", request.header("Content-Type"));
        assertRejected("A request without Authorization", context.send(withoutKey), UNAUTHORIZED);
        misplacedKeys(withoutKey, context.target().apiKey())
                .forEach((place, misplaced) ->
                        assertRejected("A request with the key in " + place, context.send(misplaced), UNAUTHORIZED));
        authorizations.forEach((what, value) -> assertRejected(
                "A request with " + what, context.send(withoutKey.header("Authorization", value)), UNAUTHORIZED));
    }

    /** Returns the request with the key in other places. A key in a URL, for example, would be logged and shared. */
    private static Map<String, Request> misplacedKeys(Request request, String key) {
        String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
        String query = Stream.of("key", "apiKey", "api_key", "apikey", "token", "access_token")
                .map(name -> name + "=" + encoded)
                .collect(Collectors.joining("&", request.path().contains("?") ? "&" : "?", ""));
        String cookie = "token=" + encoded + "; apiKey=" + encoded + "; session=" + encoded;
        Map<String, Request> misplaced = new LinkedHashMap<>();
        misplaced.put("X-Api-Key", request.header("X-Api-Key", key));
        misplaced.put("a cookie", request.header("Cookie", cookie));
        misplaced.put("the query", request.path(request.path() + query));
        return misplaced;
    }

    private static void accountsAreIsolated(ServerTestContext context) {
        String secondKey = Objects.requireNonNull(context.target().secondKey());
        String id = context.create(context.validBody());
        context.read(id);
        assertUnknownTo(secondKey, id, context);
        context.read(id);
        Request other = context.createRequest(context.validBody()).key(secondKey);
        assertUnknownTo(context.target().apiKey(), context.taskId(context.send(other)), context);
    }

    private static void assertUnknownTo(String key, String id, ServerTestContext context) {
        assertRejected(
                "A read of another account's task",
                context.send(context.readRequest(id).key(key)),
                VALIDATION_ERROR,
                NOT_FOUND);
    }
}
