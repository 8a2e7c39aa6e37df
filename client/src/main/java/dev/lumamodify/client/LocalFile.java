package dev.lumamodify.client;

import dev.lumamodify.client.internal.file.VideoFormat;
import dev.lumamodify.client.internal.http.FileBody;
import dev.lumamodify.client.model.ModifyRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import okhttp3.HttpUrl;

/**
 * A file that was checked before its upload.
 *
 * @param format the format of the video; empty if the file is none
 */
record LocalFile(Path path, long size, FileTime modified, String format) {
    private static final Map<String, String> TYPES =
            Map.of("mp4", "video/mp4", "mov", "video/quicktime", "avi", "video/x-msvideo");
    private static final int MAX_NAME_LENGTH = 60;

    /**
     * Checks a file against the rules of the document for videos. Throws {@link UploadException} if it cannot be read,
     * and {@link IllegalArgumentException} if it violates a rule.
     */
    static LocalFile check(Path path, boolean allowNonVideo) {
        LocalFile file;
        VideoFormat format;
        try {
            // Opening a named pipe would block.
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new IOException("it is not a regular file");
            }
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                format = VideoFormat.read(channel);
                file = new LocalFile(path, channel.size(), Files.getLastModifiedTime(path), format.name());
            }
        } catch (IOException e) {
            throw new UploadException("The file " + path + " cannot be read: " + e, "check the path", e);
        }
        if (file.size > ModifyRequest.VIDEO_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "file must have at most " + ModifyRequest.VIDEO_MAX_BYTES + " bytes, but has " + file.size);
        }
        if (!allowNonVideo) {
            file.checkVideo(format);
        }
        return file;
    }

    private void checkVideo(VideoFormat format) {
        List<String> formats = ModifyRequest.VIDEO_FORMATS;
        if (!formats.contains(format.name())) {
            throw new IllegalArgumentException("file must be a video in one of the formats "
                    + String.join(", ", formats) + "; set allowNonVideo to upload another file");
        }
        Double seconds = format.seconds();
        if (seconds != null && seconds > ModifyRequest.VIDEO_MAX_SECONDS) {
            throw new IllegalArgumentException("file must be a video of at most " + ModifyRequest.VIDEO_MAX_SECONDS
                    + " seconds, but lasts " + seconds + " seconds");
        }
    }

    /** Returns the media type. */
    String type() {
        return TYPES.getOrDefault(format, "application/octet-stream");
    }

    /** Returns the content, for one request. */
    FileBody newBody(UploadOptions.ProgressListener listener) {
        return new FileBody(path, type(), size, modified, sent -> listener.onProgress(sent, size));
    }

    /** Returns a new name. A repeated upload with it replaces the file of the first one, and no other file. */
    String newName() {
        Path name = path.getFileName();
        return newName(name == null ? "" : name.toString(), format);
    }

    /** Returns a new name for the file of a URL. */
    static String newName(HttpUrl url) {
        return newName(url.pathSegments().get(url.pathSize() - 1), "");
    }

    private static String newName(String name, String format) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : safe(name.substring(dot + 1)).toLowerCase(Locale.ROOT);
        boolean video = TYPES.containsKey(extension);
        String stem = safe(dot < 0 ? name : name.substring(0, dot));
        String newExtension = format.isEmpty() || video ? extension : format;
        return (stem.isEmpty() ? "" : stem + "-")
                + UUID.randomUUID()
                + (newExtension.isEmpty() ? "" : "." + newExtension);
    }

    private static String safe(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9_-]", "_");
        return safe.substring(0, Math.min(safe.length(), MAX_NAME_LENGTH));
    }
}
