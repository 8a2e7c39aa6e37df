package dev.lumamodify.mock.internal.files;

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
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;

/**
 * A file on another server, read from its start. A long skip asks the server for a later part of the file instead of
 * reading up to it, so that the index at the end of a large video costs little.
 *
 * <p>Reads at most 4 MiB, in at most 16 requests, redirects included, within one time limit for all of them. Past that,
 * and for anything that is wrong with the other server, throws {@link IOException} with a message that reads on after
 * "it cannot be fetched:".
 */
final class RemoteFile extends InputStream {
    private static final int MAX_REQUESTS = 16;
    private static final int MAX_MEBIBYTES = 4;
    private static final long WORTH_A_REQUEST = 64 * 1024;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(?:(\\d{1,18})|\\*)");

    private final HttpClient http;
    private final Predicate<String> allowed;
    private final Duration timeout;
    private final long started = System.nanoTime();
    private URI url;
    private String contentType = "";
    private long length = -1;
    private long position;
    private long bytesLeft = MAX_MEBIBYTES * 1024L * 1024;
    private int requestsLeft = MAX_REQUESTS;
    private InputStream content = InputStream.nullInputStream();
    private boolean open;
    private boolean closed;

    /** Asks for the file, and returns once the server has answered that it has it. */
    RemoteFile(HttpClient http, URI url, Predicate<String> allowed, Duration timeout) throws IOException {
        this.http = http;
        this.url = url;
        this.allowed = allowed;
        this.timeout = timeout;
        open();
    }

    /** The size of the whole file in bytes; -1 if the server does not tell. */
    long length() {
        return length;
    }

    /** What the server calls it; empty if it does not say. */
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
            throw new IOException("it was closed");
        }
        if (length >= 0 && position >= length) {
            return -1;
        }
        if (!open) {
            open();
        }
        int read = take(buffer, offset, count);
        position += Math.max(read, 0);
        return read;
    }

    private int take(byte[] buffer, int offset, int count) throws IOException {
        if (bytesLeft == 0) {
            throw new IOException("its first " + MAX_MEBIBYTES + " MiB do not tell what it is");
        }
        try {
            int read = content.read(buffer, offset, (int) Math.min(count, bytesLeft));
            bytesLeft -= Math.max(read, 0);
            return read;
        } catch (IOException e) {
            throw new IOException(inWords(e), e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        if (count < WORTH_A_REQUEST) {
            return super.skip(count);
        }
        drop();
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        drop();
    }

    private void drop() throws IOException {
        open = false;
        content.close();
        content = InputStream.nullInputStream();
    }

    private void open() throws IOException {
        Response response = answer();
        int status = response.getStatus();
        contentType = Objects.requireNonNullElse(response.getHeaders().get(HttpHeader.CONTENT_TYPE), "");
        if (status == 206) {
            Matcher range =
                    CONTENT_RANGE.matcher(String.valueOf(response.getHeaders().get(HttpHeader.CONTENT_RANGE)));
            if (!range.matches() || Long.parseLong(range.group(1)) != position) {
                throw new IOException("its server answered with another range than the one asked for");
            }
            length = range.group(2) == null ? -1 : Long.parseLong(range.group(2));
        } else if (status == 200) {
            length = response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
            discard(position);
        } else if (status == 416 && position > 0) {
            length = position;
        } else {
            throw new IOException("its server answered HTTP " + status);
        }
        open = true;
    }

    /** Sends requests until one is answered with something else than a redirect. */
    private Response answer() throws IOException {
        while (requestsLeft-- > 0) {
            if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
                throw new IOException("it leads to a URL that is neither http nor https");
            }
            if (!allowed.test(url.toString())) {
                throw new IOException("this server may call only the hosts named for callbacks, not " + url.getHost());
            }
            InputStreamResponseListener listener = new InputStreamResponseListener();
            Response response = send(listener);
            content = listener.getInputStream();
            String location = response.getHeaders().get(HttpHeader.LOCATION);
            if (!REDIRECTS.contains(response.getStatus()) || location == null) {
                return response;
            }
            content.close();
            try {
                url = url.resolve(location);
            } catch (IllegalArgumentException e) {
                throw new IOException("it leads to something that is not a URL", e);
            }
        }
        throw new IOException("it takes more than " + MAX_REQUESTS + " requests");
    }

    private Response send(InputStreamResponseListener listener) throws IOException {
        long left = Math.max(1, timeout.toNanos() - (System.nanoTime() - started));
        try {
            http.newRequest(url)
                    .followRedirects(false)
                    .timeout(left, TimeUnit.NANOSECONDS)
                    .headers(headers -> headers.put(HttpHeader.RANGE, "bytes=" + position + "-")
                            .put(HttpHeader.ACCEPT_ENCODING, "identity"))
                    .send(listener);
            return listener.get(left, TimeUnit.NANOSECONDS);
        } catch (IllegalArgumentException e) {
            throw new IOException("it is not a URL", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(inWords(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("this server is about to stop");
        }
    }

    private void discard(long count) throws IOException {
        byte[] buffer = new byte[8192];
        for (long left = count; left > 0; ) {
            int read = take(buffer, 0, (int) Math.min(buffer.length, left));
            if (read == -1) {
                return;
            }
            left -= read;
        }
    }

    private String inWords(Exception e) {
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
