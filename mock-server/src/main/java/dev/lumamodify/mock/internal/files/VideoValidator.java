package dev.lumamodify.mock.internal.files;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import dev.lumamodify.mock.internal.callback.LazyHttpClient;
import dev.lumamodify.mock.internal.spec.VideoRules;
import dev.lumamodify.mock.internal.state.ApiError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Downloads videos, as far as necessary, and validates them against the rules of the document. Safe for use by several
 * threads.
 */
public final class VideoValidator implements AutoCloseable {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** Parsing reads streams, so that a validation blocks a thread: one of its own. */
    private static final int MAX_CONCURRENT = 512;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MAX_CONCURRENT, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), VideoValidator::newThread);
    private final LazyHttpClient http;
    private final Predicate<String> allowedUrls;
    private final Duration timeout;

    /**
     * @param allowedUrls the URLs that may be requested
     * @param timeout how long the validation of one video may take, in real time
     */
    public VideoValidator(Predicate<String> allowedUrls, Duration timeout) {
        this.allowedUrls = allowedUrls;
        this.timeout = timeout;
        this.http = new LazyHttpClient("The HTTP client for videos", client -> {
            client.setName("luma-modify-mock-videos");
            client.setConnectTimeout(timeout.toMillis());
        });
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "luma-modify-mock-video-validation");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a validation on another thread. Its result is an error with code 429 if too many validations are running. */
    public CompletableFuture<Optional<ApiError>> submit(Supplier<Optional<ApiError>> validation) {
        try {
            return CompletableFuture.supplyAsync(validation, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(Optional.of(new ApiError(ApiError.Reason.RATE_LIMITED, timeout)));
        }
    }

    /** Returns the rule that a video violates, such as "must be mp4, but is of type webm"; empty if the video is valid. */
    public Optional<String> violation(String url, VideoRules rules) {
        try (RemoteFile file = new RemoteFile(http, new URI(url), allowedUrls, timeout)) {
            if (file.length() > rules.maxBytes()) {
                return Optional.of("must have at most " + rules.maxBytes() + " bytes, but has " + file.length());
            }
            BufferedInputStream buffered = new BufferedInputStream(file);
            FileType type = FileTypeDetector.detectFileType(buffered);
            if (!rules.formats().contains(extension(type))) {
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
            return Optional.of("must be a valid URL: " + e.getReason());
        } catch (IOException e) {
            return Optional.of("must be a video that can be downloaded and read, but " + e.getMessage());
        }
    }

    private static String extension(FileType type) {
        String extension = type.getCommonExtension();
        return extension == null ? "" : extension.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.close();
    }
}
