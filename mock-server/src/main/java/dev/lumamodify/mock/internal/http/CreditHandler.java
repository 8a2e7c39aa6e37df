package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.server.ServerContext;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.state.Account;
import dev.lumamodify.mock.internal.state.ApiError;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How many credits the caller has left. Not in the document, but in the facts, section 5. */
public final class CreditHandler implements Handler {
    public static final String PATH = "/api/v1/chat/credit";
    private static final byte[] NO_BODY = {};

    private final ServerContext parts;
    private final RequestJournal journal;
    private final ResponseWriter wire;

    public CreditHandler(ServerContext parts, RequestJournal journal, ResponseWriter wire) {
        this.parts = parts;
        this.journal = journal;
        this.wire = wire;
    }

    @Override
    public void handle(Context context) {
        Account account = null;
        EnvelopeResponse answer;
        try {
            account = parts.accounts().of(context.req().getHeader("Authorization"));
            if (account.terms().maintenance()) {
                throw new ApiError(ApiError.Reason.MAINTENANCE);
            }
            answer = new EnvelopeResponse(envelope(account));
        } catch (ApiError refusal) {
            answer = refusal.answer(parts.contract().operations().iterator().next());
        }
        context.status(OperationHandler.status(answer, parts.settings()));
        byte[] bytes = Json.bytes(answer.envelope());
        journal.add(context, null, account, NO_BODY, "", answer, bytes);
        wire.send(context, bytes, wire.after(Duration.ZERO), null);
    }

    private static ObjectNode envelope(Account account) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", 200)
                .put("msg", "success")
                .put("data", account.terms().credits());
    }
}
