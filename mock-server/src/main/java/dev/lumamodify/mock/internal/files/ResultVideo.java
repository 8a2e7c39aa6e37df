package dev.lumamodify.mock.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The one video that this server has, tagged with the watermark of a task.
 *
 * @param bytes an MP4 file
 * @param tag what the bytes are known by: an {@code ETag}
 */
@SuppressWarnings("ArrayRecordComponent") // Neither compared nor printed.
record ResultVideo(byte[] bytes, String tag) {
    private static final byte[] UNMARKED = resource();
    /** Each lies at the end of the one before, and the last at the end of the file, which {@code video/make} sees to. */
    private static final List<String> BOXES = List.of("moov", "udta", "meta", "ilst");

    private static final int WELL_KNOWN_TYPE_UTF8 = 1;

    /**
     * Writes a watermark into the comment tag ({@code ©cmt}), where media players and {@code ffprobe} show it. An empty
     * one is no watermark.
     */
    static ResultVideo marked(String watermark) {
        byte[] text = watermark.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = text.length == 0 ? UNMARKED : tagged(text);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ResultVideo(bytes, '"' + HexFormat.of().formatHex(digest, 0, 8) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] tagged(byte[] text) {
        int added = 8 + 16 + text.length;
        ByteBuffer file = ByteBuffer.allocate(UNMARKED.length + added).put(UNMARKED);
        String search = new String(UNMARKED, StandardCharsets.ISO_8859_1);
        for (String box : BOXES) {
            int size = search.lastIndexOf(box) - 4;
            file.putInt(size, file.getInt(size) + added);
        }
        file.putInt(added).put("\u00a9cmt".getBytes(StandardCharsets.ISO_8859_1));
        file.putInt(added - 8).put("data".getBytes(StandardCharsets.ISO_8859_1));
        file.putInt(WELL_KNOWN_TYPE_UTF8).putInt(0).put(text);
        return file.array();
    }

    private static byte[] resource() {
        try (InputStream in = ResultVideo.class.getResourceAsStream("result.mp4")) {
            if (in == null) {
                throw new IllegalStateException("There is no result.mp4 on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
