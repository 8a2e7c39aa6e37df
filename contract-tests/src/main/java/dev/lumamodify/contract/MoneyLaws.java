package dev.lumamodify.contract;

import static dev.lumamodify.contract.Law.Need.BROKE_KEY;
import static dev.lumamodify.contract.Law.Need.CREATES;
import static dev.lumamodify.contract.Law.Need.SECOND_KEY;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is charged, and what is not. */
final class MoneyLaws {
    private static final String SPENDS = "#/paths/~1api~1v1~1modify~1generate/post/x-spends-credits";

    /** Not in the document, but in the facts, section 5. A server need not have it. */
    private static final String CREDIT = "/api/v1/chat/credit";

    private static final int NO_CREDITS = 402;
    private static final int NOT_FOUND = 404;
    private static final int INVALID = 422;

    private MoneyLaws() {}

    /** Started before all others, so that nothing that is charged escapes it. */
    static Law books() {
        return Law.lasting(
                        "money.books-balance",
                        "In the end, what is gone is the price of the accepted creates.",
                        SPENDS,
                        trial -> {
                            BigDecimal before = credits(trial);
                            long accepted = trial.charged();
                            BigDecimal cost = cost(trial);
                            LifeLaws.smallest(trial);
                            return () -> {
                                BigDecimal gone = before.subtract(credits(trial));
                                BigDecimal due = cost.multiply(BigDecimal.valueOf(trial.charged() - accepted));
                                if (gone.compareTo(due) != 0) {
                                    throw new Broken(
                                            "Gone are " + gone + " credits, due were " + due,
                                            balance(trial, trial.target().apiKey));
                                }
                            };
                        })
                .needing(CREATES);
    }

    static List<Law> all() {
        return List.of(
                Law.of(
                                "money.accepted-is-charged",
                                "Each accepted create costs the same, once, at once.",
                                SPENDS,
                                trial -> {
                                    BigDecimal cost = cost(trial);
                                    for (int i = 0; i < 2; i++) {
                                        costs(trial, cost, "An accepted create", () -> trial.create(trial.body()));
                                    }
                                })
                        .needing(CREATES),
                Law.of("money.refused-is-free", "A refused create costs nothing.", SPENDS, trial -> {
                            ObjectNode body = trial.body();
                            free(
                                    trial,
                                    "A request without a prompt",
                                    trial.creating(body.deepCopy().without("prompt")));
                            free(
                                    trial,
                                    "A blank prompt",
                                    trial.creating(trial.body().put("prompt", " ")));
                            free(
                                    trial,
                                    "A wrong URL",
                                    trial.creating(trial.body().put("videoUrl", "not a url")));
                            free(
                                    trial,
                                    "A wrong type",
                                    trial.creating(trial.body().put("watermark", 1)));
                            free(trial, "Broken JSON", trial.creating("{\"prompt\":"));
                            free(
                                    trial,
                                    "A create without a key",
                                    trial.creating(body).header("Authorization", "Basic x"));
                        })
                        .needing(CREATES),
                Law.of(
                                "money.reading-is-free",
                                "Looking costs nothing, whether there is such a task or not.",
                                SPENDS,
                                trial -> {
                                    String id = trial.create(trial.body());
                                    costs(trial, BigDecimal.ZERO, "A look", () -> trial.look(id));
                                    costs(
                                            trial,
                                            BigDecimal.ZERO,
                                            "A look at an unknown task",
                                            () -> trial.send(trial.looking("none")));
                                })
                        .needing(CREATES),
                Law.of(
                                "money.own-account-pays",
                                "The account that creates pays, and no other.",
                                SPENDS,
                                MoneyLaws::ownAccount)
                        .needing(CREATES, SECOND_KEY),
                Law.of(
                                "money.broke-is-refused",
                                "An account without credits is refused with 402 and gets no task.",
                                SPENDS,
                                trial -> {
                                    Call call = trial.creating(trial.body()).key(broke(trial));
                                    for (int i = 0; i < 2; i++) {
                                        trial.refused("A create without credits", trial.send(call), NO_CREDITS);
                                    }
                                })
                        .needing(CREATES, BROKE_KEY),
                Law.of(
                                "money.broke-may-read",
                                "An account without credits may look.",
                                SPENDS,
                                trial -> trial.refused(
                                        "A look at an unknown task without credits",
                                        trial.send(trial.looking("none").key(broke(trial))),
                                        INVALID,
                                        NOT_FOUND))
                        .needing(BROKE_KEY),
                Law.of(
                                "money.broke-stays-broke",
                                "A refusal for want of credits leaves the credits as they are.",
                                SPENDS,
                                trial -> {
                                    BigDecimal before = number(balance(trial, broke(trial)));
                                    trial.send(trial.creating(trial.body()).key(broke(trial)));
                                    Answer after = balance(trial, broke(trial));
                                    if (number(after).compareTo(before) != 0) {
                                        throw new Broken(
                                                "The credits went from " + before + " to " + number(after), after);
                                    }
                                })
                        .needing(CREATES, BROKE_KEY));
    }

