package dev.lumamodify.client.internal.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.function.LongConsumer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A request body that sends a file in small segments. Opens the file when it is sent, and closes it afterwards. It is a
 * one-shot body, which OkHttp does not repeat and which its logging interceptor does not read. Not thread-safe.
 */
public final class FileBody extends RequestBody {
    private static final int SEGMENT_SIZE = 1 << 16;

    private final Path file;
    private final MediaType type;
    private final long size;
    private final FileTime modified;
    private final LongConsumer progress;
    private volatile @Nullable Throwable failure;

    /**
     * Creates a body.
     *
     * @param size the size of the file when it was checked
     * @param modified the time of the last modification of the file when it was checked
     * @param progress receives the number of bytes that were sent so far, after each segment
     */
    public FileBody(Path file, String type, long size, FileTime modified, LongConsumer progress) {
        this.file = file;
        this.type = MediaType.get(type);
        this.size = size;
        this.modified = modified;
        this.progress = progress;
    }

    /**
     * Returns the failure to read the file, which is an {@link IOException}, or of the progress listener; null otherwise.
     */
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return size;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        try (FileChannel channel = readFile(() -> FileChannel.open(file, StandardOpenOption.READ))) {
            readFile(() -> checkUnchanged(channel));
            ByteBuffer segment = ByteBuffer.allocate(SEGMENT_SIZE);
            for (long sent = 0; sent < size; ) {
                segment.clear().limit((int) Math.min(SEGMENT_SIZE, size - sent));
                sent += readFile(() -> read(channel, segment));
                sink.write(segment.flip());
                report(sent);
            }
            // What was appended is not sent, but then the file is not the one that was checked.
            readFile(() -> checkUnchanged(channel));
        }
    }

    private interface FileAction<T> {
        T run() throws IOException;
    }

    /** Runs an action. Records its failure, unless the failure is an interrupt of the thread. */
    private <T> T readFile(FileAction<T> action) throws IOException {
        try {
            return action.run();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private boolean checkUnchanged(FileChannel channel) throws IOException {
        if (channel.size() != size || !Files.getLastModifiedTime(file).equals(modified)) {
            throw new IOException("the file changed during the upload");
        }
        return true;
    }

    private static int read(FileChannel channel, ByteBuffer segment) throws IOException {
        int count = channel.read(segment);
        if (count < 0) {
            throw new IOException("the file became shorter during the upload");
        }
        return count;
    }

    private void report(long sent) throws IOException {
        try {
            progress.accept(sent);
        } catch (RuntimeException | Error e) {
            failure = e;
            throw new IOException("the progress listener failed", e);
        }
    }
}
