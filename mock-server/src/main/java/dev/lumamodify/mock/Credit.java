package dev.lumamodify.mock;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How many credits the caller has left. Not in the document, but in the facts, section 5. */
final class Credit implements Handler {
    static final String PATH = "/api/v1/chat/credit";
    private static final byte[] NO_BODY = {};

    private final Parts parts;
    private final Journal journal;
    private final Wire wire;

    Credit(Parts parts, Journal journal, Wire wire) {
        this.parts = parts;
        this.journal = journal;
        this.wire = wire;
    }

    @Override
    public void handle(Context context) {
        Account account = null;
        Answer answer;
        try {
            account = parts.accounts().of(context.req().getHeader("Authorization"));
            if (account.terms().maintenance()) {
                throw new Refusal(Refusal.Reason.MAINTENANCE);
            }
            answer = new Answer(envelope(account));
        } catch (Refusal refusal) {
            answer = refusal.answer(parts.contract().operations().iterator().next());
        }
        context.status(Endpoint.status(answer, parts.settings()));
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
