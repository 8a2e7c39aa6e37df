package dev.lumamodify.client.internal.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.lumamodify.client.internal.json.Json;
import dev.lumamodify.client.model.ResultCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import okhttp3.Headers;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A response of the API: its HTTP status and its envelope (docs/api-facts.md#envelope).
 *
 * @param retryAfter the time to wait before the next call; null if there is no usable {@code Retry-After}
 * @param code the code of the envelope; null if the envelope cannot be read
 * @param msg the message of the envelope; empty if the envelope has none or cannot be read
 * @param data the data of the envelope; null if the envelope has none or cannot be read
 * @param readFailure the reason why the envelope cannot be read; null if it can
 */
public record ApiResponse<T>(
        int httpStatus,
        @Nullable Duration retryAfter,
        @Nullable ResultCode code,
        String msg,
        @Nullable T data,
        @Nullable Exception readFailure) {

    static final long MAX_BYTES = 1 << 20;

    /** The adapter of a generated envelope, and its members. */
    record Envelope<E, T>(
            JsonAdapter<E> adapter,
            Function<E, ResultCode> code,
            Function<E, String> msg,
            Function<E, @Nullable T> data) {}

    /** Reads a response completely and closes it. Throws {@link IOException} only if the connection fails. */
    static <E, T> ApiResponse<T> read(Response response, Envelope<E, T> envelope) throws IOException {
        int status = response.code();
        Duration retryAfter = retryAfter(response.headers());
        ByteString bytes = readBytes(response);
        if (bytes == null) {
            return unreadable(
                    status, retryAfter, new IOException("The response is larger than " + MAX_BYTES + " bytes"));
        }
        try {
            E value = parse(envelope.adapter(), bytes);
            return new ApiResponse<>(
                    status,
                    retryAfter,
                    envelope.code().apply(value),
                    envelope.msg().apply(value),
                    envelope.data().apply(value),
                    null);
        } catch (IOException | JsonDataException e) {
            return readErrorTolerantly(status, retryAfter, bytes, e);
        }
    }

    /** Returns true if both the HTTP status and the code are a success. */
    public boolean isSuccess() {
        return httpStatus / 100 == 2 && ResultCode.SUCCESS.equals(code);
    }

    /**
     * Returns the code of the envelope, or the HTTP status if the code is a success or unreadable. Returns null if
     * there is no error.
     */
    public @Nullable ResultCode errorCode() {
        if (code != null && !code.equals(ResultCode.SUCCESS)) {
            return code;
        }
        return httpStatus / 100 == 2 ? null : new ResultCode(httpStatus);
    }

    private static <E> E parse(JsonAdapter<E> adapter, ByteString bytes) throws IOException {
        JsonReader reader = JsonReader.of(new Buffer().write(bytes));
        E value = Json.required(adapter.fromJson(reader), "envelope", reader);
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new JsonDataException("The response contains more than one JSON value");
        }
        return value;
    }

    /**
     * Reads the code and the message of an error whose other members are not as documented
     * (docs/api-facts.md#tolerant-reading).
     */
    private static <T> ApiResponse<T> readErrorTolerantly(
            int status, @Nullable Duration retryAfter, ByteString bytes, Exception readFailure) {
        try {
            if (JsonReader.of(new Buffer().write(bytes)).readJsonValue() instanceof Map<?, ?> members
                    && members.get("code") instanceof Double code
                    && code.intValue() == code
                    && code.intValue() != ResultCode.SUCCESS.value()) {
                String msg = members.get("msg") instanceof String text ? text : "";
                return new ApiResponse<>(status, retryAfter, new ResultCode(code.intValue()), msg, null, null);
            }
        } catch (IOException | JsonDataException e) {
            // The first failure is reported.
        }
        return unreadable(status, retryAfter, readFailure);
    }

    private static <T> ApiResponse<T> unreadable(int status, @Nullable Duration retryAfter, Exception readFailure) {
        return new ApiResponse<>(status, retryAfter, null, "", null, readFailure);
    }

    private static @Nullable ByteString readBytes(Response response) throws IOException {
        try (ResponseBody body = response.body()) {
            BufferedSource source = body.source();
            return source.request(MAX_BYTES + 1) ? null : source.readByteString();
        }
    }

    /** Reads a number of seconds, or a date if the response has the date of the server too. */
    private static @Nullable Duration retryAfter(Headers headers) {
        String value = headers.get("Retry-After");
        if (value == null) {
            return null;
        }
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Instant now = headers.getInstant("Date");
        Instant then = headers.getInstant("Retry-After");
        if (now == null || then == null) {
            return null;
        }
        return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
    }
}
