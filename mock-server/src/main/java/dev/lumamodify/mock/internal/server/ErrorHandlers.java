package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.internal.admin.AdminResponse;
import dev.lumamodify.mock.internal.admin.AdminRoute;
import dev.lumamodify.mock.internal.admin.AdminRoutes;
import dev.lumamodify.mock.internal.http.CreditHandler;
import dev.lumamodify.mock.internal.http.EnvelopeResponse;
import dev.lumamodify.mock.internal.http.RequestJournal;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.LiveSettings;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Responds to requests that no route handles, and to bytes that are not HTTP. The response is an envelope. */
final class ErrorHandlers extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorHandlers.class);

    private final LiveSettings settings;
    private final RequestJournal journal;
    private final ResponseWriter responseWriter;
    private final String apiRoutes;
    private final String adminRoutes;

    ErrorHandlers(
            LiveSettings settings,
            RequestJournal journal,
            ResponseWriter responseWriter,
            Collection<Operation> operations,
            List<AdminRoute> adminRoutes) {
        this.settings = settings;
        this.journal = journal;
        this.responseWriter = responseWriter;
        this.apiRoutes = operations.stream()
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.joining(", ", "", ", GET " + CreditHandler.PATH));
        this.adminRoutes = adminRoutes.stream()
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.joining(", "));
    }

    /** Responds with code 404 and the routes that exist. */
    void handleUnknownRoute(Context context) {
        String message = "There is no " + context.req().getMethod() + " " + context.path() + "; the routes are ";
        if (context.path().equals(AdminRoutes.ROOT) || context.path().startsWith(AdminRoutes.ROOT + "/")) {
            AdminResponse.error(context, 404, message + adminRoutes);
        } else {
            send(context, new ApiError(ApiError.Reason.NOT_FOUND, message + apiRoutes));
        }
    }

    /** Responds with code 500. */
    void handleFailure(Exception e, Context context) {
        LOG.error("A request failed", e);
        send(context, new ApiError(ApiError.Reason.SERVER_ERROR, "The mock server failed; see its log"));
    }

    private void send(Context context, ApiError error) {
        EnvelopeResponse response = EnvelopeResponse.of(error);
        context.status(response.httpStatus(settings));
        byte[] bytes = Json.toBytes(response.envelope());
        journal.add(context, response, bytes);
        responseWriter.send(context, bytes);
    }

    /** Responds with code 422 to what Jetty cannot parse. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        EnvelopeResponse error = EnvelopeResponse.of(new ApiError(
                ApiError.Reason.INVALID_REQUEST,
                "The request is not valid HTTP: " + request.getAttribute(ERROR_MESSAGE)));
        response.setStatus(error.httpStatus(settings));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ResponseWriter.JSON);
        response.write(true, ByteBuffer.wrap(Json.toBytes(error.envelope())), callback);
        return true;
    }
}
