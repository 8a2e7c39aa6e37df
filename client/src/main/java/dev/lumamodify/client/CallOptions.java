package dev.lumamodify.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The options of one call. Immutable: each {@code with} method returns a copy.
 *
 * @param timeout the maximum duration of the call, including its retries
 * @param headers additional request headers
 */
public record CallOptions(Duration timeout, Map<String, String> headers) {
    private static final Set<String> RESERVED_HEADERS =
            Set.of("accept-encoding", "authorization", "host", "content-type", "content-length");
    private static final CallOptions DEFAULTS = new CallOptions(Duration.ofMinutes(1), Map.of());

    /**
     * Validates the options and copies the headers.
     *
     * @param timeout the maximum duration of the call, including its retries
     * @param headers additional request headers
     * @throws IllegalArgumentException if the timeout is not more than zero, if a header is one that the client sets
     *     itself, or if the name or value of a header cannot be sent
     */
    public CallOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be more than zero");
        }
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new IllegalArgumentException(
                        "the name of a header must consist of ASCII letters, digits and the characters !#$%&'*+-.^_`|~");
            }
            if (RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("header " + name + " is set by the client");
            }
            if (!value.matches("[\\t -~]*")) {
                throw new IllegalArgumentException("the value of header " + name + " must be printable ASCII");
            }
        });
    }

    /**
     * Returns the default options: a timeout of one minute and no additional headers.
     *
     * @return the default options
     */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the maximum duration of the call, including its retries and the delays between them.
     *
     * @param timeout the timeout, more than zero
     * @return a copy
     * @throws IllegalArgumentException if the timeout is not more than zero
     */
    public CallOptions withTimeout(Duration timeout) {
        return new CallOptions(timeout, headers);
    }

    /**
     * Adds a request header. Replaces an earlier value of the same header, and a default header of the builder.
     *
     * @param name the name; not one that the client sets itself, such as {@code Authorization}
     * @param value the value, in printable ASCII
     * @return a copy
     * @throws IllegalArgumentException if the client sets this header itself, or if the name or the value cannot be
     *     sent
     */
    public CallOptions withHeader(String name, String value) {
        Map<String, String> newHeaders = new LinkedHashMap<>(headers);
        newHeaders.keySet().removeIf(name::equalsIgnoreCase);
        newHeaders.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
        return new CallOptions(timeout, newHeaders);
    }

    /**
     * Sets the header {@code Prefer}, which selects the response of the mock server. The live service ignores it.
     *
     * @param preference a preference of the mock server, for example {@code code=402}
     * @return a copy
     * @throws IllegalArgumentException if the preference is not printable ASCII
     */
    public CallOptions withPrefer(String preference) {
        return withHeader("Prefer", preference);
    }

    /** Returns the timeout and the names of the headers. Leaves out their values, which may be secret. */
    @Override
    public String toString() {
        return "CallOptions[timeout=" + timeout + ", headers=" + headers.keySet() + "]";
    }
}
