package dev.lumamodify.mock;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** Builds the body of an upload. */
public final class Multipart {
    public static final String PATH = "/api/file-stream-upload";
    public static final String CONTENT_TYPE = "multipart/form-data; boundary=next-part";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds a file. */
    public Multipart file(String name, byte[] content) {
        return part(name + "\"; filename=\"ignored.bin", content);
    }

    /** Adds a part that is no file. */
    public Multipart field(String name, String value) {
        return part(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private Multipart part(String name, byte[] content) {
        write("--next-part\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
        bytes.writeBytes(content);
        write("\r\n");
        return this;
    }

    private void write(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the parts without the end. */
    byte[] incomplete() {
        return bytes.toByteArray();
    }

    /** Returns the body. */
    byte[] complete() {
        write("--next-part--\r\n");
        return bytes.toByteArray();
    }

    /** Sends the body. */
    public TestClient.Response send(TestClient client, String... headers) {
        return sendTo(PATH, client, headers);
    }

    /** Sends the body to another path. */
    public TestClient.Response sendTo(String path, TestClient client, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = CONTENT_TYPE;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return client.send("POST", path, BodyPublishers.ofByteArray(complete()), all);
    }
}
