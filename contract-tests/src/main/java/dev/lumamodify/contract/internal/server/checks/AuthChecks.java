package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.Check.Need.CREATES;
import static dev.lumamodify.contract.internal.server.Check.Need.SECOND_KEY;
import static dev.lumamodify.contract.internal.server.Check.Need.TASK_DURATION;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskObservation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may ask. */
public final class AuthChecks {
    private static final String SOURCE = "#/components/securitySchemes/apiKey";
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int INVALID = 422;

    private AuthChecks() {}

    public static List<Check> all() {
        return List.of(
                Check.of(
                        "auth.read-needs-key",
                        "A look without a bearer key is refused with 401, whether there is such a task or not.",
                        SOURCE,
                        trial -> {
                            refused(trial, trial.looking("none"), withoutBearer(trial.target().apiKey));
                            refused(trial, trial.looking(known(trial)), withoutBearer(trial.target().apiKey));
                        }),
                Check.of(
                                "auth.create-needs-key",
                                "A create without a bearer key is refused with 401 and makes no task.",
                                SOURCE,
                                trial -> refused(
                                        trial, trial.creating(trial.body()), withoutBearer(trial.target().apiKey)))
                        .needing(CREATES),
                Check.of(
                        "auth.read-needs-known-key",
                        "A look with a key that was never given out is refused with 401.",
                        SOURCE,
                        trial -> {
                            refused(trial, trial.looking("none"), unknown(trial.target().apiKey));
                            refused(trial, trial.looking(known(trial)), unknown(trial.target().apiKey));
                        }),
                Check.of(
                                "auth.create-needs-known-key",
                                "A create with a key that was never given out is refused with 401 and makes no task.",
                                SOURCE,
                                trial -> refused(trial, trial.creating(trial.body()), unknown(trial.target().apiKey)))
                        .needing(CREATES),
                Check.of(
                        "auth.credits-need-key",
                        "Credits are told to nobody without a key, where they are told at all.",
                        "facts, sections 1 and 5",
                        trial -> {
                            BillingChecks.balance(trial, trial.target().apiKey);
                            refused(trial, BillingChecks.asking(), withoutBearer(trial.target().apiKey));
                            refused(trial, BillingChecks.asking(), unknown(trial.target().apiKey));
                        }),
                Check.of(
                                "auth.scheme-case-insensitive",
                                "The scheme is Bearer in any case.",
                                "RFC 9110, section 11.1",
                                trial -> {
                                    for (String scheme : List.of("bearer ", "BEARER ")) {
                                        trial.taskId(trial.send(trial.creating(trial.body())
                                                .header("Authorization", scheme + trial.target().apiKey)));
                                    }
                                })
                        .needing(CREATES)
                        .ofTheHouse(),
                Check.of(
                                "auth.accounts-isolated",
                                "A task of one account is unknown to another, and stays readable for its own.",
                                "facts, section 1",
                                AuthChecks::accountsApart)
                        .needing(CREATES, SECOND_KEY),
                Check.lasting(
                                "auth.ended-tasks-isolated",
                                "A task that has ended is unknown to other accounts still.",
                                "facts, section 1",
                                trial -> {
                                    TaskObservation track = LifecycleChecks.smallest(trial);
                                    return () -> {
                                        track.end();
                                        Stream.of(trial.target().secondKey, trial.target().noCreditsKey)
                                                .filter(Objects::nonNull)
                                                .forEach(other -> strange(trial, track.id(), other));
                                    };
                                })
                        .needing(CREATES, TASK_DURATION, SECOND_KEY));
    }

    private static String known(ServerTestContext trial) {
        return trial.target().mayCreate() ? trial.create(trial.body()) : "none";
    }

    private static Map<String, String> withoutBearer(String key) {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("an empty Authorization", "");
        wrong.put("the scheme alone", "Bearer");
        wrong.put("the key without a scheme", key);
        wrong.put("the scheme Basic", "Basic " + key);
        wrong.put("the scheme Token", "Token " + key);
        return wrong;
    }

    private static Map<String, String> unknown(String key) {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("an unknown key", "Bearer not-" + key);
        wrong.put("a key with something behind it", "Bearer " + key + "x");
        wrong.put("a key cut short", "Bearer " + key.substring(0, key.length() - 1));
        wrong.put("an unknown short key", "Bearer x");
        if (!swapped(key).equals(key)) {
            wrong.put("a key in the wrong case", "Bearer " + swapped(key));
        }
        return wrong;
    }

    private static void refused(ServerTestContext trial, Request call, Map<String, String> wrong) {
        Request bare = new Request(call.method(), call.path(), List.of(), call.body(), false);
        Request typed = call.body() == null ? bare : bare.header("Content-Type", "application/json");
        trial.refused("A call without Authorization", trial.send(typed), UNAUTHORIZED);
        elsewhere(typed, trial.target().apiKey)
                .forEach((where, misplaced) ->
                        trial.refused("A call with the key in " + where, trial.send(misplaced), UNAUTHORIZED));
        wrong.forEach((what, value) ->
                trial.refused("A call with " + what, trial.send(typed.header("Authorization", value)), UNAUTHORIZED));
    }

    /** The key where it does not belong: a URL is logged and shared. */
    private static Map<String, Request> elsewhere(Request call, String key) {
        String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
        String query = Stream.of("key", "apiKey", "api_key", "apikey", "token", "access_token")
                .map(name -> name + "=" + encoded)
                .collect(Collectors.joining("&", call.path().contains("?") ? "&" : "?", ""));
        String cookie = "token=" + encoded + "; apiKey=" + encoded + "; session=" + encoded;
        Map<String, Request> elsewhere = new LinkedHashMap<>();
        elsewhere.put("X-Api-Key", call.header("X-Api-Key", key));
        elsewhere.put("a cookie", call.header("Cookie", cookie));
        elsewhere.put("the query", new Request(call.method(), call.path() + query, call.headers(), call.body(), false));
        return elsewhere;
    }

    private static String swapped(String key) {
        String upper = key.toUpperCase(Locale.ROOT);
        return upper.equals(key) ? key.toLowerCase(Locale.ROOT) : upper;
    }

    private static void accountsApart(ServerTestContext trial) {
        String second = Objects.requireNonNull(trial.target().secondKey);
        String id = trial.create(trial.body());
        trial.look(id);
        strange(trial, id, second);
        trial.look(id);
        String theirs = trial.taskId(trial.send(trial.creating(trial.body()).key(second)));
        trial.refused("A look at another account's task", trial.send(trial.looking(theirs)), INVALID, NOT_FOUND);
    }

    private static void strange(ServerTestContext trial, String id, String key) {
        Response answer = trial.send(trial.looking(id).key(key));
        trial.refused("Another account's look", answer, INVALID, NOT_FOUND);
    }
}
