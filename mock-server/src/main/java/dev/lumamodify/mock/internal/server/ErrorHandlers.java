package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.internal.admin.AdminResponse;
import dev.lumamodify.mock.internal.admin.AdminRoute;
import dev.lumamodify.mock.internal.admin.AdminRoutes;
import dev.lumamodify.mock.internal.http.EnvelopeResponse;
import dev.lumamodify.mock.internal.http.RequestJournal;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.PlainText;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Responds to requests that no route handles, and to bytes that are not HTTP. The response is an envelope. */
final class ErrorHandlers extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorHandlers.class);

    private final LiveSettings settings;
    private final RequestJournal journal;
    private final Collection<Operation> operations;
    private final String apiRoutes;
    private final String adminRoutes;

    ErrorHandlers(
            LiveSettings settings,
            RequestJournal journal,
            Collection<Operation> operations,
            List<AdminRoute> adminRoutes) {
        this.settings = settings;
        this.journal = journal;
        this.operations = operations;
        this.apiRoutes = operations.stream()
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.joining(", "));
        this.adminRoutes = adminRoutes.stream()
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.joining(", "));
    }

    /** Responds with code 404 and the routes that exist. */
    void handleUnknownRoute(Context context) {
        String message = "There is no " + context.req().getMethod() + " " + context.path() + "; the routes are ";
        if (AdminRoutes.contains(context.path())) {
            AdminResponse.error(context, 404, message + adminRoutes);
            return;
        }
        // The path exists, and the document has a code for a wrong method.
        ApiError notAllowed = new ApiError(ApiError.Reason.METHOD_NOT_ALLOWED);
        Operation operation = operation(context);
        if (operation != null && operation.codes().containsKey(notAllowed.code())) {
            context.header("Allow", operation.method());
            send(context, operation, EnvelopeResponse.of(notAllowed, operation));
            return;
        }
        send(context, EnvelopeResponse.of(new ApiError(ApiError.Reason.NOT_FOUND, message + apiRoutes)));
    }

    /** Responds with the code of an error, and the message that the document has for it. */
    void handleError(ApiError error, Context context) {
        send(context, EnvelopeResponse.of(error, operations.iterator().next()));
    }

    /** Responds with code 500. */
    void handleFailure(Exception e, Context context) {
        if (e.getCause() instanceof Error error) {
            handleSevereFailure(context.res(), error);
        } else {
            EnvelopeResponse failure = failure(e);
            Operation operation = operation(context);
            send(context, operation, operation == null ? failure : EnvelopeResponse.of(serverError(), operation));
        }
    }

    /** Responds with code 500 to an error of the JVM. Does not log the request, which could fail again. */
    void handleSevereFailure(HttpServletResponse response, Error e) {
        EnvelopeResponse error = failure(e);
        response.setStatus(error.httpStatus(settings));
        response.setContentType(ResponseWriter.JSON);
        try {
            response.getOutputStream().write(Json.toBytes(error.envelope()));
        } catch (IOException disconnected) {
            LOG.debug("The client disconnected before the response", disconnected);
        }
    }

    private static EnvelopeResponse failure(@Nullable Object cause) {
        if (cause instanceof EofException disconnected) {
            LOG.debug("The client disconnected before the response", disconnected);
        } else {
            LOG.error("A request failed: {}", PlainText.stackTrace((Throwable) cause));
        }
        return EnvelopeResponse.of(serverError());
    }

    private static ApiError serverError() {
        return new ApiError(ApiError.Reason.SERVER_ERROR, "The mock server failed; see its log");
    }

    /** Returns an operation at the path of a request; null if there is none. */
    private @Nullable Operation operation(Context context) {
        for (Operation operation : operations) {
            if (operation.path().equals(context.path())) {
                return operation;
            }
        }
        return null;
    }

    private void send(Context context, EnvelopeResponse response) {
        send(context, null, response);
    }

    private void send(Context context, @Nullable Operation operation, EnvelopeResponse response) {
        response.setHead(context, operation, settings);
        byte[] bytes = Json.toBytes(response.envelope());
        journal.add(context, null, response, bytes);
        ResponseWriter.write(context, bytes);
    }

    /** Responds to what Javalin does not respond to: with code 422 if Jetty cannot parse it, else with code 500. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean failed = response.getStatus() == HttpStatus.INTERNAL_SERVER_ERROR_500;
        EnvelopeResponse error = failed
                ? failure(request.getAttribute(ERROR_EXCEPTION))
                : EnvelopeResponse.of(new ApiError(
                        ApiError.Reason.INVALID_REQUEST,
                        "The request is not valid HTTP: " + request.getAttribute(ERROR_MESSAGE)));
        // The status 200 would open a tunnel.
        if (!HttpMethod.CONNECT.is(request.getMethod())) {
            response.setStatus(error.httpStatus(settings));
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ResponseWriter.JSON);
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.write(true, ByteBuffer.wrap(Json.toBytes(error.envelope())), callback);
        return true;
    }
}
