package dev.lumamodify.mock.internal.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An account, identified by its API key. Keeps a digest of the key, never the key. Safe for use by several threads. */
public final class Account {
    private static final int ID_LENGTH = 8;

    private final String digest;
    private final String id;
    private final SlidingWindow creates = new SlidingWindow();
    private volatile AccountPolicy policy;

    Account(String key, AccountPolicy policy) {
        this.digest = digest(key);
        this.id = digest.substring(0, ID_LENGTH);
        this.policy = policy;
    }

    /** Returns the first characters of the digest of the key. */
    public String id() {
        return id;
    }

    /** Returns whether both have the same key. An account that was evicted is created again with the next request. */
    boolean hasSameKey(Account other) {
        return digest.equals(other.digest);
    }

    public AccountPolicy policy() {
        return policy;
    }

    /** Changes the given fields of the policy. Throws {@link IllegalArgumentException} if a field is unknown or invalid. */
    public synchronized void patch(JsonNode patch) {
        policy = policy.patched(patch);
    }

    /**
     * Counts a create request and subtracts its credits.
     *
     * @param timeScale divides the window of the rate limit
     * @throws ApiError if the rate limit is exceeded or the credits are insufficient; then nothing changes
     */
    synchronized void charge(Instant now, double timeScale) {
        RateLimit limit = policy.rateLimit();
        if (limit != null) {
            Duration wait = creates.timeUntilAllowed(limit, now, timeScale);
            if (!wait.isZero()) {
                throw new ApiError(ApiError.Reason.RATE_LIMITED, wait);
            }
        }
        if (policy.credits() < policy.creditsPerTask()) {
            throw new ApiError(ApiError.Reason.INSUFFICIENT_CREDITS);
        }
        policy = policy.withCredits(policy.credits() - policy.creditsPerTask());
        if (limit != null) {
            creates.add(now);
        }
    }

    public ObjectNode json() {
        return policy.json().put("account", id);
    }

    private static String digest(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
