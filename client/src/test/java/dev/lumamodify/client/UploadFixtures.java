package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.response;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;

/** Videos to upload, and responses to uploads. */
final class UploadFixtures {
    static final String URL = "https://tempfile.example.com/x/videos/street.mp4";
    static final String UPLOADED_AT = "2025-01-01T12:00:00.000Z";
    static final MockResponse STORED = response(200, stored(""));

    private UploadFixtures() {}

    /** Returns the response to an upload. The members are added to the stored file. */
    static String stored(String members) {
        return "{\"success\":true,\"code\":200,\"msg\":\"File uploaded successfully\",\"data\":{\"fileName\":\"street.mp4\","
                + "\"filePath\":\"videos/street.mp4\",\"downloadUrl\":\"" + URL
                + "\",\"fileSize\":154832,\"mimeType\":\"video/mp4\",\"uploadedAt\":\"" + UPLOADED_AT + "\"" + members
                + "}}";
    }

    static MockResponse rejected(int status) {
        return response(status, "{\"success\":false,\"code\":" + status + ",\"msg\":\"a message\",\"data\":null}");
    }

    /** Writes the headers of an MP4 with a duration in seconds. */
    static Path mp4(Path file, int seconds) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16 + 8 + 28);
        bytes.putInt(16).put(ascii("ftypisom")).putInt(0);
        bytes.putInt(36).put(ascii("moov"));
        bytes.putInt(28)
                .put(ascii("mvhd"))
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(1000)
                .putInt(seconds * 1000);
        return Files.write(file, bytes.array());
    }

    /** Writes an MP4 of a size that takes no space on most file systems. */
    static Path largeMp4(Path file, long size) throws IOException {
        mp4(file, 5);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        return file;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the number of times that this process has a file open, on systems that list that. */
    static long openCopies(Path file) {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> links = Files.list(descriptors)) {
            return links.filter(link -> isLinkTo(link, file)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLinkTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file.toRealPath());
        } catch (IOException e) {
            // Closed since the folder was listed.
            return false;
        }
    }
}
