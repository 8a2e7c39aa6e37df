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
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    private final BodyReader bodyReader;
    private final RequestJournal journal;
    private final ResponseWriter responseWriter;

    OperationHandler(
            Operation operation,
            OperationExecutor executor,
            LiveSettings settings,
            Accounts accounts,
            QueuedPreferences queuedPreferences,
            BodyReader bodyReader,
            RequestJournal journal,
            ResponseWriter responseWriter) {
        this.operation = operation;
        this.executor = executor;
        this.settings = settings;
        this.accounts = accounts;
        this.queuedPreferences = queuedPreferences;
        this.bodyReader = bodyReader;
        this.journal = journal;
        this.responseWriter = responseWriter;
    }

    @Override
    public void handle(Context context) {
        Preference preference = Preference.NONE;
        Account account = null;
        byte[] body = NO_BODY;
        EnvelopeResponse response;
        try {
            body = operation.body() == null ? NO_BODY : bodyReader.read(context.req());
            preference = preference(context);
            if (preference.executesRequest()) {
                account = accounts.authenticate(context.req().getHeader("Authorization"));
                response = execute(context, body, account, preference);
            } else {
                response = preference.response(operation);
            }
        } catch (ApiError error) {
            response = EnvelopeResponse.of(error, operation);
        }
        response = validated(response);
        Integer status = preference.status();
        context.status(status != null ? status : response.httpStatus(settings));
        Duration retryAfter = response.retryAfter();
        if (retryAfter != null) {
            context.header("Retry-After", Long.toString((retryAfter.toMillis() + 999) / 1000));
        }
        if (!preference.applied().isEmpty()) {
            context.header("Preference-Applied", preference.applied());
        }
        byte[] bytes = Json.toBytes(response.envelope());
        // The delay starts before the request is in the journal: a test that finds it there can advance the clock.
        CompletableFuture<?> ready = responseWriter.delay(preference.delay());
        journal.add(context, operation, account, body, preference, response, bytes);
        responseWriter.send(context, bytes, ready, preference.fault());
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

    private EnvelopeResponse execute(Context context, byte[] bytes, Account account, Preference preference) {
        AccountPolicy policy = account.policy();
        if (policy.maintenance()) {
            throw new ApiError(ApiError.Reason.MAINTENANCE);
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
            input.setAll((ObjectNode) RequestValidator.body(body, contentType == null ? "" : contentType, bytes));
        }
        return executor.execute(new ValidRequest(operation, account, input, preference, ServerOrigin.of(context)));
    }

    /** Replaces an invalid response by an error, so that the server never sends a response that violates the document. */
    private EnvelopeResponse validated(EnvelopeResponse response) {
        CompiledSchema schema = operation.responseSchema();
        if (schema.accepts(response.envelope())) {
            return response;
        }
        String violations = schema.violations("the envelope", response.envelope());
        LOG.error("The response to {} is invalid: {}", operation.id(), PlainText.of(violations));
        return EnvelopeResponse.of(new ApiError(
                ApiError.Reason.SERVER_ERROR, "The mock server created an invalid response: " + violations));
    }
}
