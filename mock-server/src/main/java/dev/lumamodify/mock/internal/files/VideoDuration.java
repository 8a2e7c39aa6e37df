package dev.lumamodify.mock.internal.files;

import com.drew.imaging.FileType;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the duration of a video from its index. Skips everything else, does not recurse, and needs the same memory for every
 * file. The readers of metadata-extractor allocate the size that a part of the file claims to have.
 */
final class VideoDuration {
    private static final String NO_INDEX = "it has no index";
    /** More than any file has. A position beyond it does not overflow. */
    private static final long MAX_SKIP = 1L << 60;

    private final DataInputStream file;

    private VideoDuration(InputStream file) {
        this.file = new DataInputStream(file);
    }

    /** Returns the duration of an MP4, MOV or AVI in seconds. Throws {@link IOException} if the file has no readable index. */
    static double inSeconds(FileType type, InputStream file) throws IOException {
        VideoDuration duration = new VideoDuration(file);
        try {
            // MP4 is based on MOV: both have the same index.
            return type == FileType.Avi ? duration.ofAvi() : duration.ofMp4();
        } catch (EOFException e) {
            throw new IOException(NO_INDEX, e);
        }
    }

    /** Reads the box {@code moov/mvhd} (ISO/IEC 14496-12, sections 4.2 and 8.2.2). */
    private double ofMp4() throws IOException {
        boolean inIndex = false;
        while (true) {
            long size = Integer.toUnsignedLong(file.readInt());
            String type = fourCharacters();
            long content = size == 1 ? file.readLong() - 16 : size - 8;
            if (inIndex && type.equals("mvhd")) {
                return mvhd(content);
            } else if (type.equals("moov") && !inIndex) {
                inIndex = true;
            } else {
                // A box of size 0 extends to the end of the file.
                skip(size == 0 ? MAX_SKIP : content);
            }
        }
    }

    private double mvhd(long size) throws IOException {
        boolean longTimes = file.readInt() >>> 24 == 1;
        if (size < (longTimes ? 32 : 20)) {
            throw new IOException("its index is too short");
        }
        skip(longTimes ? 16 : 8);
        double timescale = Integer.toUnsignedLong(file.readInt());
        double duration = longTimes ? file.readLong() : Integer.toUnsignedLong(file.readInt());
        if (timescale == 0 || duration < 0) {
            throw new IOException("its index is invalid");
        }
        return duration / timescale;
    }

    /** Reads the chunk {@code hdrl/avih}. */
    private double ofAvi() throws IOException {
        skip(12);
        while (true) {
            String type = fourCharacters();
            long size = littleEndian();
            if (type.equals("avih")) {
                if (size < 20) {
                    throw new IOException("its index is too short");
                }
                double microsecondsPerFrame = littleEndian();
                skip(12);
                return microsecondsPerFrame * littleEndian() / 1e6;
            } else if (!type.equals("LIST") || !fourCharacters().equals("hdrl")) {
                // A chunk of odd size is padded. Of a list, its type has been read.
                skip(size + size % 2 - (type.equals("LIST") ? 4 : 0));
            }
        }
    }

    private String fourCharacters() throws IOException {
        return new String(bytes(), StandardCharsets.ISO_8859_1);
    }

    private long littleEndian() throws IOException {
        return Integer.toUnsignedLong(
                ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt());
    }

    private byte[] bytes() throws IOException {
        byte[] bytes = new byte[4];
        file.readFully(bytes);
        return bytes;
    }

    private void skip(long count) throws IOException {
        if (count < 0) {
            throw new IOException("its index is invalid");
        }
        file.skipNBytes(Math.min(count, MAX_SKIP));
    }
}
