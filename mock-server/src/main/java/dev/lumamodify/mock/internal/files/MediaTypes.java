package dev.lumamodify.mock.internal.files;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The type of a file, by its first bytes.
 *
 * @param extension the extension of file names, with a dot; empty if there is none
 */
record MediaTypes(String mediaType, String extension) {
    /** How many bytes are enough to find the type. */
    static final int MAX_BYTES = 4096;

    /** Returns the type of a file that begins with these bytes. Text is never HTML, which a browser would execute. */
    static MediaTypes of(byte[] start) throws IOException {
        FileType type = FileTypeDetector.detectFileType(new BufferedInputStream(new ByteArrayInputStream(start)));
        String mediaType = type.getMimeType();
        if (mediaType != null) {
            String extension = type.getCommonExtension();
            return new MediaTypes(mediaType, extension == null ? "" : "." + extension);
        } else if (new String(start, StandardCharsets.ISO_8859_1).startsWith("%PDF-")) {
            return new MediaTypes("application/pdf", ".pdf");
        }
        return isText(start) ? new MediaTypes("text/plain", ".txt") : new MediaTypes("application/octet-stream", "");
    }

    private static boolean isText(byte[] start) {
        CharBuffer text = CharBuffer.allocate(start.length);
        // The last character may be incomplete.
        boolean valid = !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(start), text, false)
                .isError();
        return valid
                && start.length > 0
                && text.flip().chars().allMatch(each -> each >= ' ' || Character.isWhitespace(each));
    }
}
