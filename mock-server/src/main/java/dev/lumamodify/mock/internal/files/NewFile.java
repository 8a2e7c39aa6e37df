package dev.lumamodify.mock.internal.files;

import dev.lumamodify.mock.internal.state.ApiError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that arrives. It is on disk, and counts towards the quota. Is used by one thread at a time. */
public final class NewFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final UploadedFiles files;
    private final Path content;
    private final String field;
    private final long maxBytes;
    private final FileChannel channel;
    private long size;
    private boolean closed;

    NewFile(UploadedFiles files, Path content, String field, long maxBytes) throws IOException {
        this.files = files;
        this.content = content;
        this.field = field;
        this.maxBytes = maxBytes;
        this.channel = FileChannel.open(content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Adds bytes. Throws {@link ApiError} if the file becomes too large, or if all files together do. */
    public void write(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (size + count > maxBytes) {
            throw new ApiError(ApiError.Reason.INVALID_REQUEST, field + " must have at most " + maxBytes + " bytes");
        }
        files.reserve(count);
        size += count;
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw UploadedFiles.failure(e);
        }
    }

    /** Adds all bytes of a stream. Throws {@link ApiError} as {@link #write} does. */
    void writeAll(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            write(ByteBuffer.wrap(buffer, 0, count));
        }
    }

    long size() {
        return size;
    }

    /** Returns the first bytes. */
    byte[] start(int maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(content)) {
            return in.readNBytes(maxBytes);
        }
    }

    /** Returns the complete file on disk, which this object then does not delete. */
    Path complete() throws IOException {
        channel.close();
        closed = true;
        return content;
    }

    /** Deletes the file, unless it is complete. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                channel.close();
            } catch (IOException e) {
                throw UploadedFiles.failure(e);
            } finally {
                files.delete(content, size);
            }
        }
    }
}
