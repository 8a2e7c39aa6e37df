
package dev.lumamodify.client.internal.http;

import java.io.File;
import dev.lumamodify.client.model.Sample;

import dev.lumamodify.client.internal.json.Constraints;
import java.util.List;
import okhttp3.Headers;
import okhttp3.MultipartBody;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.HeaderMap;
import retrofit2.http.Multipart;
import retrofit2.http.POST;
import retrofit2.http.Part;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** The operations of the API. Each method returns the HTTP request of an operation and does not send it. */
public interface FileApi {
    /** The base URL of the live service. */
    String BASE_URL = "https://files.example.com";

    /** The value of the header {@code User-Agent}. */
    String USER_AGENT = "sample-java/1.2.3";

    /** The operation id of {@link #storeFile}. */
    String STORE_FILE = "storeFile";

    /** The name of the part {@code content} of {@link #storeFile}. */
    String STORE_FILE_PART_CONTENT = "content";

    /**
     * Store a file. The response is a {@link Sample}.
     *
     * @param folder A parameter in the path.
     * @param content The bytes.
     * @param name The name of a file.
     * @param xFileSize the X-File-Size
     * @param note A note.
     * @param headers the headers of the request, including {@code Authorization}
     * @return the request
     */
    @Multipart
    @POST("files/{folder}")
    Request storeFile(@Path("folder") String folder, @Part MultipartBody.Part content, @Part("name") String name, @Header("X-File-Size") @Nullable Long xFileSize, @Part("note") @Nullable String note, @HeaderMap Headers headers);

    /**
     * Validates the text parts of {@link #storeFile} against the constraints of the API.
     *
     * @param violations receives a message for each invalid part, which begins with the name of the part
     * @param name The name of a file.
     * @param note A note.
     */
    static void storeFileViolations(List<String> violations, @Nullable String name, @Nullable String note) {
        Constraints.required("name", name, violations);
        Constraints.pattern("name", name, "^[^/]*$", "must not contain a slash", violations);
        Constraints.minLength("name", name, 1, violations);
    }
}
