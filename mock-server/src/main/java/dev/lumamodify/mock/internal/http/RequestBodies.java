package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.files.UploadedFiles;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.spec.Operation;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Creates the bodies of requests: for a multipart operation on disk, else in memory. Safe for use by several threads. */
public final class RequestBodies {
    /** The maximum size of a body in memory, in bytes, without the files in it. */
    private static final int MAX_BYTES = 4 << 20;

    private final Map<String, Operation.Body> definitions = new HashMap<>();
    private final ByteBudget budget;
    private final UploadedFiles uploadedFiles;

    /**
     * @param budget the memory of all bodies
     */
    public RequestBodies(OpenApiDocument document, ByteBudget budget, UploadedFiles uploadedFiles) {
        this.budget = budget;
        this.uploadedFiles = uploadedFiles;
        for (Operation operation : document.operations()) {
            Operation.Body body = operation.body();
            if (body != null) {
                definitions.put(operation.method() + " " + operation.path(), body);
            }
        }
    }

    /** Creates the body of a request that begins. */
    public RequestBody create(Request request) {
        Operation.Body definition = definitions.get(request.getMethod() + " " + Request.getPathInContext(request));
        String boundary = definition != null && definition.isMultipart() ? boundary(request) : null;
        return definition == null || boundary == null
                ? new BufferedBody(budget, request.getLength(), maxBytes(definition))
                : new MultipartBody(definition, boundary, uploadedFiles);
    }

    private static @Nullable String boundary(Request request) {
        String contentType = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String boundary = RequestValidator.mediaType(contentType).equals(Operation.Body.MULTIPART)
                ? MultiPart.extractBoundary(contentType)
                : null;
        return boundary == null || boundary.isBlank() ? null : boundary;
    }

    /** Returns the maximum size of a body. Four characters of Base64 contain three bytes of a file. */
    private static int maxBytes(Operation.@Nullable Body definition) {
        long files = definition == null ? 0 : definition.embeddedBytes();
        return Math.toIntExact(MAX_BYTES + files * 4 / 3);
    }
}
