package dev.lumamodify.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicLong;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;
import okio.Sink;
import okio.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBodyTest {
    private static final int SEGMENT = 1 << 16;

    @TempDir
    private Path folder;

    private static FileBody body(Path file, AtomicLong progress) throws IOException {
        return new FileBody(file, "video/mp4", Files.size(file), Files.getLastModifiedTime(file), progress::set);
    }

    /** A connection that discards what it receives, and checks how much of the file was read ahead of it. */
    private static final class Connection implements Sink {
        private final AtomicLong progress;
        private long received;

        Connection(AtomicLong progress) {
            this.progress = progress;
        }

        @Override
        public void write(Buffer source, long byteCount) throws IOException {
            assertThat(source.size()).isLessThanOrEqualTo(2L * SEGMENT);
            source.skip(byteCount);
            received += byteCount;
            assertThat(progress.get()).isBetween(received - 2L * SEGMENT, received + 2L * SEGMENT);
        }

        @Override
        public void flush() {}

        @Override
        public Timeout timeout() {
            return Timeout.NONE;
        }

        @Override
        public void close() {}
    }

    @Test
    void largeFileIsNeverReadFurtherThanItIsSent() throws IOException {
        long size = 500L << 20;
        Path file = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        AtomicLong progress = new AtomicLong();
        FileBody body = body(file, progress);
        Connection connection = new Connection(progress);
        try (BufferedSink sink = Okio.buffer((Sink) connection)) {
            body.writeTo(sink);
        }
        assertThat(connection.received).isEqualTo(size).isEqualTo(body.contentLength());
        assertThat(progress).hasValue(size);
        assertThat(body.failure()).isNull();
    }

    @Test
    void bodyIsSentOnceByOkHttp() throws IOException {
        assertThat(body(Files.createFile(folder.resolve("a")), new AtomicLong()).isOneShot())
                .isTrue();
    }

    @Test
    void fileThatWasReplacedIsAFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "123");
        FileBody body = body(file, new AtomicLong());
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        assertThatThrownBy(() -> body.writeTo(new Buffer())).hasMessage("the file changed during the upload");
        assertThat(body.failure()).hasMessage("the file changed during the upload");
    }

    @Test
    void fileThatGrewIsAFailureEvenIfItsTimeIsTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "123");
        FileTime modified = Files.getLastModifiedTime(file);
        FileBody body = body(file, new AtomicLong());
        Files.writeString(file, "1234");
        Files.setLastModifiedTime(file, modified);

        assertThatThrownBy(() -> body.writeTo(new Buffer())).hasMessage("the file changed during the upload");
    }

    @Test
    void missingFileIsAFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "123");
        FileBody body = body(file, new AtomicLong());
        Files.delete(file);

        assertThatThrownBy(() -> body.writeTo(new Buffer())).isInstanceOf(IOException.class);
        assertThat(body.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void failureOfTheConnectionIsNoFailureOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "123");
        FileBody body = body(file, new AtomicLong());
        BufferedSink closed = Okio.buffer(Okio.blackhole());
        closed.close();

        assertThatThrownBy(() -> body.writeTo(closed)).isInstanceOf(IllegalStateException.class);
        assertThat(body.failure()).isNull();
    }
}
