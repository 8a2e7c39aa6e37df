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

/** The one place that opens the envelope. */
public record ApiResponse<T>(
        int httpStatus,
        @Nullable Duration retryAfter,
        @Nullable ResultCode code,
        String msg,
        @Nullable T data,
        @Nullable Exception malformed) {

    static final long LARGEST = 1 << 20;

    /** How a generated envelope is read. */
    record Envelope<E, T>(
            JsonAdapter<E> adapter,
            Function<E, ResultCode> code,
            Function<E, String> msg,
            Function<E, @Nullable T> data) {}

    /** Reads the answer to its end. Throws only if the connection fails on the way. */
    static <E, T> ApiResponse<T> read(Response response, Envelope<E, T> envelope) throws IOException {
        int status = response.code();
        Duration retryAfter = retryAfter(response.headers());
        ByteString bytes = bytes(response);
        if (bytes == null) {
            return malformed(status, retryAfter, new IOException("The answer is larger than " + LARGEST + " bytes"));
        }
        try {
            E opened = whole(envelope.adapter(), bytes);
            return new ApiResponse<>(
                    status,
                    retryAfter,
                    envelope.code().apply(opened),
                    envelope.msg().apply(opened),
                    envelope.data().apply(opened),
                    null);
        } catch (IOException | JsonDataException e) {
            return lenient(status, retryAfter, bytes, e);
        }
    }

    /** Tells whether the service said yes, in the envelope and by HTTP. */
    public boolean accepted() {
        return httpStatus / 100 == 2 && ResultCode.SUCCESS.equals(code);
    }

    /** Returns why the service said no: the envelope's code unless that claims success, else the HTTP status. */
    public @Nullable ResultCode refusal() {
        if (code != null && !code.equals(ResultCode.SUCCESS)) {
            return code;
        }
        return httpStatus / 100 == 2 ? null : new ResultCode(httpStatus);
    }

    private static <E> E whole(JsonAdapter<E> adapter, ByteString bytes) throws IOException {
        JsonReader reader = JsonReader.of(new Buffer().write(bytes));
        E value = Json.required(adapter.fromJson(reader), "envelope", reader);
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new JsonDataException("More than one JSON value");
        }
        return value;
    }

    /** An error is still that error if the rest of its envelope is odd. */
    private static <T> ApiResponse<T> lenient(
            int status, @Nullable Duration retryAfter, ByteString bytes, Exception why) {
        try {
            if (JsonReader.of(new Buffer().write(bytes)).readJsonValue() instanceof Map<?, ?> members
                    && members.get("code") instanceof Double code
                    && code.intValue() == code
                    && code.intValue() != ResultCode.SUCCESS.value()) {
                String msg = members.get("msg") instanceof String text ? text : "";
                return new ApiResponse<>(status, retryAfter, new ResultCode(code.intValue()), msg, null, null);
            }
        } catch (IOException | JsonDataException e) {
            // Why it cannot be read is known already.
        }
        return malformed(status, retryAfter, why);
    }

    private static <T> ApiResponse<T> malformed(int status, @Nullable Duration retryAfter, Exception why) {
        return new ApiResponse<>(status, retryAfter, null, "", null, why);
    }

    private static @Nullable ByteString bytes(Response response) throws IOException {
        try (ResponseBody body = response.body()) {
            BufferedSource source = body.source();
            return source.request(LARGEST + 1) ? null : source.readByteString();
        }
    }

    /** Reads a number of seconds or, if the answer also tells what time it is there, a date. */
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
