package dev.lumamodify.mock.internal.http;

import com.networknt.schema.Error;
import dev.lumamodify.mock.ErrorStatus;
import dev.lumamodify.mock.internal.server.ServerContext;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.spec.RequestValidator;
import dev.lumamodify.mock.internal.state.Account;
import dev.lumamodify.mock.internal.state.AccountPolicy;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.Settings;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where one operation is served: what is preferred, who asks, what is wrong with it, what it does, and the answer. */
public final class OperationHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(OperationHandler.class);
    private static final byte[] UNREAD = {};

    /**
     * A lawful request: whose it is, its parameters and body as one object, and what is preferred.
     *
     * @param origin the server, by the name under which it was called
     */
    public record Call(Account account, ObjectNode input, Preference preference, String origin) {}

    private final Operation operation;
    private final ServerContext parts;
    private final Settings settings;
    private final RequestJournal journal;
    private final ResponseWriter wire;
    private final BodyReader bodies;
    private final Function<Call, EnvelopeResponse> behaviour;

    public OperationHandler(
            Operation operation,
            ServerContext parts,
            RequestJournal journal,
            ResponseWriter wire,
            BodyReader bodies,
            Function<Call, EnvelopeResponse> behaviour) {
        this.operation = operation;
        this.parts = parts;
        this.settings = parts.settings();
        this.journal = journal;
        this.wire = wire;
        this.bodies = bodies;
        this.behaviour = behaviour;
    }

    @Override
    public void handle(Context context) {
        Preference preference = Preference.NONE;
        Account account = null;
        byte[] body = UNREAD;
        EnvelopeResponse answer;
        try {
            body = operation.body() == null ? UNREAD : bodies.read(context.req());
            preference = preference(context);
            if (preference.carriedOut()) {
                account = parts.accounts().of(context.req().getHeader("Authorization"));
                answer = carriedOut(context, body, account, preference);
            } else {
                answer = preference.answer(operation);
            }
        } catch (ApiError refusal) {
            answer = refusal.answer(operation);
        }
        answer = checked(answer);
        Integer status = preference.status();
        context.status(status != null ? status : status(answer, settings));
        Duration retryAfter = answer.retryAfter();
        if (retryAfter != null) {
            context.header("Retry-After", Long.toString((retryAfter.toMillis() + 999) / 1000));
        }
        if (!preference.applied().isEmpty()) {
            context.header("Preference-Applied", preference.applied());
        }
        byte[] bytes = Json.bytes(answer.envelope());
        // A delay begins before the journal tells of the request, so that a clock advanced at its word is not missed.
        CompletableFuture<?> due = wire.after(preference.delay());
        journal.add(context, operation, account, body, preference.applied(), answer, bytes);
        wire.send(context, bytes, due, preference.fault());
    }

    /** What the caller prefers or, if it says nothing, what was laid down for the next call of this operation. */
    private Preference preference(Context context) {
        List<String> headers = Collections.list(context.req().getHeaders("Prefer"));
        String laidDown = headers.isEmpty() ? parts.scenarios().next(operation.id()) : null;
        return Preference.of(laidDown == null ? headers : List.of(laidDown), operation, settings.webhookKey != null);
    }

    private EnvelopeResponse carriedOut(Context context, byte[] bytes, Account account, Preference preference) {
        AccountPolicy terms = account.terms();
        if (terms.maintenance()) {
            throw new ApiError(ApiError.Reason.MAINTENANCE);
        } else if (terms.disabled() && operation.spendsCredits()) {
            throw new ApiError(ApiError.Reason.DISABLED);
        }
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        for (Operation.Parameter parameter : operation.parameters()) {
            input.put(parameter.name(), RequestValidator.parameter(parameter, context.queryParams(parameter.name())));
        }
        Operation.Body body = operation.body();
        if (body != null) {
            String encoding = context.req().getHeader("Content-Encoding");
            if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
                throw new ApiError(ApiError.Reason.INVALID, "Content-Encoding must be identity");
            }
            String contentType = context.req().getContentType();
            JsonNode given = RequestValidator.body(body, contentType == null ? "" : contentType, bytes);
            input.setAll((ObjectNode) given);
        }
        return behaviour.apply(new Call(account, input, preference, ResponseWriter.origin(context)));
    }

    /** No answer leaves that breaks the document. */
    private EnvelopeResponse checked(EnvelopeResponse answer) {
        if (operation.answers().accept(answer.envelope())) {
            return answer;
        }
        List<Error> errors = operation.answers().errors(answer.envelope());
        LOG.error("An answer to {} breaks the document: {}", operation.id(), errors);
        return new ApiError(ApiError.Reason.SERVER_ERROR, RequestValidator.inWords("the answer of the mock", errors))
                .answer();
    }

    /** The HTTP status of an answer, in the error style that is set. */
    static int status(EnvelopeResponse answer, Settings settings) {
        return settings.errorStatus == ErrorStatus.MIRROR ? answer.code() : 200;
    }
}
