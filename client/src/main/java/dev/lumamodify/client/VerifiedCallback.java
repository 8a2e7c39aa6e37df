package dev.lumamodify.client;

import dev.lumamodify.client.model.TaskCallback;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A callback with a valid signature, created by {@link CallbackVerifier}. The signature proves the task id and the
 * time, nothing else.
 *
 * <p>The same callback can arrive late, and more than once. Read the task with {@link LumaModify#handleCallback}.
 * Immutable.
 */
public final class VerifiedCallback {
    private final String taskId;
    private final Instant signedAt;
    private final @Nullable TaskCallback body;

    VerifiedCallback(String taskId, Instant signedAt, @Nullable TaskCallback body) {
        this.taskId = taskId;
        this.signedAt = signedAt;
        this.body = body;
    }

    /**
     * Creates a callback without a verification, for the tests of applications.
     *
     * @param taskId the id of the task that ended
     * @param signedAt the time of the signature
     * @param body the body; null if it does not have the documented format
     * @return the callback
     */
    public static VerifiedCallback forTesting(String taskId, Instant signedAt, @Nullable TaskCallback body) {
        return new VerifiedCallback(taskId, signedAt, body);
    }

    /**
     * Returns the id of the task that ended.
     *
     * @return the task id
     */
    public String taskId() {
        return taskId;
    }

    /**
     * Returns the time of the signature.
     *
     * @return the time, in whole seconds
     */
    public Instant signedAt() {
        return signedAt;
    }

    /**
     * Returns the body. <strong>It is not proved:</strong> the signature does not cover it. Anyone with a copy of one delivery
     * can send it again with other URLs.
     *
     * @return the body; empty if it does not have the documented format
     */
    public Optional<TaskCallback> unverifiedBody() {
        return Optional.ofNullable(body);
    }

    /** Returns the task id and the time, without the body. */
    @Override
    public String toString() {
        return "task " + taskId + " signed at " + signedAt;
    }
}
