package dev.lumamodify.client;

import dev.lumamodify.client.model.TaskCallback;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the signature of a callback proves: that the service named this task at this time. Made by {@link CallbackVerifier} only.
 *
 * <p>The same delivery can come twice, and late. Read the truth with {@link LumaModify#handleCallback}.
 */
public final class VerifiedCallback {
    private final String taskId;
    private final Instant signedAt;
    private final @Nullable TaskCallback body;

    VerifiedCallback(String taskId, Instant signedAt, @Nullable TaskCallback claim) {
        this.taskId = taskId;
        this.signedAt = signedAt;
        this.body = claim;
    }

    /**
     * Returns the task that ended.
     *
     * @return the id
     */
    public String taskId() {
        return taskId;
    }

    /**
     * Returns when the delivery was signed.
     *
     * @return the time, in whole seconds
     */
    public Instant signedAt() {
        return signedAt;
    }

    /**
     * Returns what the body says beyond the task id. <strong>Not proved:</strong> the signature does not cover it, so anyone who saw one
     * delivery can send it again with other URLs in it.
     *
     * @return the claim; empty if the body is not what the API documents
     */
    public Optional<TaskCallback> unverifiedBody() {
        return Optional.ofNullable(body);
    }

    /** Returns the proved part. */
    @Override
    public String toString() {
        return "task " + taskId + " signed at " + signedAt;
    }
}
