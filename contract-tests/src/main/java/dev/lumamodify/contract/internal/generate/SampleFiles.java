package dev.lumamodify.contract.internal.generate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Files to upload. */
public final class SampleFiles {
    /** The length of the boxes {@code ftyp}, {@code moov} with {@code mvhd}, and of the header of {@code mdat}. */
    private static final int MIN_LENGTH = 20 + 8 + 108 + 8;

    private SampleFiles() {}

    /** Returns an MP4 file of one second, without samples. */
    public static byte[] mp4() {
        return mp4(MIN_LENGTH);
    }

    /** Returns an MP4 file of one second and a length in bytes. Its data is random. */
    public static byte[] mp4(int length) {
        byte[] data = new byte[length - MIN_LENGTH];
        new Random(length).nextBytes(data);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        bytes.putInt(20).put(ascii("ftyp")).put(ascii("isom")).putInt(512).put(ascii("isom"));
        bytes.putInt(8 + 108).put(ascii("moov")).putInt(108).put(ascii("mvhd"));
        // The version and two dates are 0. They are followed by the units per second and the duration.
        bytes.putInt(0).putInt(0).putInt(0).putInt(1000).putInt(1000);
        bytes.position(MIN_LENGTH - 8);
        return bytes.putInt(8 + data.length).put(ascii("mdat")).put(data).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
