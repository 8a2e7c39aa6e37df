package dev.lumamodify.contract;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any client of the API, as its users see it: what {@link ThirdPartyClientAdapter} adapts. */
interface ThirdPartyClient extends AutoCloseable {
    record Task(int flag, List<String> urls) {}

    /** An error of the service. */
    final class ServiceSaidNo extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final int code;
        final String msg;
        final transient @Nullable Duration retryAfter;

        ServiceSaidNo(int code, String msg, @Nullable Duration retryAfter) {
            super(code + " " + msg);
            this.code = code;
            this.msg = msg;
            this.retryAfter = retryAfter;
        }
    }

    /** The end of a task that failed. */
    final class TaskFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Makes such clients. */
    interface Maker {
        ThirdPartyClient make(URI url, String key, Duration timeout, Duration betweenLooks);
    }

    static @Nullable String provedTask(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
        String id = StandaloneVerifier.verify(keys, now, headers, body).taskId();
        return id.isEmpty() ? null : id;
    }

    String create(String prompt, String videoUrl) throws IOException;

    Task task(String id) throws IOException;

    Task poll(String id) throws IOException, InterruptedException;

    @Override
    void close();
}
