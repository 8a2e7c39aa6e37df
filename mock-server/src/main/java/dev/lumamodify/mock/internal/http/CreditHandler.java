package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.Account;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.LiveSettings;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import tools.jackson.databind.node.JsonNodeFactory;

/** Returns the credits of an account. The document does not have this call. Source: {@code docs/api-facts.md#credits}. */
public final class CreditHandler implements Handler {
    public static final String PATH = "/api/v1/chat/credit";

    private final Operation errorSource;
    private final LiveSettings settings;
    private final Accounts accounts;
    private final OriginPolicy origins;
    private final RequestJournal journal;
    private final ResponseWriter responseWriter;

    /**
     * @param errorSource the operation whose error responses are used
     */
    CreditHandler(
            Operation errorSource,
            LiveSettings settings,
            Accounts accounts,
            OriginPolicy origins,
            RequestJournal journal,
            ResponseWriter responseWriter) {
        this.errorSource = errorSource;
        this.settings = settings;
        this.accounts = accounts;
        this.origins = origins;
        this.journal = journal;
        this.responseWriter = responseWriter;
    }

    @Override
    public void handle(Context context) {
        Account account = null;
        EnvelopeResponse response;
        try {
            origins.check(context.req());
            account = accounts.authenticate(context.req().getHeader("Authorization"));
            if (account.policy().maintenance()) {
                throw new ApiError(ApiError.Reason.MAINTENANCE);
            }
            response = new EnvelopeResponse(JsonNodeFactory.instance
                    .objectNode()
                    .put("code", 200)
                    .put("msg", "success")
                    .put("data", account.policy().credits()));
        } catch (ApiError error) {
            response = EnvelopeResponse.of(error, errorSource);
        }
        response.setHead(context, settings);
        byte[] bytes = Json.toBytes(response.envelope());
        journal.add(context, account, response, bytes);
        responseWriter.send(context, bytes);
    }
}
