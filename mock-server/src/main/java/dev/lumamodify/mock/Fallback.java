package dev.lumamodify.mock;

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
final class Fallback extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);

    private final Settings settings;
    private final Journal journal;
    private final Wire wire;
    private final String endpoints;
    private final String verbs;

    Fallback(Settings settings, Journal journal, Wire wire, Iterable<Operation> operations, List<Admin.Verb> verbs) {
        this.settings = settings;
        this.journal = journal;
        this.wire = wire;
        this.endpoints = StreamSupport.stream(operations.spliterator(), false)
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.joining(", ", "", " and GET " + Credit.PATH));
        this.verbs = verbs.stream()
                .map(verb -> verb.method() + " " + Admin.ROOT + verb.path())
                .collect(Collectors.joining(", "));
    }

    void unknown(Exception e, Context context) {
        String sought = "There is no " + context.req().getMethod() + " " + context.path() + "; there are ";
        if (context.path().equals(Admin.ROOT) || context.path().startsWith(Admin.ROOT + "/")) {
            Admin.error(context, 404, sought + verbs);
        } else {
            send(context, new Refusal(Refusal.Reason.NOT_FOUND, sought + endpoints));
        }
    }

    void failed(Exception e, Context context) {
        LOG.error("A request failed", e);
        send(context, new Refusal(Refusal.Reason.SERVER_ERROR, "The mock failed; its log says how"));
    }

    private void send(Context context, Refusal refusal) {
        Answer answer = refusal.answer();
        context.status(Endpoint.status(answer, settings));
        byte[] bytes = Json.bytes(answer.envelope());
        journal.add(context, null, null, new byte[0], "", answer, bytes);
        wire.send(context, bytes, wire.after(Duration.ZERO), null);
    }

    /** Answers what Jetty refuses before any endpoint sees it. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = new Refusal(
                        Refusal.Reason.INVALID, "This is not a request: " + request.getAttribute(ERROR_MESSAGE))
                .answer();
        response.setStatus(Endpoint.status(answer, settings));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Wire.JSON);
        response.write(true, ByteBuffer.wrap(Json.bytes(answer.envelope())), callback);
        return true;
    }
}
