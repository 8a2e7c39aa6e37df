package dev.lumamodify.contract.internal.server.checks;

import dev.lumamodify.contract.internal.harness.Signature;
import dev.lumamodify.contract.internal.server.CallbackAttempt;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskObservation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Verifies the signatures of callback attempts. */
final class CallbackSignature {
    private static final String TIMESTAMP = "X-Webhook-Timestamp";
    private static final String SIGNATURE = "X-Webhook-Signature";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Two attempts that are so far apart are not in the same second, even on a slow machine. */
    private static final Duration ANOTHER_SECOND = Duration.ofMillis(2500);

    private CallbackSignature() {}

    /** Asserts that every attempt has a valid signature. */
    static void assertSigned(ServerTestContext context, TaskObservation task) {
        for (CallbackAttempt attempt : task.callbackAttempts()) {
            String problem = problem(context.target().webhookKey(), task.id(), attempt);
            if (problem != null) {
                throw CallbackCheck.failure(problem, task, attempt);
            }
        }
    }

    /** Asserts that later attempts have a timestamp of their own. */
    static void assertSignedAnew(ServerTestContext context, TaskObservation task) {
        CallbackAttempt first = task.callbackAttempts().get(0);
        for (CallbackAttempt attempt : task.callbackAttempts()) {
            boolean later =
                    Duration.between(first.receivedAt(), attempt.receivedAt()).compareTo(ANOTHER_SECOND) > 0;
            if (later && attempt.header(TIMESTAMP).equals(first.header(TIMESTAMP))) {
                throw CallbackCheck.failure("A later attempt has the " + TIMESTAMP + " of the first", task, attempt);
            }
        }
    }

    /** Returns what is wrong with the signature of an attempt, or null. */
    private static @Nullable String problem(@Nullable String key, String taskId, CallbackAttempt attempt) {
        String timestamp = attempt.header(TIMESTAMP);
        String signature = attempt.header(SIGNATURE);
        if (timestamp.isEmpty() || signature.isEmpty()) {
            return "The callback is not signed";
        }
        if (!timestamp.matches("\\d{1,18}")) {
            return TIMESTAMP + " is not a number: " + timestamp;
        }
        Instant signedAt = Instant.ofEpochSecond(Math.min(Long.parseLong(timestamp), 1L << 40));
        if (Duration.between(signedAt, attempt.receivedAt()).abs().compareTo(TOLERANCE) > 0) {
            return TIMESTAMP + " " + timestamp + " is not the Unix time of the attempt in seconds";
        }
        if (!signature.equals(Signature.of(key == null ? "" : key, taskId + "." + timestamp))) {
            return SIGNATURE + " is not base64(HMAC-SHA256(webhook key, taskId + \".\" + timestamp))";
        }
        return null;
    }
}
