package dev.lumamodify.mock.internal.files;

import dev.lumamodify.mock.internal.callback.LazyHttpClient;
import dev.lumamodify.mock.internal.callback.TargetUrl;
import dev.lumamodify.mock.internal.state.InvalidValueException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;

/**
 * A file on another server, as a stream. A long skip sends a new request with a {@code Range} instead of reading the
 * skipped bytes, so that the index at the end of a large video can be read cheaply.
 *
 * <p>Reads at most a number of bytes in at most 16 requests, redirects included, within one timeout for all of them. Throws {@link
 * IOException} if a limit is exceeded or the server fails. The message is the end of a sentence, such as "its server
 * responded with HTTP 404".
 */
final class RemoteFile extends InputStream {
    private static final int MAX_REQUESTS = 16;
    private static final long MIN_RANGE_SKIP = 64 * 1024;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(?:(\\d{1,18})|\\*)");

    private final LazyHttpClient http;
    private final Predicate<String> allowedUrls;
    private final Duration timeout;
    private final long maxBytes;
    private final long started = System.nanoTime();
    private URI url;
    private String contentType = "";
    private long length = -1;
    private long position;
    private long bytesLeft;
    private int requestsLeft = MAX_REQUESTS;
    private InputStream content = InputStream.nullInputStream();
    private boolean open;
    private boolean closed;

    /** Requests the file. Returns when the server has responded. */
    RemoteFile(LazyHttpClient http, URI url, Predicate<String> allowedUrls, Duration timeout, long maxBytes)
            throws IOException {
        this.http = http;
        this.url = url;
        this.allowedUrls = allowedUrls;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        this.bytesLeft = maxBytes;
        open();
    }

    /** Returns the size of the whole file in bytes; -1 if the server does not send it. */
    long length() {
        return length;
    }

    /** Returns the {@code Content-Type}; empty if the server does not send it. */
    String contentType() {
        return contentType;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        if (closed) {
            throw new IOException("it is closed");
        }
        if (length >= 0 && position >= length) {
            return -1;
        }
        if (!open) {
            open();
        }
        int read = readContent(buffer, offset, count);
        position += Math.max(read, 0);
        return read;
    }

    private int readContent(byte[] buffer, int offset, int count) throws IOException {
        if (bytesLeft == 0) {
            throw new IOException("its first " + (maxBytes >> 20) + " MiB are not enough to identify it");
        }
        try {
            int read = content.read(buffer, offset, (int) Math.min(count, bytesLeft));
            bytesLeft -= Math.max(read, 0);
            return read;
        } catch (IOException e) {
            throw new IOException(describe(e), e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        if (count < MIN_RANGE_SKIP) {
            return super.skip(count);
        }
        disconnect();
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        disconnect();
    }

    private void disconnect() throws IOException {
        open = false;
        content.close();
        content = InputStream.nullInputStream();
    }

    private void open() throws IOException {
        Response response = requestFollowingRedirects();
        int status = response.getStatus();
        contentType = Objects.requireNonNullElse(response.getHeaders().get(HttpHeader.CONTENT_TYPE), "");
        if (status == 206) {
            Matcher range =
                    CONTENT_RANGE.matcher(String.valueOf(response.getHeaders().get(HttpHeader.CONTENT_RANGE)));
            if (!range.matches() || Long.parseLong(range.group(1)) != position) {
                throw new IOException("its server responded with a different range than the requested one");
            }
            length = range.group(2) == null ? -1 : Long.parseLong(range.group(2));
        } else if (status == 200) {
            length = response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
            discard(position);
        } else if (status == 416 && position > 0) {
            length = position;
        } else {
            throw new IOException("its server responded with HTTP " + status);
        }
        open = true;
    }

    private Response requestFollowingRedirects() throws IOException {
        while (requestsLeft-- > 0) {
            if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
                throw new IOException("it redirects to a URL that is neither http nor https");
            }
            TargetUrl target;
            try {
                target = TargetUrl.parse("its URL", url.toString());
            } catch (InvalidValueException e) {
                throw new IOException(e.getMessage(), e);
            }
            if (!allowedUrls.test(url.toString())) {
                throw new IOException(target.host() + " is not one of the allowed callback hosts");
            }
            InputStreamResponseListener listener = new InputStreamResponseListener();
            Response response = send(target, listener);
            content = listener.getInputStream();
            String location = response.getHeaders().get(HttpHeader.LOCATION);
            if (!REDIRECTS.contains(response.getStatus()) || location == null) {
                return response;
            }
            content.close();
            try {
                url = url.resolve(location);
            } catch (IllegalArgumentException e) {
                throw new IOException("it redirects to an invalid URL", e);
            }
        }
        throw new IOException("it needs more than " + MAX_REQUESTS + " requests");
    }

    private Response send(TargetUrl target, InputStreamResponseListener listener) throws IOException {
        long left = Math.max(1, timeout.toNanos() - (System.nanoTime() - started));
        try {
            http.newRequest(target)
                    .followRedirects(false)
                    .timeout(left, TimeUnit.NANOSECONDS)
                    .headers(headers -> headers.put(HttpHeader.RANGE, "bytes=" + position + "-")
                            .put(HttpHeader.ACCEPT_ENCODING, "identity"))
                    .send(listener);
            return listener.get(left, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(describe(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the mock server is stopping");
        }
    }

    private void discard(long count) throws IOException {
        byte[] buffer = new byte[8192];
        for (long left = count; left > 0; ) {
            int read = readContent(buffer, 0, (int) Math.min(buffer.length, left));
            if (read == -1) {
                return;
            }
            left -= read;
        }
    }

    private String describe(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return "it took longer than " + timeout.toMillis() + " ms";
            }
        }
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof EOFException
                ? "its server closed the connection too early"
                : String.valueOf(cause.getMessage());
    }
}
