package dev.lumamodify.client.internal.file;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFormatTest {
    @TempDir
    private Path folder;

    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 20);

    private VideoFormatTest text(String text) {
        bytes.put(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    private VideoFormatTest numbers(int... numbers) {
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return this;
    }

    private VideoFormatTest box(int size, String type) {
        return numbers(size).text(type);
    }

    private void assertFormat(String name, @Nullable Double seconds) throws IOException {
        Path file = folder.resolve("file");
        byte[] content = new byte[bytes.flip().remaining()];
        bytes.get(content);
        Files.write(file, content);
        try (FileChannel channel = FileChannel.open(file)) {
            assertThat(VideoFormat.read(channel)).isEqualTo(new VideoFormat(name, seconds));
        }
    }

    @ParameterizedTest
    @CsvSource({"isom, mp4", "mp42, mp4", "'qt  ', mov", "heic, ''", "avif, ''", "'M4A ', ''"})
    void brandIsTheFormat(String brand, String format) throws IOException {
        box(16, "ftyp").text(brand).numbers(0);
        assertFormat(format, null);
    }

    @Test
    void durationIsReadFromTheMovieHeader() throws IOException {
        box(16, "ftyp").text("isom").numbers(0);
        box(1, "mdat").numbers(0, 16 + 100);
        bytes.put(new byte[100]);
        box(100, "moov").box(28, "mvhd").numbers(0, 1, 2, 600, 1500);
        assertFormat("mp4", 2.5);
    }

    @Test
    void durationOfTheSecondVersionHas64Bits() throws IOException {
        box(16, "ftyp").text("qt  ").numbers(0);
        box(100, "moov").box(12, "free").numbers(7).box(40, "mvhd").numbers(1 << 24, 0, 1, 0, 2, 2, 1, 0);
        assertFormat("mov", (double) (1L << 32) / 2);
    }

    @Test
    void movieWithoutABrandIsAMov() throws IOException {
        box(8, "wide").box(100, "moov").box(28, "mvhd").numbers(0, 1, 2, 600, 600);
        assertFormat("mov", 1.0);
    }

    @ParameterizedTest
    @CsvSource({"0, 600", "600, 0", "600, -1"})
    void unknownDurationIsNone(int timescale, int duration) throws IOException {
        box(16, "ftyp").text("isom").numbers(0);
        box(100, "moov").box(28, "mvhd").numbers(0, 1, 2, timescale, duration);
        assertFormat("mp4", null);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 7, 1, -1})
    void invalidBoxEndsTheSearch(int size) throws IOException {
        box(16, "ftyp").text("isom").numbers(0);
        box(size, "free").numbers(-1, -1, -1, -1);
        assertFormat("mp4", null);
    }

    @Test
    void numberOfBoxesIsLimited() throws IOException {
        box(16, "ftyp").text("isom").numbers(0);
        for (int i = 0; i < 1000; i++) {
            box(8, "free");
        }
        box(100, "moov").box(28, "mvhd").numbers(0, 1, 2, 600, 600);
        assertFormat("mp4", null);
    }

    @Test
    void durationOfAnAviIsThatOfItsFrames() throws IOException {
        bytes.order(LITTLE_ENDIAN);
        text("RIFF").numbers(1000).text("AVI ");
        text("JUNK").numbers(3).text("abc\0");
        text("LIST").numbers(200).text("hdrl");
        text("avih").numbers(56, 40_000, 0, 0, 0, 250);
        assertFormat("avi", 10.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "RIFF", "RIFF0000WAVE", "not a video at all", "\u001aE\u00df\u00a30000webm", "GIF89a000000"})
    void otherContentIsNoVideo(String content) throws IOException {
        text(content);
        assertFormat("", null);
    }

    @Test
    void aviWithoutAHeaderHasNoDuration() throws IOException {
        text("RIFF0000AVI LIST");
        assertFormat("avi", null);
    }
}
