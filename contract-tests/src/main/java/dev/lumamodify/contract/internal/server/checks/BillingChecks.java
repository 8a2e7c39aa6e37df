package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.Check.Need.CREATES;
import static dev.lumamodify.contract.internal.server.Check.Need.NO_CREDITS_KEY;
import static dev.lumamodify.contract.internal.server.Check.Need.SECOND_KEY;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is charged, and what is not. */
public final class BillingChecks {
    private static final String SPENDS = "#/paths/~1api~1v1~1modify~1generate/post/x-spends-credits";

    /** Not in the document, but in the facts, section 5. A server need not have it. */
    private static final String CREDIT = "/api/v1/chat/credit";

    private static final int NO_CREDITS = 402;
    private static final int NOT_FOUND = 404;
    private static final int INVALID = 422;

    private BillingChecks() {}

    /** Started before all others, so that nothing that is charged escapes it. */
    public static Check books() {
        return Check.lasting(
                        "billing.balance-matches",
                        "In the end, what is gone is the price of the accepted creates.",
                        SPENDS,
                        trial -> {
                            BigDecimal before = credits(trial);
                            long accepted = trial.charged();
                            BigDecimal cost = cost(trial);
                            LifecycleChecks.smallest(trial);
                            return () -> {
                                BigDecimal gone = before.subtract(credits(trial));
                                BigDecimal due = cost.multiply(BigDecimal.valueOf(trial.charged() - accepted));
                                if (gone.compareTo(due) != 0) {
                                    throw new CheckFailure(
                                            "Gone are " + gone + " credits, due were " + due,
                                            balance(trial, trial.target().apiKey));
                                }
                            };
                        })
                .needing(CREATES);
    }

    public static List<Check> all() {
        return List.of(
                Check.of(
                                "billing.accepted-charged",
                                "Each accepted create costs the same, once, at once.",
                                SPENDS,
                                trial -> {
                                    BigDecimal cost = cost(trial);
                                    for (int i = 0; i < 2; i++) {
                                        costs(trial, cost, "An accepted create", () -> trial.create(trial.body()));
                                    }
                                })
                        .needing(CREATES),
                Check.of("billing.rejected-free", "A refused create costs nothing.", SPENDS, trial -> {
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
                Check.of(
                                "billing.reads-free",
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
                Check.of(
                                "billing.own-account-charged",
                                "The account that creates pays, and no other.",
                                SPENDS,
                                BillingChecks::ownAccount)
                        .needing(CREATES, SECOND_KEY),
                Check.of(
                                "billing.no-credits-rejected",
                                "An account without credits is refused with 402 and gets no task.",
                                SPENDS,
                                trial -> {
                                    Request call = trial.creating(trial.body()).key(broke(trial));
                                    for (int i = 0; i < 2; i++) {
                                        trial.refused("A create without credits", trial.send(call), NO_CREDITS);
                                    }
                                })
                        .needing(CREATES, NO_CREDITS_KEY),
                Check.of(
                                "billing.no-credits-can-read",
                                "An account without credits may look.",
                                SPENDS,
                                trial -> trial.refused(
                                        "A look at an unknown task without credits",
                                        trial.send(trial.looking("none").key(broke(trial))),
                                        INVALID,
                                        NOT_FOUND))
                        .needing(NO_CREDITS_KEY),
                Check.of(
                                "billing.rejection-keeps-credits",
                                "A refusal for want of credits leaves the credits as they are.",
                                SPENDS,
                                trial -> {
                                    BigDecimal before = number(balance(trial, broke(trial)));
                                    trial.send(trial.creating(trial.body()).key(broke(trial)));
                                    Response after = balance(trial, broke(trial));
                                    if (number(after).compareTo(before) != 0) {
                                        throw new CheckFailure(
                                                "The credits went from " + before + " to " + number(after), after);
                                    }
                                })
                        .needing(CREATES, NO_CREDITS_KEY));
    }

    private static void ownAccount(ServerTestContext trial) {
        String own = trial.target().apiKey;
        String second = Objects.requireNonNull(trial.target().secondKey);
        for (String payer : List.of(own, second)) {
            String other = payer.equals(own) ? second : own;
            BigDecimal before = number(balance(trial, payer));
            BigDecimal others = number(balance(trial, other));
            trial.taskId(trial.send(trial.creating(trial.body()).key(payer)));
            Response balance = balance(trial, payer);
            if (number(balance).compareTo(before) >= 0) {
                throw new CheckFailure("The account that created a task has not paid", balance);
            }
            balance = balance(trial, other);
            if (number(balance).compareTo(others) != 0) {
                throw new CheckFailure("The create of one account was paid by another", balance);
            }
        }
    }

    private static String broke(ServerTestContext trial) {
        return Objects.requireNonNull(trial.target().noCreditsKey);
    }

    private static void free(ServerTestContext trial, String what, Request call) {
        costs(trial, BigDecimal.ZERO, what, () -> trial.send(call));
    }

    private static void costs(ServerTestContext trial, BigDecimal due, String what, Runnable action) {
        BigDecimal before = credits(trial);
        action.run();
        Response balance = balance(trial, trial.target().apiKey);
        BigDecimal gone = before.subtract(number(balance));
        if (gone.compareTo(due) != 0) {
            throw new CheckFailure(what + " cost " + gone + ", not " + due, balance);
        }
    }

    /** The price of one task, or the law is broken. */
    private static BigDecimal cost(ServerTestContext trial) {
        BigDecimal before = credits(trial);
        trial.create(trial.body());
        Response balance = balance(trial, trial.target().apiKey);
        BigDecimal cost = before.subtract(number(balance));
        if (cost.signum() <= 0) {
            throw new CheckFailure("An accepted create cost " + cost, balance);
        }
        return cost;
    }

    private static BigDecimal credits(ServerTestContext trial) {
        return number(balance(trial, trial.target().apiKey));
    }

    /** A call for the credits of an account, still without its key. */
    public static Request asking() {
        return new Request("GET", CREDIT);
    }

    /** The credits of an account. A server that does not tell them is not checked. */
    static Response balance(ServerTestContext trial, String key) {
        Response answer = trial.wire().send(asking().key(key));
        if (!answer.accepted()) {
            throw new CheckSkipped("needs GET " + CREDIT + ", which the target does not have");
        }
        if (number(answer.data()) == null) {
            throw new CheckFailure("The credits are not told as a number", answer);
        }
        return answer;
    }

    private static BigDecimal number(Response balance) {
        return Objects.requireNonNull(number(balance.data()));
    }

    private static @Nullable BigDecimal number(JsonNode data) {
        return data.isNumber() ? data.decimalValue() : null;
    }
}
