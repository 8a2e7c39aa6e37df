package dev.lumamodify.mock.internal.files;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import dev.lumamodify.mock.internal.callback.LazyHttpClient;
import dev.lumamodify.mock.internal.spec.VideoRules;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks at real videos, as far as it takes to judge them by the rules of the document. */
public final class VideoValidator implements AutoCloseable {
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final LazyHttpClient outgoing;
    private final Predicate<String> allowed;
    private final Duration timeout;

    /**
     * @param allowed which URLs may be called
     * @param timeout how long the look at one video may take
     */
    public VideoValidator(Predicate<String> allowed, Duration timeout) {
        this.allowed = allowed;
        this.timeout = timeout;
        this.outgoing = new LazyHttpClient("The client that fetches videos", client -> {
            client.setName("luma-modify-mock-videos");
            client.setConnectTimeout(timeout.toMillis());
        });
    }

    /** Returns the rule that the video breaks and what was found instead; empty if it breaks none. */
    public Optional<String> violation(String url, VideoRules rules) {
        try (RemoteFile file = new RemoteFile(outgoing.client(), new URI(url), allowed, timeout)) {
            if (file.length() > rules.maxBytes()) {
                return Optional.of("must have at most " + rules.maxBytes() + " bytes, but has " + file.length());
            }
            BufferedInputStream buffered = new BufferedInputStream(file);
            FileType type = FileTypeDetector.detectFileType(buffered);
            if (!rules.formats().contains(ending(type))) {
                return Optional.of("must be " + String.join(" or ", rules.formats()) + ", but is of type "
                        + type.getName()
                        + (file.contentType().isEmpty() ? "" : ", sent as " + file.contentType()));
            }
            double seconds = VideoDuration.inSeconds(type, buffered);
            if (seconds > rules.maxSeconds()) {
                return Optional.of("must last at most " + rules.maxSeconds() + " seconds, but lasts " + seconds);
            }
            return Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of("must be a URL: " + e.getReason());
        } catch (IOException e) {
            return Optional.of("must be a video that can be fetched and read, but " + e.getMessage());
        }
    }

    private static String ending(FileType type) {
        String ending = type.getCommonExtension();
        return ending == null ? "" : ending.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        outgoing.close();
    }
}
