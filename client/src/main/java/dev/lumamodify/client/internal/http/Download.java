package dev.lumamodify.client.internal.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Downloads one result to one file. An interrupted download continues where it stopped. Not thread-safe. */
public final class Download {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");
    private static final Set<Integer> TRANSIENT_STATUSES = Set.of(408, 416, 429, 500, 502, 503, 504);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern STRONG_ETAG = Pattern.compile("\"[\\x21\\x23-\\x7e]*\"");
    private static final Set<String> OTHER_VIDEO_TYPES = Set.of(
            "application/octet-stream",
            "binary/octet-stream",
            "application/mp4",
            "application/x-download",
            "application/force-download");

    /** The age from which a {@code Last-Modified} is a strong validator, even if two clocks differ a little. */
    private static final Duration STRONG_AGE = Duration.ofMinutes(1);

    private static final int UNKNOWN = -1;

    private final FileHost host;
    private HttpUrl url;
    private final Path file;
    private final long maxBytes;
    private final boolean followPrivateRedirects;
    private final boolean allowNonVideo;
    private final BiConsumer<Long, Long> listener;
    private long received;
    private long total = UNKNOWN;
    private @Nullable Integer httpStatus;
    private @Nullable String etag;
    private @Nullable String validator;

    /**
     * Creates a download.
     *
     * @param file an existing empty file
     * @param maxBytes the maximum size of the file
     * @param listener receives the number of bytes after each write, and the total, which is -1 if the host does not send it
     */
    public Download(
            FileHost host,
            HttpUrl url,
            Path file,
            long maxBytes,
            boolean followPrivateRedirects,
            boolean allowNonVideo,
            BiConsumer<Long, Long> listener) {
        this.host = host;
        this.url = url;
        this.file = file;
        this.maxBytes = maxBytes;
        this.followPrivateRedirects = followPrivateRedirects;
        this.allowNonVideo = allowNonVideo;
        this.listener = listener;
    }

    /** Thrown for a failure that a retry would not change. */
    public static final class NonRetryableException extends IOException {
        private static final long serialVersionUID = 1;

        NonRetryableException(@Nullable String message) {
            super(message);
        }
    }

    /**
     * Downloads the bytes that are still missing. Throws {@link NonRetryableException} if a retry would not help. After
     * any other {@link IOException} this method can be called again.
     */
    public void run() throws IOException {
        httpStatus = null;
        if (validator == null) {
            received = 0;
        }
        try (Response response = host.get(request(), followPrivateRedirects);
                ResponseBody body = response.body()) {
            readHeaders(response, body.contentLength());
            copy(body.source());
        } catch (FileHost.RedirectRejectedException e) {
            throw new NonRetryableException(e.getMessage());
        }
        if (total >= 0 && received != total) {
            throw new IOException("the file host sent " + received + " of " + total + " bytes");
        }
        if (received == 0 && !allowNonVideo) {
            throw new NonRetryableException("the file is empty");
        }
    }

    /** Uses another URL of the same file from now on. */
    public void continueFrom(HttpUrl link) {
        url = link;
    }

    /** Returns the HTTP status of the last response; null if the last run received none. */
    public @Nullable Integer httpStatus() {
        return httpStatus;
    }

    private Request request() {
        // Compressed bytes could not be counted or resumed.
        Request.Builder request = new Request.Builder()
                .url(url)
                .header("Accept-Encoding", "identity")
                .header("User-Agent", ModifyApi.USER_AGENT);
        if (received > 0 && validator != null) {
            request.header("Range", "bytes=" + received + "-").header("If-Range", validator);
        }
        return request.build();
    }

    private void readHeaders(Response response, long length) throws IOException {
        int status = response.code();
        httpStatus = status;
        if (status != 200 && status != 206) {
            received = status == 416 ? 0 : received;
            String message = "the file host responded with HTTP " + status;
            throw TRANSIENT_STATUSES.contains(status) ? new IOException(message) : new NonRetryableException(message);
        }
        checkHeaders(response, length);
        if (status == 206) {
            resume(response);
            return;
        }
        received = 0;
        total = length;
        checkSize(total);
        etag = response.header("ETag");
        validator = strongValidator(response);
    }

    private void checkHeaders(Response response, long length) throws NonRetryableException {
        String encoding = response.header("Content-Encoding", "identity");
        if (!"identity".equalsIgnoreCase(encoding)) {
            throw new NonRetryableException("the file host sent the content encoding " + encoding);
        }
        if (length < UNKNOWN) {
            throw new NonRetryableException("the file host sent a negative length");
        }
        String type = response.header("Content-Type");
        if (type != null && !allowNonVideo) {
            String name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (!name.startsWith("video/") && !OTHER_VIDEO_TYPES.contains(name)) {
                throw new NonRetryableException("the file host sent the content type " + name + ", which is no video");
            }
        }
    }

    /**
     * Returns a validator that differs whenever a byte of the file differs (RFC 9110, section 8.8.1); null if there is
     * none. The file could have changed twice in the second of a {@code Last-Modified} that is not old enough (section
     * 8.8.2.2).
     */
    private static @Nullable String strongValidator(Response response) {
        String etag = response.header("ETag");
        if (etag != null && STRONG_ETAG.matcher(etag).matches()) {
            return etag;
        }
        Instant modified = response.headers().getInstant("Last-Modified");
        Instant date = response.headers().getInstant("Date");
        return modified != null && date != null && !modified.plus(STRONG_AGE).isAfter(date)
                ? HTTP_DATE.format(modified)
                : null;
    }

    private void resume(Response response) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(response.header("Content-Range")));
        if (!range.matches() || Long.parseLong(range.group(1)) != received) {
            received = 0;
            throw new IOException("the file host sent another range than requested");
        }
        long newTotal = range.group(2).equals("*") ? total : Long.parseLong(range.group(2));
        boolean changed = etag != null && !etag.equals(response.header("ETag", etag));
        if (changed || (total >= 0 && newTotal != total)) {
            received = 0;
            total = UNKNOWN;
            throw new IOException("the file changed during the download");
        }
        total = newTotal;
        checkSize(total);
    }

    private void copy(BufferedSource source) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            // A write that failed, for example because the disk was full, may have added bytes that were not counted.
            channel.truncate(received).position(received);
            byte[] buffer = new byte[1 << 16];
            for (int n = read(source, buffer); n >= 0; n = read(source, buffer)) {
                checkSize(received + n);
                out.write(buffer, 0, n);
                received += n;
                listener.accept(received, total);
            }
        }
    }

    /** Reads bytes. Throws {@link IOException} also if an interceptor of the application has closed the body. */
    private static int read(BufferedSource source, byte[] buffer) throws IOException {
        try {
            return source.read(buffer);
        } catch (RuntimeException e) {
            throw new IOException("the response cannot be read: " + e, e);
        }
    }

    private void checkSize(long bytes) throws NonRetryableException {
        if (bytes > maxBytes) {
            throw new NonRetryableException("the file is larger than " + maxBytes + " bytes");
        }
    }
}
