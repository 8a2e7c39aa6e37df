package dev.lumamodify.client;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the signature of a callback proves: that the service named this task at this time. Made by {@link CallbackVerifier} only.
 *
 * <p>The same delivery can come twice, and late. Read the truth with {@link LumaModify#resolve}.
 */
public final class VerifiedCallback {
    private final String taskId;
    private final Instant signedAt;
    private final @Nullable TaskEnded claim;

    VerifiedCallback(String taskId, Instant signedAt, @Nullable TaskEnded claim) {
        this.taskId = taskId;
        this.signedAt = signedAt;
        this.claim = claim;
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
    public Optional<TaskEnded> unverifiedClaim() {
        return Optional.ofNullable(claim);
    }

    /** Returns the proved part. */
    @Override
    public String toString() {
        return "task " + taskId + " signed at " + signedAt;
    }
}
