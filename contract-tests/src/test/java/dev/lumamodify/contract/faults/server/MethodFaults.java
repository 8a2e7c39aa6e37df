package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Servers that do the work of an operation for another HTTP method, or fail. */
final class MethodFaults {
    private static final Set<String> USUAL =
            Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE");
    private static final String CREATE = "/api/v1/modify/generate";
    private static final String VALID = "{\"prompt\":\"x\",\"videoUrl\":\"https://example.com/v.mp4\"}";

    private MethodFaults() {}

    static void addTo(FaultTable table) {
        work(table.foundBy("envelope.own-method-only"));
        failures(table.foundBy("envelope.any-method"));
        FaultTable.Group undocumented = table.foundBy("envelope.wrong-method");
        undocumented.handlesRequest(
                "rejects DELETE without a body",
                (request, mock) -> is("DELETE").test(request) ? response(request, 405, "") : mock.apply(request));
        undocumented.handlesRequest(
                "accepts PUT without effect",
                (request, mock) -> is("PUT").test(request)
                        ? response(request, 200, "{\"code\":200,\"msg\":\"success\",\"data\":null}")
                        : mock.apply(request));
    }

    private static void work(FaultTable.Group faults) {
        for (String method : List.of("PUT", "PATCH", "OPTIONS", "HEAD")) {
            faults.readsRequest(
                    "creates a task for " + method,
                    request -> Messages.isCreate(request) && is(method).test(request)
                            ? Messages.withMethod(request, "POST")
                            : request);
        }
        faults.readsRequest(
                "creates a task for an unknown method",
                request -> Messages.isCreate(request) && isUnknown(request)
                        ? Messages.withMethod(request, "POST")
                        : request);
        faults.readsRequest(
                "reads a task for POST",
                request -> Messages.isRead(request) ? Messages.withMethod(request, "GET") : request);
        alsoCreates(
                faults,
                "starts a task for DELETE although it rejects it",
                request -> Messages.isCreate(request) && is("DELETE").test(request));
        alsoCreates(
                faults,
                "charges for HEAD of a task",
                request -> Messages.isRead(request) && is("HEAD").test(request));
    }

    private static void failures(FaultTable.Group faults) {
        fails(faults, "fails with HTTP status 500 for OPTIONS", is("OPTIONS"), 500, "");
        fails(faults, "fails with HTTP status 502 for HEAD", is("HEAD"), 502, "");
        fails(
                faults,
                "fails with code 500 and HTTP status 200 for PATCH of uploads",
                is("PATCH").and(Messages::isUpload),
                200,
                "{\"code\":500,\"msg\":\"Internal error\",\"data\":null}");
        fails(
                faults,
                "responds to an unknown method with a stack trace as HTML",
                MethodFaults::isUnknown,
                400,
                "<pre>TypeError: x\n    at route (/app/server.js:10:5)</pre>");
        fails(
                faults,
                "fails for POST of the credits",
                is("POST").and(Messages::asksForCredits),
                500,
                "<h1>Internal Server Error</h1>");
        faults.handlesRequest(
                "repeats the headers of TRACE",
                (request, mock) -> is("TRACE").test(request)
                        ? response(request, 200, "Authorization: " + request.header("Authorization"))
                        : mock.apply(request));
        faults.handlesRequest("closes the connection after TRACE", (request, mock) -> {
            if (is("TRACE").test(request)) {
                throw new CheckFailure("closed", request);
            }
            return mock.apply(request);
        });
    }

    private static Predicate<Request> is(String method) {
        return request -> request.method().equals(method);
    }

    private static boolean isUnknown(Request request) {
        return !USUAL.contains(request.method());
    }

    private static void fails(
            FaultTable.Group faults, String name, Predicate<Request> failing, int status, String body) {
        faults.handlesRequest(
                name, (request, mock) -> failing.test(request) ? response(request, status, body) : mock.apply(request));
    }

    private static Response response(Request request, int status, String body) {
        String type = body.startsWith("{") ? "application/json" : "text/html";
        return new Response(
                request, status, Map.of("content-type", List.of(type)), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Starts a task of the same account as well. */
    static void alsoCreates(FaultTable.Group faults, String name, Predicate<Request> creating) {
        faults.handlesRequest(name, (request, mock) -> {
            Response response = mock.apply(request);
            if (creating.test(request)) {
                create(request, mock);
            }
            return response;
        });
    }

    static void create(Request request, Function<Request, Response> mock) {
        Request create = new Request("POST", CREATE).header("Authorization", request.header("Authorization"));
        var unused = mock.apply(create.json(VALID));
    }
}
