package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.INSUFFICIENT_CREDITS;
import static dev.lumamodify.contract.internal.harness.ResultCode.NOT_FOUND;
import static dev.lumamodify.contract.internal.harness.ResultCode.VALIDATION_ERROR;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;
import static dev.lumamodify.contract.internal.server.ServerRequirement.ALONE;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;
import static dev.lumamodify.contract.internal.server.ServerRequirement.NO_CREDITS_KEY;
import static dev.lumamodify.contract.internal.server.ServerRequirement.SECOND_KEY;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.Credits;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskFixtures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** Billing checks: what costs credits, and what does not. */
final class BillingChecks {
    private static final String SPENDS = "#/paths/~1api~1v1~1modify~1generate/post/x-spends-credits";

    private BillingChecks() {}

    /** Compares the credits before and after all other checks. It must start before them. */
    static Check<ServerTestContext> balanceMatches() {
        return ServerCheck.twoPhase(
                        "billing.balance-matches",
                        "After the run, the credits have decreased by the cost of the accepted create requests.",
                        SPENDS,
                        context -> {
                            BigDecimal before = Credits.balance(context);
                            long accepted = acceptedCreates(context);
                            BigDecimal cost = costOfTask(context);
                            TaskFixtures.minimal(context);
                            return () -> {
                                Response response =
                                        Credits.read(context, context.target().apiKey());
                                BigDecimal spent = before.subtract(Credits.amount(response));
                                BigDecimal expected =
                                        cost.multiply(BigDecimal.valueOf(acceptedCreates(context) - accepted));
                                if (spent.compareTo(expected) != 0) {
                                    throw new CheckFailure(
                                            "The run cost " + spent + " credits, but must cost " + expected, response);
                                }
                            };
                        })
                .requires(ALONE, CREATES)
                .recommended();
    }

    static List<Check<ServerTestContext>> all() {
        return List.of(
                ServerCheck.of(
                                "billing.accepted-charged",
                                "Each accepted create request costs the same, once, immediately.",
                                SPENDS,
                                context -> {
                                    BigDecimal cost = costOfTask(context);
                                    for (int i = 0; i < 2; i++) {
                                        assertCost(
                                                context,
                                                cost,
                                                "An accepted create request",
                                                () -> context.create(context.validBody()));
                                    }
                                })
                        .requires(ALONE, CREATES),
                ServerCheck.of(
                                "billing.rejected-free",
                                "A rejected create request costs nothing.",
                                SPENDS,
                                BillingChecks::rejectedIsFree)
                        .requires(ALONE, CREATES),
                ServerCheck.of(
                                "billing.reads-free",
                                "Reads cost nothing, whether the task exists or not.",
                                SPENDS,
                                context -> {
                                    String id = context.create(context.validBody());
                                    assertCost(context, BigDecimal.ZERO, "A read", () -> context.read(id));
                                    assertFree(context, "A read of an unknown task", context.readRequest("none"));
                                })
                        .requires(ALONE, CREATES),
                ServerCheck.of(
                                "billing.own-account-charged",
                                "A create request is charged to its own account only.",
                                SPENDS,
                                BillingChecks::ownAccountIsCharged)
                        .requires(ALONE, CREATES, SECOND_KEY),
                ServerCheck.of(
                                "billing.no-credits-rejected",
                                "Create requests of an account without credits are rejected with code 402 and create"
                                        + " no task.",
                                SPENDS,
                                context -> {
                                    for (int i = 0; i < 2; i++) {
                                        assertRejected(
                                                "A create request without credits",
                                                context.send(withoutCredits(
                                                        context, context.createRequest(context.validBody()))),
                                                INSUFFICIENT_CREDITS);
                                    }
                                })
                        .requires(CREATES, NO_CREDITS_KEY),
                ServerCheck.of(
                                "billing.no-credits-can-read",
                                "An account without credits can read.",
                                SPENDS,
                                context -> assertRejected(
                                        "A read of an unknown task without credits",
                                        context.send(withoutCredits(context, context.readRequest("none"))),
                                        VALIDATION_ERROR,
                                        NOT_FOUND))
                        .requires(NO_CREDITS_KEY),
                ServerCheck.of(
                                "billing.rejection-keeps-credits",
                                "A rejection with code 402 does not change the credits of the account.",
                                SPENDS,
                                context -> {
                                    String key = noCreditsKey(context);
                                    BigDecimal before = Credits.amount(Credits.read(context, key));
                                    context.send(withoutCredits(context, context.createRequest(context.validBody())));
                                    Response after = Credits.read(context, key);
                                    if (Credits.amount(after).compareTo(before) != 0) {
                                        throw new CheckFailure(
                                                "The credits changed from " + before + " to " + Credits.amount(after),
                                                after);
                                    }
                                })
                        .requires(CREATES, NO_CREDITS_KEY));
    }

