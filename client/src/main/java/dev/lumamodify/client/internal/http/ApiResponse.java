package dev.lumamodify.client.internal.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.lumamodify.client.internal.json.Json;
import dev.lumamodify.client.model.ResultCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * @param code the code of the envelope; null if the envelope has none or cannot be read
 * @param msg the message of the envelope; empty if the envelope has none or cannot be read
 * @param data the data of the envelope; null if the envelope has none or cannot be read
 * @param anyTaskId the first task id at any place of a response that is not a success with data; null if there is none
 * @param readFailure the reason why the envelope or its data cannot be read; null if they can
 */
public record ApiResponse<T>(
        int httpStatus,
        Headers headers,
        @Nullable ResultCode code,
        String msg,
        @Nullable T data,
        @Nullable String anyTaskId,
        @Nullable Exception readFailure) {

    static final long MAX_BYTES = 1 << 20;

    /**
     * A task id in any JSON, complete or not. A quote in a string has a backslash, so the text of a string does not
     * match. Text with white space is no task id: an exception with it could contain a prompt.
     */
    private static final Pattern TASK_ID =
            Pattern.compile("\"task_?[iI]d\"\\s*:\\s*\"([\\x21-\\x7e&&[^\"\\\\]]{1,200})\"");

    /** The adapters of a generated envelope and of its data, and the members of the envelope. */
    static final class Envelope<E, T> {
        private final JsonAdapter<E> adapter;
        private final @Nullable JsonAdapter<T> dataAdapter;
        private final Function<E, @Nullable ResultCode> code;
        private final Function<E, @Nullable String> msg;
        private final Function<E, @Nullable T> data;

        /**
         * @param dataAdapter explains data that cannot be read; null if the data is a number or a string
         */
        Envelope(
                JsonAdapter<E> adapter,
                @Nullable JsonAdapter<T> dataAdapter,
                Function<E, @Nullable ResultCode> code,
                Function<E, @Nullable String> msg,
                Function<E, @Nullable T> data) {
            this.adapter = adapter;
            this.dataAdapter = dataAdapter;
            this.code = code;
            this.msg = msg;
            this.data = data;
        }
    }

    /** Thrown if the connection fails while a response is read, after a task id was received. */
    static final class IncompleteException extends IOException {
        private static final long serialVersionUID = 1;

        /** The task id. */
        private final String taskId;

        IncompleteException(String taskId, IOException cause) {
            super("The response is incomplete", cause);
            this.taskId = taskId;
        }
    }

    /** Returns the task id that was received before the connection failed; null if there is none. */
    public static @Nullable String taskIdOf(Throwable failure) {
        return failure instanceof IncompleteException incomplete ? incomplete.taskId : null;
    }

    /** Reads a response completely and closes it (docs/api-facts.md#tolerant-reading). Throws {@link IOException} only if the connection fails. */
    static <E, T> ApiResponse<T> read(Response response, Envelope<E, T> envelope) throws IOException {
        int status = response.code();
        ByteString bytes = readBytes(response);
        if (bytes.size() > MAX_BYTES) {
            return unreadable(
                    status,
                    response.headers(),
                    bytes,
                    new IOException("The response is larger than " + MAX_BYTES + " bytes"));
        }
        try {
            E value = parse(envelope.adapter, bytes);
            String msg = envelope.msg.apply(value);
            T data = envelope.data.apply(value);
            ResultCode code = envelope.code.apply(value);
            boolean complete = data != null && status / 100 == 2 && ResultCode.SUCCESS.equals(code);
            return new ApiResponse<>(
                    status,
                    response.headers(),
                    code,
                    msg == null ? "" : msg,
                    data,
                    complete ? null : findTaskId(bytes),
                    data == null ? dataFailure(envelope.dataAdapter, bytes) : null);
        } catch (IOException | JsonDataException e) {
            return unreadable(status, response.headers(), bytes, e);
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
        JsonReader reader = Json.reader(new Buffer().write(bytes));
        E value = Json.required(adapter.fromJson(reader), "envelope", reader);
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new JsonDataException("The response contains more than one JSON value");
        }
        return value;
    }

    /** Returns the reason why the data of an envelope cannot be read; null if the envelope has no data. */
    private static @Nullable Exception dataFailure(@Nullable JsonAdapter<?> adapter, ByteString bytes)
            throws IOException {
        JsonReader reader = Json.reader(new Buffer().write(bytes));
        reader.beginObject();
        while (reader.hasNext()) {
            if (reader.nextName().equals("data") && reader.peek() != JsonReader.Token.NULL) {
                try {
                    Object unused = adapter == null ? null : adapter.fromJson(reader);
                    return new JsonDataException("The data does not have the documented format");
                } catch (JsonDataException e) {
                    return e;
                }
            }
            reader.skipValue();
        }
        return null;
    }

    private static <T> ApiResponse<T> unreadable(int status, Headers headers, ByteString bytes, Exception readFailure) {
        return new ApiResponse<>(status, headers, null, "", null, findTaskId(bytes), readFailure);
    }

    private static @Nullable String findTaskId(ByteString bytes) {
        Matcher matcher = TASK_ID.matcher(bytes.utf8());
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Reads at most one byte more than the maximum. */
    private static ByteString readBytes(Response response) throws IOException {
        try (ResponseBody body = response.body()) {
            BufferedSource source = body.source();
            try {
                return source.request(MAX_BYTES + 1) ? source.readByteString(MAX_BYTES + 1) : source.readByteString();
            } catch (IOException e) {
                String taskId = findTaskId(source.getBuffer().snapshot());
                throw taskId == null ? e : new IncompleteException(taskId, e);
            }
        }
    }

    /**
     * Returns the time to wait before the next call; null if there is no usable {@code Retry-After}. It is a number of
     * seconds, or a date if the response has the date of the server too.
     */
    public @Nullable Duration retryAfter() {
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
