package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Multipart;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.harness.ResultCode;
import dev.lumamodify.contract.internal.spec.Operation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Uploads files, and downloads what is stored. */
public final class Uploads {
    private final ServerTestContext context;

    public Uploads(ServerTestContext context) {
        this.context = context;
    }

    /** Returns a folder that no other run uses. */
    public String newFolder() {
        return "suite/" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    }

    /** Uploads a file in a multipart body. A null folder or name is not sent. */
    public Response file(byte[] content, @Nullable String folder, @Nullable String name) {
        Operation operation = context.document().operation("uploadFile");
        List<Multipart.Part> parts = new ArrayList<>();
        if (folder != null) {
            parts.add(Multipart.Part.field("uploadPath", folder));
        }
        if (name != null) {
            parts.add(Multipart.Part.field("fileName", name));
        }
        parts.add(Multipart.Part.file("file", content));
        Request request = new Request(operation.method(), operation.path())
                .key(context.target().apiKey());
        return context.send(Multipart.write(request, parts));
    }

    /** Uploads a file whose content is Base64 or a {@code data:} URL. */
    public Response base64(String data, String folder, String name) {
        return json("uploadBase64", "base64Data", data, folder, name);
    }

    /** Uploads a file from a URL. */
    public Response fromUrl(String url, String folder, String name) {
        return json("uploadFromUrl", "fileUrl", url, folder, name);
    }

    private Response json(String operation, String field, String value, String folder, String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put(field, value).put("uploadPath", folder).put("fileName", name);
        return context.send(context.request(context.document().operation(operation), body));
    }

    public static String encoded(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }

    /** Returns the URL of the stored file. Throws a {@link CheckFailure} if the upload was not accepted. */
    public static String url(Response upload) {
        String url = upload.data().path("downloadUrl").asString("");
        if (!upload.accepted() || url.isEmpty()) {
            throw new CheckFailure("A valid upload was not accepted with code 200 and a `downloadUrl`", upload)
                    .ofPremise("upload to " + upload.request().path());
        }
        return requireUrl(url, upload);
    }

    /** Returns the URL. Throws a {@link CheckFailure} if it is not an absolute http or https URL. */
    public static String requireUrl(String url, Response evidence) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?")) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new CheckFailure("'" + url + "' is not an http or https URL", evidence);
    }

    /** Downloads a URL without an API key. A cache must ask the service. */
    public Response get(String url) {
        return context.client().sendUnrecorded(new Request("GET", url).header("Cache-Control", "no-cache"));
    }

    /** Asserts that a file was stored, and is served with this content. */
    public void assertServed(Response upload, byte[] content) {
        assertContent(get(url(upload)), content);
    }

    /** Asserts that an upload with an unusual parameter was rejected with code 400, or that the file is served. */
    public void assertServedOrRejected(Response upload, byte[] content) {
        if (upload.code() != ResultCode.BAD_REQUEST) {
            assertServed(upload, content);
        }
    }

    /** Asserts that a download has this content. */
    public static void assertContent(Response download, byte[] content) {
        if (download.status() != Response.OK) {
            throw new CheckFailure("The file is not served: HTTP status " + download.status(), download);
        }
        if (!Arrays.equals(download.body(), content)) {
            int index = Arrays.mismatch(download.body(), content);
            throw new CheckFailure(
                    "The " + content.length + " bytes differ from those that were stored, at index " + index, download);
        }
    }
}
