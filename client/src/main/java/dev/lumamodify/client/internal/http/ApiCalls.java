package dev.lumamodify.client.internal.http;

import dev.lumamodify.client.model.CreatedTask;
import dev.lumamodify.client.model.CreditsResponse;
import dev.lumamodify.client.model.DownloadUrlRequest;
import dev.lumamodify.client.model.DownloadUrlResponse;
import dev.lumamodify.client.model.GenerateResponse;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.RecordInfoResponse;
import dev.lumamodify.client.model.ResultCode;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.UploadCode;
import dev.lumamodify.client.model.UploadData;
import dev.lumamodify.client.model.UploadResponse;
import dev.lumamodify.client.model.UrlUploadRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

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
    private static final ApiResponse.Envelope<UploadResponse, UploadData> UPLOAD = new ApiResponse.Envelope<>(
            UploadResponse.jsonAdapter(),
            UploadData.jsonAdapter(),
            ApiCalls::resultCode,
            UploadResponse::msg,
            UploadResponse::data);

    private final ModifyApi api;
    private final UploadApi uploadApi;
    private final Call.Factory factory;
    private final Call.Factory uploadFactory;

    /** The headers of every request. {@link Headers#toString} redacts the API key. */
    private final Headers defaultHeaders;

    /**
     * Creates the calls of an account.
     *
     * @param uploadUrl the base URL of the uploads; the API key is sent to the two base URLs only
     * @param defaultHeaders the headers of every request; the headers of a call replace them
     * @param writeTimeout the maximum time in which an upload sends nothing
     * @param allowInsecureProxy whether the API key may be sent unencrypted through a proxy of another machine
     */
    ApiCalls(
            HttpUrl baseUrl,
            HttpUrl uploadUrl,
            String apiKey,
            Map<String, String> defaultHeaders,
            Call.Factory factory,
            Duration writeTimeout,
            boolean allowInsecureProxy) {
        this.api = RequestFactory.create(ModifyApi.class, baseUrl);
        this.uploadApi = RequestFactory.create(UploadApi.class, uploadUrl);
        this.factory = new AtMostOnce(
                factory instanceof OkHttpClient client ? secure(client, baseUrl, allowInsecureProxy) : factory);
        this.uploadFactory = factory instanceof OkHttpClient client
                ? secure(withUploadTimeouts(client, writeTimeout), uploadUrl, allowInsecureProxy)
                : factory;
        this.defaultHeaders = with(
                Headers.of("Authorization", "Bearer " + apiKey, "User-Agent", ModifyApi.USER_AGENT), defaultHeaders);
    }

    public ApiCall<CreatedTask> generate(ModifyRequest request, Map<String, String> headers) throws IOException {
        return new ApiCall<>(newCall(factory, () -> api.generate(request, with(defaultHeaders, headers))), GENERATE);
    }

    public ApiCall<TaskRecord> recordInfo(String taskId, Map<String, String> headers) throws IOException {
        return new ApiCall<>(
                newCall(factory, () -> api.recordInfo(taskId, with(defaultHeaders, headers))), RECORD_INFO);
    }

    public ApiCall<Double> getCredits(Map<String, String> headers) throws IOException {
        return new ApiCall<>(newCall(factory, () -> api.getCredits(with(defaultHeaders, headers))), CREDITS);
    }

    public ApiCall<String> getDownloadUrl(DownloadUrlRequest request, Map<String, String> headers) throws IOException {
        return new ApiCall<>(
                newCall(factory, () -> api.getDownloadUrl(request, with(defaultHeaders, headers))), DOWNLOAD_URL);
    }

    /**
     * Creates the call that uploads a file.
     *
     * @param body the content of the file
     * @param uploadPath the folder; null for none
     */
    public ApiCall<UploadData> uploadFile(RequestBody body, @Nullable String uploadPath, String fileName)
            throws IOException {
        MultipartBody.Part part = MultipartBody.Part.createFormData(UploadApi.UPLOAD_FILE_PART_FILE, fileName, body);
        return new ApiCall<>(
                newCall(uploadFactory, () -> uploadApi.uploadFile(part, uploadPath, fileName, defaultHeaders)), UPLOAD);
    }

    public ApiCall<UploadData> uploadFromUrl(UrlUploadRequest request) throws IOException {
        return new ApiCall<>(newCall(uploadFactory, () -> uploadApi.uploadFromUrl(request, defaultHeaders)), UPLOAD);
    }

    /** Returns the code of the envelope of an upload. It has a second one, which must not contradict it. */
    private static @Nullable ResultCode resultCode(UploadResponse response) {
        UploadCode code = response.code();
        if (code == null) {
            return Boolean.TRUE.equals(response.success()) ? ResultCode.SUCCESS : null;
        }
        boolean contradiction = code.equals(UploadCode.SUCCESS) && Boolean.FALSE.equals(response.success());
        return contradiction ? null : new ResultCode(code.value());
    }

    /** Removes the read timeout, because the service may store or fetch the file for longer. Each call has a timeout. */
    private static OkHttpClient withUploadTimeouts(OkHttpClient client, Duration writeTimeout) {
        return client.newBuilder()
                .readTimeout(Duration.ZERO)
                .writeTimeout(writeTimeout)
                .build();
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

    private static Call newCall(Call.Factory factory, Supplier<Request> request) throws IOException {
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
