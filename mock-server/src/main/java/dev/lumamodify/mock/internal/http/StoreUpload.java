package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.files.NewFile;
import dev.lumamodify.mock.internal.files.RemoteFiles;
import dev.lumamodify.mock.internal.files.StoredFile;
import dev.lumamodify.mock.internal.files.UploadPath;
import dev.lumamodify.mock.internal.files.UploadedFiles;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Executes the uploads: stores a file. Source: {@code docs/api-facts.md#uploads}. */
final class StoreUpload {
    private static final Pattern DATA_URL = Pattern.compile("(?i:data):[^,]*(?i:;base64),");
    private static final Pattern SPACE = Pattern.compile("\\s");

    private final UploadedFiles uploadedFiles;

    StoreUpload(UploadedFiles uploadedFiles) {
        this.uploadedFiles = uploadedFiles;
    }

    /** Executes {@code uploadFile}. The file is on disk already. */
    CompletableFuture<EnvelopeResponse> fromPart(ValidRequest request) {
        String field = body(request).files().iterator().next();
        return CompletableFuture.completedFuture(store(request, ((MultipartBody) request.body()).file(field)));
    }

    /** Executes {@code uploadBase64}. Ignores white space. */
    CompletableFuture<EnvelopeResponse> fromBase64(ValidRequest request) {
        String field = fileField(request);
        String text = request.input().path(field).asString();
        byte[] content;
        try {
            String base64 = DATA_URL.matcher(text).lookingAt() ? text.substring(text.indexOf(',') + 1) : text;
            content = Base64.getDecoder().decode(SPACE.matcher(base64).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw new ApiError(ApiError.Reason.INVALID_REQUEST, field + " must be Base64, or a data URL with Base64");
        }
        try (NewFile file = create(request, field)) {
            file.write(ByteBuffer.wrap(content));
            return CompletableFuture.completedFuture(store(request, file));
        }
    }

    /**
     * Executes {@code uploadFromUrl}.
     *
     * @param timeout how long the download may take, in real time
     */
    CompletableFuture<EnvelopeResponse> fromUrl(ValidRequest request, RemoteFiles remoteFiles, Duration timeout) {
        String field = fileField(request);
        UploadPath.of(folder(request), name(request), "");
        return remoteFiles.submit(() -> {
            try (NewFile file = create(request, field)) {
                remoteFiles.copy(field, request.input().path(field).asString(), file, timeout);
                return store(request, file);
            }
        });
    }

    private static Operation.Body body(ValidRequest request) {
        return Objects.requireNonNull(request.operation().body());
    }

    /** Returns the name of the property that contains the file or its URL. */
    private static String fileField(ValidRequest request) {
        return body(request).maxBytes().keySet().iterator().next();
    }

    private NewFile create(ValidRequest request, String field) {
        return uploadedFiles.create(field, body(request).maxBytes().getOrDefault(field, 0L));
    }

    private static String folder(ValidRequest request) {
        return request.input().path("uploadPath").asString("");
    }

    private static @Nullable String name(ValidRequest request) {
        return request.input().path("fileName").asString(null);
    }

    private EnvelopeResponse store(ValidRequest request, NewFile file) {
        StoredFile stored =
                uploadedFiles.add(file, request.account().id(), folder(request), name(request), request.origin());
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new EnvelopeResponse(request.operation()
                .examples()
                .fill(
                        "success",
                        Map.of(
                                "fileName", json.stringNode(stored.name()),
                                "filePath", json.stringNode(stored.path()),
                                "downloadUrl", json.stringNode(stored.url()),
                                "fileSize", json.numberNode(stored.size()),
                                "mimeType", json.stringNode(stored.mediaType()),
                                "uploadedAt",
                                        json.stringNode(stored.uploadedAt().toString()),
                                "expiresAt", json.stringNode(stored.expiresAt().toString()))));
    }
}
