package dev.lumamodify.client;

import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The operations of the document as calls with the API key, and how their answers are read. */
final class Service {
    private static final Answer.Envelope<GenerateAnswer, NewTask> GENERATE = new Answer.Envelope<>(
            GenerateAnswer.jsonAdapter(), GenerateAnswer::code, GenerateAnswer::msg, GenerateAnswer::data);
    private static final Answer.Envelope<RecordInfoAnswer, TaskRecord> RECORD_INFO = new Answer.Envelope<>(
            RecordInfoAnswer.jsonAdapter(), RecordInfoAnswer::code, RecordInfoAnswer::msg, RecordInfoAnswer::data);

    private final ModifyApi api;
    private final Call.Factory calls;

    /** OkHttp keeps the key out of the text of these. */
    private final Headers key;

    Service(HttpUrl baseUrl, String apiKey, Call.Factory calls) {
        this.api = Requests.to(baseUrl);
        this.calls = Http.calls(calls);
        this.key = Headers.of("Authorization", "Bearer " + apiKey);
    }

    /** Prepares a submit. Throws {@link TransportException} if the user's factory makes no call of it. */
    Exchange<GenerateAnswer, NewTask> generate(ModifyRequest request, CallOptions options) {
        return new Exchange<>(call(() -> api.generate(request, headers(options)), "Nothing was sent", null), GENERATE);
    }

    /** Prepares a look. Throws {@link TransportException} if the user's factory makes no call of it. */
    Exchange<RecordInfoAnswer, TaskRecord> recordInfo(String taskId, CallOptions options) {
        return new Exchange<>(
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
