package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.METHOD_NOT_ALLOWED;
import static dev.lumamodify.contract.internal.harness.ResultCode.NOT_FOUND;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.CallbackEndpoint;
import dev.lumamodify.contract.internal.server.CallbackResponder;
import dev.lumamodify.contract.internal.server.Credits;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerRequirement;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.spec.Operation;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Checks of requests with other HTTP methods than the documented ones. */
final class MethodChecks {
    private static final List<String> UNDOCUMENTED = List.of("PUT", "PATCH", "DELETE");
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "MODIFY");
    private static final int NOT_IMPLEMENTED = 501;

    private MethodChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                ServerCheck.twoPhase(
                                "envelope.own-method-only",
                                "A request with another method than the documented one is not accepted, and costs nothing.",
                                "#/paths",
                                MethodChecks::otherMethodsDoNothing)
                        .requires(ServerRequirement.ALONE, ServerRequirement.CREATES),
                ServerCheck.of(
                                "envelope.any-method",
                                "A request with any method gets a response that is no server error, except 501, and that"
                                        + " contains neither a stack trace nor the API key.",
                                "RFC 9110, section 9.1",
                                MethodChecks::anyMethodIsHandled)
                        .requires(ServerRequirement.CREATES),
                ServerCheck.of(
                                "envelope.wrong-method",
                                "A request with another method than the documented one is rejected with code 404 or 405,"
                                        + " in an envelope.",
                                "#/components/schemas/ResultCode",
                                MethodChecks::otherMethodsAreRejected)
                        .requires(ServerRequirement.CREATES)
                        .recommended());
    }

    private static Runnable otherMethodsDoNothing(ServerTestContext context) {
        CallbackEndpoint endpoint = context.receiver().newEndpoint(CallbackResponder.status(Response.OK));
        String id = context.create(context.validBody());
        context.read(id);
        ObjectNode body = context.validBody().put("callBackUrl", endpoint.url());
        for (Request valid : List.of(context.createRequest(body), context.readRequest(id))) {
            METHODS.stream()
                    .filter(method -> !method.equals(valid.method()))
                    .forEach(method -> Credits.assertFree(
                            context,
                            method + " " + valid.path(),
                            () -> assertNotAccepted(context, withMethod(valid, method))));
        }
        context.read(id);
        return () -> {
            if (!endpoint.attempts().isEmpty()) {
                throw new CheckFailure(
                        "A create request with another method than POST was called back: "
                                + endpoint.attempts().get(0),
                        context.createRequest(body));
            }
        };
    }

    /** Asserts that a request is not accepted. Any rejection is allowed, even a closed connection. */
    private static void assertNotAccepted(ServerTestContext context, Request request) {
        Response response;
        try {
            response = context.client().sendUnrecorded(request);
        } catch (CheckFailure noResponse) {
            return;
        }
        // The response to OPTIONS describes the resource.
        boolean accepted = response.accepted() && !request.method().equals("OPTIONS");
        if (accepted || response.data().has("taskId")) {
            throw new CheckFailure(request.method() + " " + request.path() + " was accepted", response);
        }
    }

    private static void anyMethodIsHandled(ServerTestContext context) {
        for (Operation operation : context.document().operations()) {
            if (!context.target().has(operation)) {
                continue;
            }
            Request valid =
                    operation.parameters().isEmpty() ? context.exampleRequest(operation) : context.readRequest("none");
            for (String method : METHODS) {
                if (!method.equals(operation.method())) {
                    assertHandled(context, send(context, withMethod(valid, method)));
                }
            }
        }
    }

    /**
     * Sends a request. A server that rejects it before it has read the body may close the connection, so that the response
     * is lost: then sends it again without a body.
     */
    private static Response send(ServerTestContext context, Request request) {
        try {
            return context.client().sendUnrecorded(request);
        } catch (CheckFailure noResponse) {
            Request bare = new Request(request.method(), request.path(), request.headers(), null, false);
            return context.client().sendUnrecorded(bare);
        }
    }

    private static void assertHandled(ServerTestContext context, Response response) {
        for (int status : List.of(response.status(), response.code())) {
            if (status / 100 == 5 && status != NOT_IMPLEMENTED) {
                Request request = response.request();
                throw new CheckFailure(
                        request.method() + " " + request.path() + " made the server fail with " + status, response);
            }
        }
        EnvelopeChecks.assertNoStackTrace(context, response);
        EnvelopeChecks.assertNoKey(context, response);
    }

    /** A TRACE request must not have a body, and a GET request with one is unusual enough to be rejected as such. */
    private static Request withMethod(Request request, String method) {
        return method.equals("TRACE") || method.equals("GET")
                ? new Request(method, request.path(), request.headers(), null, false)
                : request.method(method);
    }

    private static void otherMethodsAreRejected(ServerTestContext context) {
        for (Operation operation : context.document().operations()) {
            for (String method : context.target().has(operation) ? UNDOCUMENTED : List.<String>of()) {
                Request request = new Request(method, operation.path())
                        .key(context.target().apiKey());
                assertRejected(
                        method + " " + operation.path(),
                        context.client().sendUnrecorded(request),
                        NOT_FOUND,
                        METHOD_NOT_ALLOWED);
            }
        }
    }
}
