package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.Curl;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server under test, and what its operator states about it. A check that needs a value that is null is skipped.
 *
 * @param uploadUrl where the server has the upload operations; null if it does not have them
 * @param apiKey a key that the server accepts
 * @param secondKey a key of another account
 * @param noCreditsKey a key of an account without credits
 * @param webhookKey the key that signs the callbacks of the account
 * @param failOnPrompt a prompt whose generation fails
 * @param taskDuration the maximum time from a create request to the end of its task
 * @param rateLimit how many create requests the server accepts
 * @param errorStatus the HTTP status of errors; null for either, as long as it is always the same
 * @param statedReadDelay the maximum time until a new task can be read; null if the operator does not state it
 * @param retryDelay the maximum time until a failed callback is repeated
 * @param maxLatency the maximum time until the server responds, as a median; null if the operator does not state it
 * @param callbackListen the {@code host:port} on which this machine receives callbacks; null for any free port of
 *     127.0.0.1
 * @param callbackUrl the URL under which the server reaches that address; null if it is the address itself
 */
public record Target(
        URI url,
        @Nullable URI uploadUrl,
        String apiKey,
        @Nullable String secondKey,
        @Nullable String noCreditsKey,
        @Nullable String webhookKey,
        @Nullable String failOnPrompt,
        @Nullable Duration taskDuration,
        @Nullable RateLimit rateLimit,
        @Nullable ErrorStatus errorStatus,
        @Nullable Duration statedReadDelay,
        Duration retryDelay,
        @Nullable Duration maxLatency,
        @Nullable String callbackListen,
        @Nullable URI callbackUrl) {

    /** The HTTP status of errors. */
    public enum ErrorStatus {
        /** HTTP 200; the code is in the body only. */
        ENVELOPE,
        /** The code is repeated as the HTTP status. */
        MIRROR
    }

    /** At most {@code creates} create requests in any {@code window}. */
    public record RateLimit(int creates, Duration window) {}

    /** Returns the time until a new task must be readable: one second if the operator does not state it. */
    public Duration readDelay() {
        return statedReadDelay == null ? Duration.ofSeconds(1) : statedReadDelay;
    }

    /** Returns whether the server runs on this machine. */
    boolean isLoopback() {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    /** Returns whether callbacks of the server can reach this machine. */
    public boolean canReceiveCallbacks() {
        return callbackListen != null || isLoopback();
    }

    /** Returns whether the server has an operation. */
    public boolean has(Operation operation) {
        return operation.server() == null || uploadUrl != null;
    }

    /** Returns the URL of a path. An operation with a server of its own in the document is at the upload URL. */
    String urlOf(OpenApiDocument document, String path) {
        if (path.startsWith("http")) {
            return path;
        }
        Operation operation = document.operationAt(path);
        boolean upload = operation != null && operation.server() != null && uploadUrl != null;
        String base = String.valueOf(upload ? uploadUrl : url);
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    /** Returns a formatter for requests to this server. It writes keys as {@code ${API_KEY}} and the like. */
    public Curl curl(OpenApiDocument document) {
        return new Curl(path -> urlOf(document, path), keys());
    }

    /** Returns the keys by the name of their shell variable. */
    public Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("API_KEY", apiKey);
        if (secondKey != null) {
            keys.put("SECOND_KEY", secondKey);
        }
        if (noCreditsKey != null) {
            keys.put("NO_CREDITS_KEY", noCreditsKey);
        }
        if (webhookKey != null) {
            keys.put("WEBHOOK_KEY", webhookKey);
        }
        return keys;
    }
}
