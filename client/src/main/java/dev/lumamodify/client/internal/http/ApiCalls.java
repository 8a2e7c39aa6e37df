package dev.lumamodify.client.internal.http;

import dev.lumamodify.client.CallOptions;
import dev.lumamodify.client.TransportException;
import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.GenerateResponse;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.RecordInfoResponse;
import dev.lumamodify.client.model.TaskRecord;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The operations of the document as calls with the API key, and how their answers are read. */
public final class ApiCalls {
    private static final ApiResponse.Envelope<GenerateResponse, CreatedTask> GENERATE = new ApiResponse.Envelope<>(
            GenerateResponse.jsonAdapter(), GenerateResponse::code, GenerateResponse::msg, GenerateResponse::data);
    private static final ApiResponse.Envelope<RecordInfoResponse, TaskRecord> RECORD_INFO = new ApiResponse.Envelope<>(
            RecordInfoResponse.jsonAdapter(),
            RecordInfoResponse::code,
            RecordInfoResponse::msg,
            RecordInfoResponse::data);

    private final ModifyApi api;
    private final Call.Factory calls;

    /** OkHttp keeps the key out of the text of these. */
    private final Headers key;

    public ApiCalls(HttpUrl baseUrl, String apiKey, Call.Factory calls) {
        this.api = RequestFactory.to(baseUrl);
        this.calls = Http.calls(calls);
        this.key = Headers.of("Authorization", "Bearer " + apiKey);
    }

    /** Prepares a submit. Throws {@link TransportException} if the user's factory makes no call of it. */
    public ApiCall<GenerateResponse, CreatedTask> generate(ModifyRequest request, CallOptions options) {
        return new ApiCall<>(call(() -> api.generate(request, headers(options)), "Nothing was sent", null), GENERATE);
    }

    /** Prepares a look. Throws {@link TransportException} if the user's factory makes no call of it. */
    public ApiCall<RecordInfoResponse, TaskRecord> recordInfo(String taskId, CallOptions options) {
        return new ApiCall<>(
                call(() -> api.recordInfo(taskId, headers(options)), "The task could not be read", taskId),
                RECORD_INFO);
    }

    private Call call(Supplier<Request> request, String otherwise, @Nullable String taskId) {
        try {
            return Objects.requireNonNull(calls.newCall(request.get()), "no call");
        } catch (Throwable e) {
            // A wait that lost its look would never end.
            throw new TransportException(otherwise, taskId, e);
        }
    }

    private Headers headers(CallOptions options) {
        if (options.headers().isEmpty()) {
            return key;
        }
        Headers.Builder more = key.newBuilder();
        options.headers().forEach(more::set);
        return more.build();
    }
}
