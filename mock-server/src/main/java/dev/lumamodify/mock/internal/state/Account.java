package dev.lumamodify.mock.internal.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whoever holds one API key. Known to the outside by a digest of the key, never by the key. */
public final class Account {
    /** The beginning of the digest, for people. */
    public final String id;

    private final String digest;
    private final SlidingWindow creates = new SlidingWindow();
    private volatile AccountPolicy terms;

    Account(String key, AccountPolicy terms) {
        this.digest = digest(key);
        this.id = digest.substring(0, 8);
        this.terms = terms;
    }

    /** Tells whether the key is the same. The account of a key may have been forgotten and begun anew. */
    boolean isSame(Account other) {
        return digest.equals(other.digest);
    }

    public AccountPolicy terms() {
        return terms;
    }

    public synchronized void patch(JsonNode patch) {
        terms = terms.patched(patch);
    }

    /**
     * Takes a create and its cost, or throws {@link ApiError} and takes neither.
     *
     * @param scale how much faster than written the window passes
     */
    synchronized void charge(Instant now, double scale) {
        RateLimit limit = terms.rateLimit();
        if (limit != null) {
            Duration wait = creates.wait(limit, now, scale);
            if (!wait.isZero()) {
                throw new ApiError(ApiError.Reason.TOO_MANY, wait);
            }
        }
        if (terms.credits() < terms.creditsPerTask()) {
            throw new ApiError(ApiError.Reason.NO_CREDITS);
        }
        terms = terms.withCredits(terms.credits() - terms.creditsPerTask());
        if (limit != null) {
            creates.add(now);
        }
    }

    public ObjectNode json() {
        ObjectNode json = terms().json();
        return json.put("account", id);
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
