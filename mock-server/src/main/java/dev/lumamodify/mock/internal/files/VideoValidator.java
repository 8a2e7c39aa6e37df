package dev.lumamodify.mock.internal.files;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import dev.lumamodify.mock.internal.spec.VideoRules;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads videos, as far as necessary, and validates them against the rules of the document. Safe for use by several threads.
 */
public final class VideoValidator {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final long MAX_BYTES = 4 << 20;

    private final RemoteFiles remoteFiles;
    private final Function<String, @Nullable StoredFile> uploads;
    private final Duration timeout;

    /**
     * @param uploads returns the upload with a URL; null if there is none
     * @param timeout how long the validation of one video may take, in real time
     */
    public VideoValidator(RemoteFiles remoteFiles, Function<String, @Nullable StoredFile> uploads, Duration timeout) {
        this.remoteFiles = remoteFiles;
        this.uploads = uploads;
        this.timeout = timeout;
    }

    /** Returns the rule that a video violates, such as "must be mp4, but is of type webm"; empty if the video is valid. */
    public Optional<String> violation(String url, VideoRules rules) {
        StoredFile upload = uploads.apply(url);
        if (upload != null) {
            try (InputStream file = upload.open()) {
                return violation(file, upload.size(), "", rules);
            } catch (IOException e) {
                return unreadable(e);
            }
        }
        try (RemoteFile file = remoteFiles.open(url, timeout, MAX_BYTES)) {
            return violation(file, file.length(), file.contentType(), rules);
        } catch (URISyntaxException e) {
            return Optional.of("must be a valid URL: " + e.getReason());
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    private static Optional<String> unreadable(IOException e) {
        return Optional.of("must be a video that can be downloaded and read, but " + e.getMessage());
    }

    private static Optional<String> violation(InputStream file, long length, String contentType, VideoRules rules)
            throws IOException {
        if (length > rules.maxBytes()) {
            return Optional.of("must have at most " + rules.maxBytes() + " bytes, but has " + length);
        }
        BufferedInputStream buffered = new BufferedInputStream(file);
        FileType type = FileTypeDetector.detectFileType(buffered);
        if (!rules.formats().contains(extension(type))) {
            return Optional.of("must be " + String.join(" or ", rules.formats()) + ", but is of type " + type.getName()
                    + (contentType.isEmpty() ? "" : ", sent as " + contentType));
        }
        double seconds = VideoDuration.inSeconds(type, buffered);
        if (seconds > rules.maxSeconds()) {
            return Optional.of("must last at most " + rules.maxSeconds() + " seconds, but lasts " + seconds);
        }
        return Optional.empty();
    }

    private static String extension(FileType type) {
        String extension = type.getCommonExtension();
        return extension == null ? "" : extension.toLowerCase(Locale.ROOT);
    }
}
