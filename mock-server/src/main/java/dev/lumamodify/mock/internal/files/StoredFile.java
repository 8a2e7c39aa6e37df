package dev.lumamodify.mock.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An uploaded file.
 *
 * @param account the id of the account that uploaded it
 * @param path the folder and the name
 * @param url where it can be downloaded
 * @param size in bytes
 * @param mediaType by its content
 * @param uploadedAt by the server's clock
 * @param expiresAt when it is deleted, by the server's clock
 * @param content the file on disk, whose name is random
 */
public record StoredFile(
        String account,
        String path,
        String url,
        long size,
        String mediaType,
        Instant uploadedAt,
        Instant expiresAt,
        Path content) {

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    InputStream open() throws IOException {
        return Files.newInputStream(content);
    }

    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("account", account)
                .put("path", path)
                .put("url", url)
                .put("size", size)
                .put("mediaType", mediaType)
                .put("uploadedAt", uploadedAt.toString())
                .put("expiresAt", expiresAt.toString());
    }
}
