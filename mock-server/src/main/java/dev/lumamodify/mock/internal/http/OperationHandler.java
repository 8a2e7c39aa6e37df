package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.CompiledSchema;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.Account;
import dev.lumamodify.mock.internal.state.AccountPolicy;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.PlainText;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Handles the requests of one operation: reads the body and the preference, authenticates, validates, executes, validates
 * the response, logs and responds.
 */
final class OperationHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(OperationHandler.class);
    private static final byte[] NO_BODY = {};

    private final Operation operation;
    private final OperationExecutor executor;
    private final LiveSettings settings;
    private final Accounts accounts;
    private final QueuedPreferences queuedPreferences;
    private final OriginPolicy origins;
    private final RequestJournal journal;
    private final ResponseWriter responseWriter;

    OperationHandler(
            Operation operation,
            OperationExecutor executor,
            LiveSettings settings,
            Accounts accounts,
            QueuedPreferences queuedPreferences,
            OriginPolicy origins,
            RequestJournal journal,
            ResponseWriter responseWriter) {
        this.operation = operation;
        this.executor = executor;
        this.settings = settings;
        this.accounts = accounts;
        this.queuedPreferences = queuedPreferences;
        this.origins = origins;
        this.journal = journal;
        this.responseWriter = responseWriter;
    }

    @Override
    public void handle(Context context) {
        Exchange exchange = new Exchange(context);
        CompletableFuture<EnvelopeResponse> executed;
        try {
            executed = exchange.execute();
        } catch (ApiError error) {
            executed = CompletableFuture.failedFuture(error);
        }
        CompletableFuture<EnvelopeResponse> response = executed.exceptionally(this::error);
        if (response.isDone()) {
            CompletableFuture<?> unused = exchange.respond(response.join());
        } else {
            context.future(() -> response.thenCompose(exchange::respond));
        }
    }

    private EnvelopeResponse error(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ApiError error) {
            return EnvelopeResponse.of(error, operation);
        }
        throw new CompletionException(cause);
    }

    /** A request in progress. */
    private final class Exchange {
        private final Context context;
        private Preference preference = Preference.NONE;
        private @Nullable Account account;
        private byte[] loggedBody = NO_BODY;

        Exchange(Context context) {
            this.context = context;
        }

        /** Returns the response. Throws {@link ApiError} if the request is rejected immediately. */
        CompletableFuture<EnvelopeResponse> execute() {
            origins.check(context.req());
            RequestBody body = RequestBody.of(context);
            if (operation.body() != null) {
                loggedBody = body.bytes();
                body.check();
            }
            preference = preference(context);
            if (!preference.executesRequest()) {
                return CompletableFuture.completedFuture(preference.response(operation));
            }
            Account authenticated = accounts.authenticate(context.req().getHeader("Authorization"));
            account = authenticated;
            ValidRequest request = validate(context, body, authenticated, preference);
            return executor.execute(request);
        }

        /** Logs and sends a response. */
        CompletableFuture<?> respond(EnvelopeResponse created) {
            RequestBody body = RequestBody.of(context);
            if (body.isStreamed()) {
                // Before the response, so that the client can use the space of a rejected upload at once.
                body.release();
            }
            EnvelopeResponse response = validated(created);
            byte[] bytes = Json.toBytes(response.envelope());
            if (!ResponseWriter.hasRoom(context, bytes)) {
                response = EnvelopeResponse.of(ResponseWriter.noRoom(), operation);
                bytes = Json.toBytes(response.envelope());
            }
            response.setHead(context, operation, settings);
            if (preference.status() != null) {
                context.status(preference.status());
            }
            if (!preference.applied().isEmpty()) {
                context.header("Preference-Applied", preference.applied());
            }
            if (preference.fault() == Fault.HTML) {
                context.contentType("text/html");
            }
            // The delay starts before the request is in the journal: a test that finds it there can advance the clock.
            CompletableFuture<?> ready = responseWriter.delay(preference.delay());
            journal.add(context, operation, account, loggedBody, preference, response, bytes);
            return responseWriter.send(context, bytes, ready, preference.fault());
        }
    }

    /** Returns the preferences of the request; if it has none that is known, also those at the head of the queue. */
    private Preference preference(Context context) {
        boolean signed = settings.get().webhookKey != null;
        List<String> headers = Collections.list(context.req().getHeaders("Prefer"));
        Preference own = Preference.parse(headers, Handling.LENIENT, operation, signed);
        String queued = own.applied().isEmpty() ? queuedPreferences.next(operation.id()) : null;
        if (queued == null) {
            return own;
        }
        headers.add(queued);
        return Preference.parse(headers, Handling.LENIENT, operation, signed);
    }

    private ValidRequest validate(Context context, RequestBody received, Account account, Preference preference) {
        AccountPolicy policy = account.policy();
        ApiError maintenance = new ApiError(ApiError.Reason.MAINTENANCE);
        // The file service, which does not document this code, is another one.
        if (policy.maintenance() && operation.codes().containsKey(maintenance.code())) {
            throw maintenance;
        } else if (policy.disabled() && operation.spendsCredits()) {
            throw new ApiError(ApiError.Reason.FEATURE_DISABLED);
        }
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        for (Operation.Parameter parameter : operation.parameters()) {
            input.put(parameter.name(), RequestValidator.parameter(parameter, context.queryParams(parameter.name())));
        }
        Operation.Body body = operation.body();
        if (body != null) {
            String encoding = context.req().getHeader("Content-Encoding");
            if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
                throw new ApiError(ApiError.Reason.INVALID_REQUEST, "Content-Encoding must be identity");
            }
            String contentType = context.req().getContentType();
            input.setAll((ObjectNode) RequestValidator.body(body, contentType == null ? "" : contentType, received));
        }
        return new ValidRequest(operation, account, input, received, preference, ServerOrigin.of(context));
    }

    /** Replaces an invalid response by an error, so that the server never sends a response that violates the document. */
    private EnvelopeResponse validated(EnvelopeResponse response) {
        CompiledSchema schema = operation.responseSchema();
        if (schema.accepts(response.envelope())) {
            return response;
        }
        String violations = schema.violations("the envelope", response.envelope());
        LOG.error("The response to {} is invalid: {}", operation.id(), PlainText.of(violations));
        return EnvelopeResponse.of(
                new ApiError(
                        ApiError.Reason.SERVER_ERROR, "The mock server created an invalid response: " + violations),
                operation);
    }
}