    /** Returns how many create requests with the key of the account were accepted so far. */
    private static long acceptedCreates(ServerTestContext context) {
        String authorization = context.createRequest("").headers().get(0).value();
        return context.client().responses().stream()
                .filter(response ->
                        response.request().path().equals(context.generate().path()) && response.taskId() != null)
                .filter(response -> response.request().headers().stream()
                        .anyMatch(header -> header.value().equalsIgnoreCase(authorization)))
                .count();
    }

    private static void rejectedIsFree(ServerTestContext context) {
        ObjectNode body = context.validBody();
        assertFree(
                context,
                "A create request without a prompt",
                context.createRequest(body.deepCopy().without("prompt")));
        assertFree(
                context,
                "A create request with a blank prompt",
                context.createRequest(body.deepCopy().put("prompt", " ")));
        assertFree(
                context,
                "A create request with an invalid videoUrl",
                context.createRequest(body.deepCopy().put("videoUrl", "not a url")));
        assertFree(
                context,
                "A create request with a watermark that is a number",
                context.createRequest(body.deepCopy().put("watermark", 1)));
        assertFree(context, "A create request with invalid JSON", context.createRequest("{\"prompt\":"));
        assertFree(
                context,
                "A create request without a key",
                context.createRequest(body).header("Authorization", "Basic x"));
    }

    private static void ownAccountIsCharged(ServerTestContext context) {
        String own = context.target().apiKey();
        String second = Objects.requireNonNull(context.target().secondKey());
        for (String payer : List.of(own, second)) {
            String other = payer.equals(own) ? second : own;
            BigDecimal before = Credits.amount(Credits.read(context, payer));
            BigDecimal othersBefore = Credits.amount(Credits.read(context, other));
            context.taskId(
                    context.send(context.createRequest(context.validBody()).key(payer)));
            Response after = Credits.read(context, payer);
            if (Credits.amount(after).compareTo(before) >= 0) {
                throw new CheckFailure("The account that created a task was not charged", after);
            }
            Response othersAfter = Credits.read(context, other);
            if (Credits.amount(othersAfter).compareTo(othersBefore) != 0) {
                throw new CheckFailure("A create request was charged to another account", othersAfter);
            }
        }
    }

    private static String noCreditsKey(ServerTestContext context) {
        return Objects.requireNonNull(context.target().noCreditsKey());
    }

    private static Request withoutCredits(ServerTestContext context, Request request) {
        return request.key(noCreditsKey(context));
    }

    private static void assertFree(ServerTestContext context, String what, Request request) {
        assertCost(context, BigDecimal.ZERO, what, () -> context.send(request));
    }

    private static void assertCost(ServerTestContext context, BigDecimal expected, String what, Runnable action) {
        BigDecimal before = Credits.balance(context);
        action.run();
        Response after = Credits.read(context, context.target().apiKey());
        BigDecimal cost = before.subtract(Credits.amount(after));
        if (cost.compareTo(expected) != 0) {
            throw new CheckFailure(what + " cost " + cost + " credits, but must cost " + expected, after);
        }
    }

    /** Creates a task and returns its cost. */
    private static BigDecimal costOfTask(ServerTestContext context) {
        BigDecimal before = Credits.balance(context);
        context.create(context.validBody());
        Response after = Credits.read(context, context.target().apiKey());
        BigDecimal cost = before.subtract(Credits.amount(after));
        if (cost.signum() <= 0) {
            throw new CheckFailure("An accepted create request cost " + cost + " credits", after);
        }
        return cost;
    }
}
