package dev.lumamodify.mock;

import dev.lumamodify.mock.internal.files.StoredFile;
import java.time.Instant;

/**
 * An uploaded file.
 *
 * @param account the account, identified by a digest of its API key
 * @param path the folder, if there is one, and the name
 * @param url where the file can be downloaded without an API key
 * @param size the size in bytes
 * @param mediaType the type, by the content
 * @param uploadedAt when the file was uploaded, by the server's clock
 * @param expiresAt when the file is deleted, by the server's clock
 */
public record UploadedFile(
        String account, String path, String url, long size, String mediaType, Instant uploadedAt, Instant expiresAt) {

    static UploadedFile of(StoredFile file) {
        return new UploadedFile(
                file.account(),
                file.path(),
                file.url(),
                file.size(),
                file.mediaType(),
                file.uploadedAt(),
                file.expiresAt());
    }
}
