package dev.lumamodify.contract;

import static dev.lumamodify.contract.Law.Need.CREATES;
import static dev.lumamodify.contract.Law.Need.SECOND_KEY;
import static dev.lumamodify.contract.Law.Need.TASK_TIME;

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
final class AuthLaws {
    private static final String SOURCE = "#/components/securitySchemes/apiKey";
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int INVALID = 422;

    private AuthLaws() {}

    static List<Law> all() {
        return List.of(
                Law.of(
                        "auth.read-needs-key",
                        "A look without a bearer key is refused with 401, whether there is such a task or not.",
                        SOURCE,
                        trial -> {
                            refused(trial, trial.looking("none"), withoutBearer(trial.target().apiKey));
                            refused(trial, trial.looking(known(trial)), withoutBearer(trial.target().apiKey));
                        }),
                Law.of(
                                "auth.create-needs-key",
                                "A create without a bearer key is refused with 401 and makes no task.",
                                SOURCE,
                                trial -> refused(
                                        trial, trial.creating(trial.body()), withoutBearer(trial.target().apiKey)))
                        .needing(CREATES),
                Law.of(
                        "auth.read-needs-known-key",
                        "A look with a key that was never given out is refused with 401.",
                        SOURCE,
                        trial -> {
                            refused(trial, trial.looking("none"), unknown(trial.target().apiKey));
                            refused(trial, trial.looking(known(trial)), unknown(trial.target().apiKey));
                        }),
                Law.of(
                                "auth.create-needs-known-key",
                                "A create with a key that was never given out is refused with 401 and makes no task.",
                                SOURCE,
                                trial -> refused(trial, trial.creating(trial.body()), unknown(trial.target().apiKey)))
                        .needing(CREATES),
                Law.of(
                        "auth.credits-need-key",
                        "Credits are told to nobody without a key, where they are told at all.",
                        "facts, sections 1 and 5",
                        trial -> {
                            MoneyLaws.balance(trial, trial.target().apiKey);
                            refused(trial, MoneyLaws.asking(), withoutBearer(trial.target().apiKey));
                            refused(trial, MoneyLaws.asking(), unknown(trial.target().apiKey));
                        }),
                Law.of(
                                "auth.scheme-in-any-case",
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
                Law.of(
                                "auth.accounts-are-apart",
                                "A task of one account is unknown to another, and stays readable for its own.",
                                "facts, section 1",
                                AuthLaws::accountsApart)
                        .needing(CREATES, SECOND_KEY),
                Law.lasting(
                                "auth.ended-tasks-are-apart",
                                "A task that has ended is unknown to other accounts still.",
                                "facts, section 1",
                                trial -> {
                                    Track track = LifeLaws.smallest(trial);
                                    return () -> {
                                        track.end();
                                        Stream.of(trial.target().secondKey, trial.target().brokeKey)
                                                .filter(Objects::nonNull)
                                                .forEach(other -> strange(trial, track.id(), other));
                                    };
                                })
                        .needing(CREATES, TASK_TIME, SECOND_KEY));
    }

    private static String known(Trial trial) {
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

    private static void refused(Trial trial, Call call, Map<String, String> wrong) {
        Call bare = new Call(call.method(), call.path(), List.of(), call.body(), false);
        Call typed = call.body() == null ? bare : bare.header("Content-Type", "application/json");
        trial.refused("A call without Authorization", trial.send(typed), UNAUTHORIZED);
        elsewhere(typed, trial.target().apiKey)
                .forEach((where, misplaced) ->
                        trial.refused("A call with the key in " + where, trial.send(misplaced), UNAUTHORIZED));
        wrong.forEach((what, value) ->
                trial.refused("A call with " + what, trial.send(typed.header("Authorization", value)), UNAUTHORIZED));
    }

    /** The key where it does not belong: a URL is logged and shared. */
    private static Map<String, Call> elsewhere(Call call, String key) {
        String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
        String query = Stream.of("key", "apiKey", "api_key", "apikey", "token", "access_token")
                .map(name -> name + "=" + encoded)
                .collect(Collectors.joining("&", call.path().contains("?") ? "&" : "?", ""));
        String cookie = "token=" + encoded + "; apiKey=" + encoded + "; session=" + encoded;
        Map<String, Call> elsewhere = new LinkedHashMap<>();
        elsewhere.put("X-Api-Key", call.header("X-Api-Key", key));
        elsewhere.put("a cookie", call.header("Cookie", cookie));
        elsewhere.put("the query", new Call(call.method(), call.path() + query, call.headers(), call.body(), false));
        return elsewhere;
    }

    private static String swapped(String key) {
        String upper = key.toUpperCase(Locale.ROOT);
        return upper.equals(key) ? key.toLowerCase(Locale.ROOT) : upper;
    }

    private static void accountsApart(Trial trial) {
        String second = Objects.requireNonNull(trial.target().secondKey);
        String id = trial.create(trial.body());
        trial.look(id);
        strange(trial, id, second);
        trial.look(id);
        String theirs = trial.taskId(trial.send(trial.creating(trial.body()).key(second)));
        trial.refused("A look at another account's task", trial.send(trial.looking(theirs)), INVALID, NOT_FOUND);
    }

    private static void strange(Trial trial, String id, String key) {
        Answer answer = trial.send(trial.looking(id).key(key));
        trial.refused("Another account's look", answer, INVALID, NOT_FOUND);
    }
}
