package dev.lumamodify.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one call asks for beyond its arguments. Unchangeable: each {@code with} returns a copy.
 *
 * @param timeout how long the call may take with all its repeats
 * @param headers extra request headers
 */
public record CallOptions(Duration timeout, Map<String, String> headers) {
    private static final Set<String> OURS =
            Set.of("accept-encoding", "authorization", "host", "content-type", "content-length");
    private static final CallOptions DEFAULTS = new CallOptions(Duration.ofMinutes(1), Map.of());

    /**
     * Checks and copies.
     *
     * @param timeout how long the call may take with all its repeats
     * @param headers extra request headers
     * @throws IllegalArgumentException if the deadline is not more than zero, or a header is one that the client sets itself or
     *     has a name or a value that cannot be sent
     */
    public CallOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("deadline must be more than zero");
        }
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new IllegalArgumentException("the name of a header must be a token");
            }
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("header " + name + " is set by the client");
            }
            if (!value.matches("[\\t -~]*")) {
                throw new IllegalArgumentException("the value of header " + name + " must be printable ASCII");
            }
        });
    }

    /**
     * Returns the defaults: one minute, no extra header.
     *
     * @return the defaults
     */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Limits the whole call, repeats and waits between them included.
     *
     * @param timeout the limit, more than zero
     * @return a copy
     */
    public CallOptions withTimeout(Duration timeout) {
        return new CallOptions(timeout, headers);
    }

    /**
     * Adds a request header, or replaces it.
     *
     * @param name the header; not one of those the client sets itself, such as {@code Authorization}
     * @param value its value
     * @return a copy
     */
    public CallOptions withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
        return new CallOptions(timeout, more);
    }

    /**
     * Tells the mock server what to answer; the live service ignores it.
     *
     * @param preference for example {@code code=402}
     * @return a copy
     */
    public CallOptions withPrefer(String preference) {
        return withHeader("Prefer", preference);
    }

    /** Names the headers and hides their values, which may be secret. */
    @Override
    public String toString() {
        return "CallOptions[deadline=" + timeout + ", headers=" + headers.keySet() + "]";
    }
}
