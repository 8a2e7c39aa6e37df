package dev.lumamodify.client.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The format of a video file, by its content. Reads some headers and skips everything else, so that a large file costs no
 * more than a small one.
 *
 * @param name {@code mp4}, {@code mov} or {@code avi}; empty for another format
 * @param seconds the duration; null if the file does not state it
 */
public record VideoFormat(String name, @Nullable Double seconds) {
    private static final VideoFormat OTHER = new VideoFormat("", null);

    /** The boxes of MP4 and MOV files and the chunks of AVI files that are read at most. */
    private static final int MAX_HEADERS = 1000;

    /** The brands of files that have the structure of MP4, but are images or sound. */
    private static final Set<String> OTHER_BRANDS = Set.of(
            "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis", "crx ", "M4A ", "M4B ",
            "M4P ");

    /** The boxes with which a MOV file without a brand begins. */
    private static final Set<String> FIRST_BOXES = Set.of("moov", "mdat", "wide", "free", "skip", "pnot");

    /** Reads the format of a file. Does not move the position of the channel. */
    public static VideoFormat read(FileChannel file) throws IOException {
        ByteBuffer start = read(file, 0, 12);
        if (start == null) {
            return OTHER;
        }
        if (text(start, 0).equals("RIFF") && text(start, 8).equals("AVI ")) {
            return new VideoFormat("avi", secondsOfAvi(file));
        }
        String box = text(start, 4);
        if (box.equals("ftyp")) {
            String brand = text(start, 8);
            return OTHER_BRANDS.contains(brand)
                    ? OTHER
                    : new VideoFormat(brand.equals("qt  ") ? "mov" : "mp4", secondsOfMp4(file));
        }
        return FIRST_BOXES.contains(box) ? new VideoFormat("mov", secondsOfMp4(file)) : OTHER;
    }

    /** Reads the box {@code moov/mvhd} (ISO/IEC 14496-12, sections 4.2 and 8.2.2), which MOV files have too. */
    private static @Nullable Double secondsOfMp4(FileChannel file) throws IOException {
        long position = 0;
        for (int i = 0; i < MAX_HEADERS; i++) {
            ByteBuffer header = read(file, position, 8);
            if (header == null) {
                return null;
            }
            String type = text(header, 4);
            long size = Integer.toUnsignedLong(header.getInt(0));
            ByteBuffer largeSize = size == 1 ? read(file, position + 8, 8) : null;
            int headerSize = largeSize == null ? 8 : 16;
            size = largeSize == null ? size : largeSize.getLong(0);
            if (type.equals("mvhd")) {
                return secondsOfMvhd(file, position + headerSize);
            }
            if (!type.equals("moov") && (size < headerSize || size > file.size())) {
                // The last box, or no box at all.
                return null;
            }
            position += type.equals("moov") ? headerSize : size;
        }
        return null;
    }

    private static @Nullable Double secondsOfMvhd(FileChannel file, long position) throws IOException {
        ByteBuffer version = read(file, position, 1);
        boolean longTimes = version != null && version.get(0) == 1;
        ByteBuffer times = read(file, position + (longTimes ? 20 : 12), longTimes ? 12 : 8);
        if (times == null) {
            return null;
        }
        long timescale = Integer.toUnsignedLong(times.getInt(0));
        long duration = longTimes ? times.getLong(4) : Integer.toUnsignedLong(times.getInt(4));
        boolean known = longTimes ? duration > 0 : duration > 0 && duration != 0xffffffffL;
        return known && timescale > 0 ? Double.valueOf((double) duration / timescale) : null;
    }

    /** Reads the chunk {@code hdrl/avih}. */
    private static @Nullable Double secondsOfAvi(FileChannel file) throws IOException {
        long position = 12;
        for (int i = 0; i < MAX_HEADERS; i++) {
            ByteBuffer chunk = read(file, position, 12);
            if (chunk == null) {
                return null;
            }
            long size =
                    Integer.toUnsignedLong(chunk.order(ByteOrder.LITTLE_ENDIAN).getInt(4));
            if (text(chunk, 0).equals("avih")) {
                ByteBuffer header = read(file, position + 8, 20);
                if (header == null) {
                    return null;
                }
                header.order(ByteOrder.LITTLE_ENDIAN);
                double seconds = Integer.toUnsignedLong(header.getInt(0))
                        * (double) Integer.toUnsignedLong(header.getInt(16))
                        / 1e6;
                return seconds > 0 ? seconds : null;
            }
            boolean index = text(chunk, 0).equals("LIST") && text(chunk, 8).equals("hdrl");
            // A chunk of odd size is padded.
            position += index ? 12 : 8 + size + size % 2;
        }
        return null;
    }

    private static String text(ByteBuffer bytes, int index) {
        byte[] text = new byte[4];
        bytes.get(index, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Returns the bytes at a position; null if the file ends before. */
    private static @Nullable ByteBuffer read(FileChannel file, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                return null;
            }
        }
        return bytes.flip();
    }
}
