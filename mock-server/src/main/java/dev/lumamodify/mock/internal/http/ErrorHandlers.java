package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.admin.Admin;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Settings;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to what no endpoint takes, down to what is not even HTTP: an envelope all the same. */
public final class ErrorHandlers extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorHandlers.class);

    private final Settings settings;
    private final RequestJournal journal;
    private final ResponseWriter wire;
    private final String endpoints;
    private final String verbs;

    public ErrorHandlers(
            Settings settings,
            RequestJournal journal,
            ResponseWriter wire,
            Iterable<Operation> operations,
            List<Admin.Verb> verbs) {
        this.settings = settings;
        this.journal = journal;
        this.wire = wire;
        this.endpoints = StreamSupport.stream(operations.spliterator(), false)
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.joining(", ", "", " and GET " + CreditHandler.PATH));
        this.verbs = verbs.stream()
                .map(verb -> verb.method() + " " + Admin.ROOT + verb.path())
                .collect(Collectors.joining(", "));
    }

    public void unknown(Exception e, Context context) {
        String sought = "There is no " + context.req().getMethod() + " " + context.path() + "; there are ";
        if (context.path().equals(Admin.ROOT) || context.path().startsWith(Admin.ROOT + "/")) {
            Admin.error(context, 404, sought + verbs);
        } else {
            send(context, new ApiError(ApiError.Reason.NOT_FOUND, sought + endpoints));
        }
    }

    public void failed(Exception e, Context context) {
        LOG.error("A request failed", e);
        send(context, new ApiError(ApiError.Reason.SERVER_ERROR, "The mock failed; its log says how"));
    }

    private void send(Context context, ApiError refusal) {
        EnvelopeResponse answer = refusal.answer();
        context.status(OperationHandler.status(answer, settings));
        byte[] bytes = Json.bytes(answer.envelope());
        journal.add(context, null, null, new byte[0], "", answer, bytes);
        wire.send(context, bytes, wire.after(Duration.ZERO), null);
    }

    /** Answers what Jetty refuses before any endpoint sees it. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        EnvelopeResponse answer = new ApiError(
                        ApiError.Reason.INVALID, "This is not a request: " + request.getAttribute(ERROR_MESSAGE))
                .answer();
        response.setStatus(OperationHandler.status(answer, settings));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ResponseWriter.JSON);
        response.write(true, ByteBuffer.wrap(Json.bytes(answer.envelope())), callback);
        return true;
    }
}
