package dev.lumamodify.client.internal.http;

import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.CreditsResponse;
import dev.lumamodify.client.model.DownloadUrlRequest;
import dev.lumamodify.client.model.DownloadUrlResponse;
import dev.lumamodify.client.model.GenerateResponse;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.RecordInfoResponse;
import dev.lumamodify.client.model.TaskRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Creates the calls of the operations of the document, with the API key of an account.
 *
 * <p>The methods throw {@link IOException} if the call factory of the application throws an exception or returns no
 * call. Nothing was sent then.
 */
public final class ApiCalls {
    private static final ApiResponse.Envelope<GenerateResponse, CreatedTask> GENERATE = new ApiResponse.Envelope<>(
            GenerateResponse.jsonAdapter(),
            CreatedTask.jsonAdapter(),
            GenerateResponse::code,
            GenerateResponse::msg,
            GenerateResponse::data);
    private static final ApiResponse.Envelope<RecordInfoResponse, TaskRecord> RECORD_INFO = new ApiResponse.Envelope<>(
            RecordInfoResponse.jsonAdapter(),
            TaskRecord.jsonAdapter(),
            RecordInfoResponse::code,
            RecordInfoResponse::msg,
            RecordInfoResponse::data);
    private static final ApiResponse.Envelope<CreditsResponse, Double> CREDITS = new ApiResponse.Envelope<>(
            CreditsResponse.jsonAdapter(), null, CreditsResponse::code, CreditsResponse::msg, CreditsResponse::data);
    private static final ApiResponse.Envelope<DownloadUrlResponse, String> DOWNLOAD_URL = new ApiResponse.Envelope<>(
            DownloadUrlResponse.jsonAdapter(),
            null,
            DownloadUrlResponse::code,
            DownloadUrlResponse::msg,
            DownloadUrlResponse::data);

    private final ModifyApi api;
    private final Call.Factory factory;

    /** The headers of every request. {@link Headers#toString} redacts the API key. */
    private final Headers defaultHeaders;

    /**
     * Creates the calls of an account.
     *
     * @param defaultHeaders the headers of every request; the headers of a call replace them
     * @param allowInsecureProxy whether the API key may be sent unencrypted through a proxy of another machine
     */
    ApiCalls(
            HttpUrl baseUrl,
            String apiKey,
            Map<String, String> defaultHeaders,
            Call.Factory factory,
            boolean allowInsecureProxy) {
        this.api = RequestFactory.create(ModifyApi.class, baseUrl);
        this.factory = new AtMostOnce(
                factory instanceof OkHttpClient client ? secure(client, baseUrl, allowInsecureProxy) : factory);
        this.defaultHeaders = with(
                Headers.of("Authorization", "Bearer " + apiKey, "User-Agent", ModifyApi.USER_AGENT), defaultHeaders);
    }

    public ApiCall<CreatedTask> generate(ModifyRequest request, Map<String, String> headers) throws IOException {
        return new ApiCall<>(newCall(() -> api.generate(request, with(defaultHeaders, headers))), GENERATE);
    }

    public ApiCall<TaskRecord> recordInfo(String taskId, Map<String, String> headers) throws IOException {
        return new ApiCall<>(newCall(() -> api.recordInfo(taskId, with(defaultHeaders, headers))), RECORD_INFO);
    }

    public ApiCall<Double> getCredits(Map<String, String> headers) throws IOException {
        return new ApiCall<>(newCall(() -> api.getCredits(with(defaultHeaders, headers))), CREDITS);
    }

    public ApiCall<String> getDownloadUrl(DownloadUrlRequest request, Map<String, String> headers) throws IOException {
        return new ApiCall<>(newCall(() -> api.getDownloadUrl(request, with(defaultHeaders, headers))), DOWNLOAD_URL);
    }

    /** Checks the proxy before each call, because the proxy selector of an application can choose another one. */
    private static Call.Factory secure(OkHttpClient client, HttpUrl baseUrl, boolean allowInsecureProxy) {
        OkHttpClient once = HttpClients.withoutFollowUps(client);
        return baseUrl.isHttps() || allowInsecureProxy
                ? once
                : request -> {
                    if (HttpClients.isExposedToProxy(once, request.url())) {
                        throw new IllegalStateException("the API key would be sent unencrypted to a proxy");
                    }
                    return once.newCall(request);
                };
    }

    private Call newCall(Supplier<Request> request) throws IOException {
        try {
            return Objects.requireNonNull(factory.newCall(request.get()), "the call factory returned null");
        } catch (Exception e) {
            throw new IOException("The call factory created no call: " + e, e);
        }
    }

    private static Headers with(Headers defaults, Map<String, String> headers) {
        if (headers.isEmpty()) {
            return defaults;
        }
        Headers.Builder all = defaults.newBuilder();
        headers.forEach(all::set);
        return all.build();
    }
}
