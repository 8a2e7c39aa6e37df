package dev.lumamodify.client.spi;

import dev.lumamodify.client.model.ModifyRequest;
import java.time.Instant;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A create request in a {@link SubmissionStore}.
 *
 * @param id the id that the client gave the create request; the service does not know it
 * @param time when it was about to be sent
 * @param requestDigest the {@link #digest} of the request, which recognizes it without storing its prompt and URL
 * @param taskId the id of the task; null if it is not known whether there is one
 */
public record SubmissionRecord(
        String id,
        Instant time,
        String requestDigest,
        @Nullable String taskId) {
    /**
     * Returns the SHA-256 of the JSON of a request. Equal requests have equal digests.
     *
     * @param request a request
     * @return the digest, in hexadecimal digits
     */
    public static String digest(ModifyRequest request) {
        return ByteString.encodeUtf8(ModifyRequest.jsonAdapter().toJson(request))
                .sha256()
                .hex();
    }
}
