package dev.lumamodify.client;

import dev.lumamodify.client.internal.http.FileHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** One result on its way into one temporary file. Remembers what has arrived, so that a break can be resumed. */
final class Download {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");
    private static final Set<Integer> PASSING = Set.of(408, 416, 429, 500, 502, 503, 504);

    private final FileHost host;
    private final HttpUrl url;
    private final Path part;
    private final DownloadOptions options;
    private long have;
    private long total = -1;
    private @Nullable String etag;
    private @Nullable String validator;

    Download(FileHost host, HttpUrl url, Path part, DownloadOptions options) {
        this.host = host;
        this.url = url;
        this.part = part;
        this.options = options;
    }

    /** Says that trying again would not help. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;

        Refusal(String what) {
            super(what);
        }
    }

    /** Fetches what is still missing. May be called again if it fails with anything but a {@link Refusal}. */
    void proceed() throws IOException {
        try (Response response = host.get(request(), options.privateRedirects());
                ResponseBody body = response.body()) {
            String encoding = response.header("Content-Encoding", "identity");
            if (!"identity".equalsIgnoreCase(encoding)) {
                throw new Refusal("the file host answered with the encoding " + encoding);
            }
            accept(response, body.contentLength());
            copy(body.source());
        } catch (FileHost.Refused e) {
            throw new Refusal("the file host asked for " + e.getMessage());
        }
        if (total >= 0 && have != total) {
            throw new IOException(have + " of " + total + " bytes arrived");
        }
    }

    private Request request() {
        // Compressed bytes could not be counted or resumed.
        Request.Builder request = new Request.Builder().url(url).header("Accept-Encoding", "identity");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            if (validator != null) {
                request.header("If-Range", validator);
            }
        }
        return request.build();
    }

    private void accept(Response response, long length) throws IOException {
        int status = response.code();
        if (status == 206) {
            resume(response);
            return;
        }
        if (status != 200) {
            have = status == 416 ? 0 : have;
            String what = "the file host answered HTTP " + status;
            throw PASSING.contains(status) ? new IOException(what) : new Refusal(what);
        }
        have = 0;
        total = length;
        checkSize(total);
        etag = response.header("ETag");
        validator = etag != null && !etag.startsWith("W/") ? etag : response.header("Last-Modified");
    }

    private void resume(Response response) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(response.header("Content-Range")));
        if (!range.matches() || Long.parseLong(range.group(1)) != have) {
            have = 0;
            throw new IOException("the file host answered another range");
        }
        long whole = range.group(2).equals("*") ? total : Long.parseLong(range.group(2));
        boolean changed = etag != null && !etag.equals(response.header("ETag", etag));
        if (changed || (total >= 0 && whole != total)) {
            have = 0;
            total = -1;
            throw new IOException("the file changed while it was fetched");
        }
        total = whole;
        checkSize(total);
    }

    private void copy(BufferedSource source) throws IOException {
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(file)) {
            // A full disk may have taken a piece of what was not counted.
            file.truncate(have).position(have);
            byte[] buffer = new byte[1 << 16];
            for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
                checkSize(have + n);
                out.write(buffer, 0, n);
                have += n;
                options.progressListener().onProgress(url.toString(), have, total);
            }
        }
    }

    private void checkSize(long bytes) throws Refusal {
        if (bytes > options.maxBytes()) {
            throw new Refusal("the file is larger than " + options.maxBytes() + " bytes");
        }
    }
}
