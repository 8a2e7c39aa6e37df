package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.files.NewFile;
import dev.lumamodify.mock.internal.files.UploadedFiles;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.ApiError;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A multipart body (RFC 7578). Its files are written to disk as they arrive; of the other parts, only those of the document are kept. */
final class MultipartBody extends RequestBody {
    /** The maximum size of a part that is no file, and of the headers of a part, in bytes. */
    private static final int MAX_FIELD_BYTES = 16 << 10;

    private static final int MAX_PARTS = 100;
    private static final long MAX_OVERHEAD = 1 << 20;

    private final Operation.Body definition;
    private final UploadedFiles uploadedFiles;
    private final Map<String, NewFile> files = new LinkedHashMap<>();
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private final MultiPart.Parser parser;
    private long size;
    private @Nullable ApiError error;

    /**
     * @param boundary the boundary in the {@code Content-Type}
     */
    MultipartBody(Operation.Body definition, String boundary, UploadedFiles uploadedFiles) {
        super(definition.maxBytes().values().stream().mapToLong(each -> each).sum() + MAX_OVERHEAD);
        this.definition = definition;
        this.uploadedFiles = uploadedFiles;
        this.parser = new MultiPart.Parser(boundary, new Listener());
        parser.setMaxParts(MAX_PARTS);
        parser.setPartHeadersMaxLength(MAX_FIELD_BYTES);
    }

    /** Receives the parts. The parser ignores exceptions, so that the first is kept. */
    private final class Listener extends MultiPart.AbstractPartsListener {
        private final ByteArrayOutputStream field = new ByteArrayOutputStream();
        private @Nullable NewFile file;

        @Override
        public void onPartHeaders() {
            guard(() -> {
                String name = String.valueOf(getName());
                if (files.containsKey(name) || fields.has(name)) {
                    throw invalid(name + " must be given once");
                } else if (definition.files().contains(name)) {
                    file = uploadedFiles.create(name, definition.maxBytes().getOrDefault(name, Long.MAX_VALUE));
                    files.put(name, file);
                }
            });
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            guard(() -> {
                String name = String.valueOf(getName());
                if (file != null) {
                    file.write(chunk.getByteBuffer());
                } else if (definition.properties().contains(name)) {
                    if (field.size() + chunk.remaining() > MAX_FIELD_BYTES) {
                        throw invalid(name + " must have at most " + MAX_FIELD_BYTES + " bytes");
                    }
                    field.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
                }
            });
        }

        @Override
        public void onPart(String name, @Nullable String fileName, HttpFields headers) {
            if (file == null && definition.properties().contains(String.valueOf(name))) {
                fields.put(name, field.toString(StandardCharsets.UTF_8));
            }
            file = null;
            field.reset();
        }

        @Override
        public void onFailure(Throwable failure) {
            guard(() -> {
                throw invalid("the request body must be multipart, but its end or a part is malformed: "
                        + failure.getMessage());
            });
        }

        private void guard(Runnable action) {
            if (error == null) {
                try {
                    action.run();
                } catch (ApiError e) {
                    error = e;
                }
            }
        }
    }

    private static ApiError invalid(String message) {
        return new ApiError(ApiError.Reason.INVALID_REQUEST, message);
    }

    @Override
    void append(ByteBuffer part) {
        size += part.remaining();
        // The buffer belongs to the caller, so that chunks of it need not be released.
        parser.parse(Content.Chunk.from(part, false));
        throwError();
    }

    @Override
    void complete() {
        parser.parse(Content.Chunk.EOF);
        throwError();
    }

    private void throwError() {
        if (error != null) {
            throw error;
        }
    }

    /** Returns the parts as an object. A file is an empty string. */
    ObjectNode input() {
        ObjectNode input = fields.deepCopy();
        files.keySet().forEach(name -> input.put(name, ""));
        return input;
    }

    /** Returns a file. */
    NewFile file(String name) {
        NewFile file = files.get(name);
        if (file == null) {
            throw invalid(name + " is required");
        }
        return file;
    }

    /** Returns the size and the parts. A file is null. */
    @Override
    byte[] bytes() {
        ObjectNode parts = fields.deepCopy();
        files.keySet().forEach(parts::putNull);
        return (Operation.Body.MULTIPART + " with " + size + " bytes, " + parts).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isStreamed() {
        return true;
    }

    /** Deletes the files that are not stored. */
    @Override
    public void release() {
        files.values().forEach(NewFile::close);
    }
}
