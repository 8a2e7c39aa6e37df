package dev.lumamodify.contract.internal.server.checks;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerRequirement;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.spec.Operation;
import java.util.List;

/** Checks of the HTTP status of every response of the run. They must run last. */
final class HttpStatusChecks {
    private HttpStatusChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                EnvelopeChecks.forEveryResponse(
                        "envelope.http-status",
                        "The HTTP status is 200 or the code.",
                        "docs/api-facts.md#envelope",
                        (context, response) -> {
                            if (response.code() > 0 && response.status() != Response.OK) {
                                assertStatusIsCode(response);
                            }
                        }),
                ServerCheck.twoPhase(
                                "envelope.one-error-style",
                                "The HTTP status of an error is always 200, or always the code.",
                                "docs/api-facts.md#envelope",
                                context -> () -> assertConsistentErrorStatus(context))
                        .recommended(),
                EnvelopeChecks.forEveryResponse(
                                "envelope.status-is-code",
                                "The HTTP status is the code if the document lists the responses of the operation by"
                                        + " status.",
                                "docs/api-facts.md#uploads",
                                (context, response) -> {
                                    if (isCode(context, response)) {
                                        assertStatusIsCode(response);
                                    }
                                })
                        .requires(ServerRequirement.UPLOAD_URL));
    }

    /** Returns whether the HTTP status of a response must be its code. */
    static boolean isCode(ServerTestContext context, Response response) {
        Operation operation = context.document().operationAt(response.request().path());
        return operation != null && operation.statusIsCode();
    }

    private static void assertStatusIsCode(Response response) {
        if (response.status() != response.code()) {
            throw new CheckFailure(
                    "The HTTP status is " + response.status() + ", but the code is " + response.code(), response);
        }
    }

    private static void assertConsistentErrorStatus(ServerTestContext context) {
        List<Response> responses = context.client().responses().stream()
                .filter(response -> !isCode(context, response))
                .toList();
        Target.ErrorStatus style = context.target().errorStatus();
        if (style == null) {
            style = responses.stream()
                    .filter(response -> response.code() > 0 && !response.accepted())
                    .findFirst()
                    .map(error ->
                            error.status() == error.code() ? Target.ErrorStatus.MIRROR : Target.ErrorStatus.ENVELOPE)
                    .orElse(Target.ErrorStatus.ENVELOPE);
        }
        for (Response response : responses) {
            int expected = style == Target.ErrorStatus.MIRROR ? response.code() : Response.OK;
            if (response.code() > 0 && response.status() != expected) {
                throw new CheckFailure(
                        "The HTTP status of code " + response.code() + " is " + response.status() + ", but must be "
                                + expected + " as for the other errors",
                        response);
            }
        }
    }
}
