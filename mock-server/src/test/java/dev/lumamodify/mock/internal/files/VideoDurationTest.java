package dev.lumamodify.mock.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.drew.imaging.FileType;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Crafted files of at most 200 bytes. */
final class VideoDurationTest {
    private static final int HUGE = Integer.MAX_VALUE;
    private static final long MAX_ALLOCATED = 1 << 20;

    static Stream<Arguments> craftedFiles() {
        return Stream.of(
                mp4("a huge index", file -> box(box(file, HUGE, "moov"), HUGE, "mvhd")),
                mp4("an index of 4 GB", file -> box(box(file, -1, "moov"), -1, "mvhd")),
                mp4(
                        "an index of 64 bits",
                        file -> box(box(file, 100, "moov"), 1, "mvhd").putLong(1L << 62)),
                mp4("a negative 64-bit size", file -> box(file, 1, "moov").putLong(-1)),
                mp4("the largest 64-bit size", file -> box(file, 1, "free").putLong(Long.MAX_VALUE)),
                mp4("a box of size 0", file -> box(box(file, 100, "moov"), 0, "free")),
                mp4("a box of size 2", file -> box(box(file, 100, "moov"), 2, "free")),
                mp4("a short index", file -> box(box(file, 100, "moov"), 12, "mvhd")),
                mp4("a timescale of 0", file -> box(box(file, 100, "moov"), 108, "mvhd")),
                mp4("a huge first box", file -> box(file, HUGE, "ftyp")),
                mp4("a huge name", file -> box(box(file, 100, "moov"), HUGE, "hdlr")),
                mp4("nested indexes", file -> {
                    while (file.remaining() >= 8) {
                        box(file, file.remaining(), "moov");
                    }
                }),
                avi("a huge index", file -> chunk(list(file, HUGE), "avih", HUGE)),
                avi("an index of 4 GB", file -> chunk(list(file, -1), "avih", -1)),
                avi("a huge chunk", file -> chunk(list(file, 100), "junk", HUGE)),
                avi("a short index", file -> chunk(list(file, 100), "avih", 4)),
                avi("a list of size 0", file -> chunk(file, "LIST", 0).put("xxxx".getBytes(StandardCharsets.US_ASCII))),
                avi("nested lists", file -> {
                    while (file.remaining() >= 12) {
                        list(file, HUGE);
                    }
                }));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("craftedFiles")
    void readsNoMoreThanTheFileHas(FileType type, String part, byte[] file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            VideoDuration.inSeconds(type, new ByteArrayInputStream(file));
        } catch (IOException e) {
            assertThat(e.getMessage()).startsWith("it");
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MAX_ALLOCATED);
    }

    @Test
    void readsAnIndexWith64BitTimes() throws IOException {
        ByteBuffer file = box(box(ByteBuffer.allocate(200), 1, "moov").putLong(180), 112, "mvhd");
        file.putInt(1 << 24).putLong(0).putLong(0).putInt(600).putLong(6300);

        assertThat(VideoDuration.inSeconds(FileType.Mp4, new ByteArrayInputStream(file.array())))
                .isEqualTo(10.5);
    }

    @Test
    void rejectsAFileThatEndsBeforeItsIndex() {
        assertThatIOException()
                .isThrownBy(() -> VideoDuration.inSeconds(FileType.QuickTime, new ByteArrayInputStream(new byte[8])))
                .withMessage("it has no index");
    }

    private static Arguments mp4(String part, Consumer<ByteBuffer> content) {
        byte[] file = new byte[200];
        content.accept(box(ByteBuffer.wrap(file), 8, "ftyp"));
        return Arguments.of(FileType.Mp4, part, file);
    }

    private static Arguments avi(String part, Consumer<ByteBuffer> content) {
        byte[] file = new byte[200];
        content.accept(chunk(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN), "RIFF", 192)
                .put("AVI ".getBytes(StandardCharsets.US_ASCII)));
        return Arguments.of(FileType.Avi, part, file);
    }

    private static ByteBuffer box(ByteBuffer file, int size, String type) {
        return file.putInt(size).put(type.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer list(ByteBuffer file, int size) {
        return chunk(file, "LIST", size).put("hdrl".getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer chunk(ByteBuffer file, String type, int size) {
        return file.put(type.getBytes(StandardCharsets.US_ASCII)).putInt(size);
    }
}
