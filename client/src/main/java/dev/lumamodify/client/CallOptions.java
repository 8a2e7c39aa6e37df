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
 * @param timeout the maximum duration of the call, including its retries; for a submission, from its turn
 * @param queueTimeout the maximum time that a submission waits for its turn
 * @param headers additional request headers
 */
public record CallOptions(Duration timeout, Duration queueTimeout, Map<String, String> headers) {
    private static final Set<String> RESERVED_HEADERS =
            Set.of("accept-encoding", "authorization", "host", "content-type", "content-length");
    private static final CallOptions DEFAULTS = new CallOptions(Duration.ofMinutes(1), Duration.ofHours(1), Map.of());

    /**
     * Validates the options and copies the headers.
     *
     * @param timeout the maximum duration of the call, including its retries; for a submission, from its turn
     * @param queueTimeout the maximum time that a submission waits for its turn
     * @param headers additional request headers
     * @throws IllegalArgumentException if a timeout is not more than zero, if a header is one that the client sets
     *     itself, or if the name or value of a header cannot be sent
     */
    public CallOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be more than zero");
        }
        if (queueTimeout.isNegative() || queueTimeout.isZero()) {
            throw new IllegalArgumentException("queueTimeout must be more than zero");
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
     * Returns the default options: a timeout of one minute, a queue timeout of one hour and no additional headers.
     *
     * @return the default options
     */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the maximum duration of the call, including its retries and the delays between them. For a submission, this
     * time begins when the rate limit permits the first create request; {@link #withQueueTimeout} limits the time before.
     *
     * @param timeout the timeout, more than zero
     * @return a copy
     * @throws IllegalArgumentException if the timeout is not more than zero
     */
    public CallOptions withTimeout(Duration timeout) {
        return new CallOptions(timeout, queueTimeout, headers);
    }

    /**
     * Sets the maximum time that a submission waits until the rate limit of the client permits its first create request.
     * One hour, the default, is enough for 6,000 submissions at once. Other calls do not wait.
     *
     * @param queueTimeout the timeout, more than zero
     * @return a copy
     * @throws IllegalArgumentException if the timeout is not more than zero
     * @see LumaModifyBuilder#submissionRateLimit
     */
    public CallOptions withQueueTimeout(Duration queueTimeout) {
        return new CallOptions(timeout, queueTimeout, headers);
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
        return new CallOptions(timeout, queueTimeout, newHeaders);
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

    /** Returns the timeouts and the names of the headers. Leaves out their values, which may be secret. */
    @Override
    public String toString() {
        return "CallOptions[timeout=" + timeout + ", queueTimeout=" + queueTimeout + ", headers=" + headers.keySet()
                + "]";
    }
}