    private static void ownAccount(Trial trial) {
        String own = trial.target().apiKey;
        String second = Objects.requireNonNull(trial.target().secondKey);
        for (String payer : List.of(own, second)) {
            String other = payer.equals(own) ? second : own;
            BigDecimal before = number(balance(trial, payer));
            BigDecimal others = number(balance(trial, other));
            trial.taskId(trial.send(trial.creating(trial.body()).key(payer)));
            Answer balance = balance(trial, payer);
            if (number(balance).compareTo(before) >= 0) {
                throw new Broken("The account that created a task has not paid", balance);
            }
            balance = balance(trial, other);
            if (number(balance).compareTo(others) != 0) {
                throw new Broken("The create of one account was paid by another", balance);
            }
        }
    }

    private static String broke(Trial trial) {
        return Objects.requireNonNull(trial.target().brokeKey);
    }

    private static void free(Trial trial, String what, Call call) {
        costs(trial, BigDecimal.ZERO, what, () -> trial.send(call));
    }

    private static void costs(Trial trial, BigDecimal due, String what, Runnable action) {
        BigDecimal before = credits(trial);
        action.run();
        Answer balance = balance(trial, trial.target().apiKey);
        BigDecimal gone = before.subtract(number(balance));
        if (gone.compareTo(due) != 0) {
            throw new Broken(what + " cost " + gone + ", not " + due, balance);
        }
    }

    /** The price of one task, or the law is broken. */
    private static BigDecimal cost(Trial trial) {
        BigDecimal before = credits(trial);
        trial.create(trial.body());
        Answer balance = balance(trial, trial.target().apiKey);
        BigDecimal cost = before.subtract(number(balance));
        if (cost.signum() <= 0) {
            throw new Broken("An accepted create cost " + cost, balance);
        }
        return cost;
    }

    private static BigDecimal credits(Trial trial) {
        return number(balance(trial, trial.target().apiKey));
    }

    /** A call for the credits of an account, still without its key. */
    static Call asking() {
        return new Call("GET", CREDIT);
    }

    /** The credits of an account. A server that does not tell them is not checked. */
    static Answer balance(Trial trial, String key) {
        Answer answer = trial.wire().send(asking().key(key));
        if (!answer.accepted()) {
            throw new NotChecked("needs GET " + CREDIT + ", which the target does not have");
        }
        if (number(answer.data()) == null) {
            throw new Broken("The credits are not told as a number", answer);
        }
        return answer;
    }

    private static BigDecimal number(Answer balance) {
        return Objects.requireNonNull(number(balance.data()));
    }

    private static @Nullable BigDecimal number(JsonNode data) {
        return data.isNumber() ? data.decimalValue() : null;
    }
}
