
package dev.lumamodify.client.internal.http;

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
public interface SampleApi {
    /** The base URL of the live service. */
    String BASE_URL = "https://api.example.com";

    /** The value of the header {@code User-Agent}. */
    String USER_AGENT = "sample-java/1.2.3";

    /** A header of the callback {@code sampleEnded}: A header with a description of two lines. */
    String X_SAMPLE_SIGNATURE = "X-Sample-Signature";

    /** The operation id of {@link #createSample}. */
    String CREATE_SAMPLE = "createSample";

    /** The maximum number of requests of {@link #createSample} in {@link #CREATE_SAMPLE_LIMIT_SECONDS}. */
    int CREATE_SAMPLE_LIMIT = 20;

    /** The window of {@link #CREATE_SAMPLE_LIMIT}, in seconds. */
    int CREATE_SAMPLE_LIMIT_SECONDS = 10;

    /** The operation id of {@link #findSamples}. */
    String FIND_SAMPLES = "findSamples";

    /**
     * Create a sample. The response is a {@link Sample}.
     *
     * @param sample the body of the request
     * @param headers the headers of the request, including {@code Authorization}
     * @return the request
     */
    @SpendsCredits
    @POST("samples")
    Request createSample(@Body Sample sample, @HeaderMap Headers headers);

    /**
     * Find samples. The response is a {@link Sample}.
     *
     * @param text A text, which is `not` empty &amp; has no &lt;tags&gt;.
     * @param limit the limit
     * @param headers the headers of the request, including {@code Authorization}
     * @return the request
     */
    @GET("samples/find")
    Request findSamples(@Query("text") String text, @Query("limit") @Nullable Integer limit, @HeaderMap Headers headers);
}
