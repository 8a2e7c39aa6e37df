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
 * The result of a task: always the same video, with the watermark of the task in a tag.
 *
 * @param bytes the MP4 file
 * @param etag the {@code ETag} of the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // The array is neither compared nor printed.
record ResultVideo(byte[] bytes, String etag) {
    private static final byte[] WITHOUT_WATERMARK = resource();
    /** The nested boxes around the tags, outermost first. All end at the end of the file, so that a tag can be appended. */
    private static final List<String> BOXES = List.of("moov", "udta", "meta", "ilst");

    private static final int WELL_KNOWN_TYPE_UTF8 = 1;

    /**
     * Returns the video with a watermark in its comment tag ({@code ©cmt}), which media players and {@code ffprobe} show.
     * Adds no tag if the watermark is empty.
     */
    static ResultVideo withWatermark(String watermark) {
        byte[] text = watermark.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = text.length == 0 ? WITHOUT_WATERMARK : withComment(text);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ResultVideo(bytes, '"' + HexFormat.of().formatHex(digest, 0, 8) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] withComment(byte[] text) {
        int added = 8 + 16 + text.length;
        ByteBuffer file = ByteBuffer.allocate(WITHOUT_WATERMARK.length + added).put(WITHOUT_WATERMARK);
        String latin1 = new String(WITHOUT_WATERMARK, StandardCharsets.ISO_8859_1);
        for (String box : BOXES) {
            int size = latin1.lastIndexOf(box) - 4;
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
