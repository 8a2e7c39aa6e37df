package dev.lumamodify.contract;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The interface of some client of the API, which {@link ThirdPartyClientAdapter} adapts to the suite. */
interface ThirdPartyClient extends AutoCloseable {
    record Task(int flag, List<String> urls) {}

    /** An error of the service. */
    final class ServiceException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final int code;
        final String msg;
        final transient @Nullable Duration retryAfter;

        ServiceException(int code, String msg, @Nullable Duration retryAfter) {
            super(code + " " + msg);
            this.code = code;
            this.msg = msg;
            this.retryAfter = retryAfter;
        }
    }

    /** A task has failed. */
    final class TaskFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Creates clients of this kind. */
    interface Constructor {
        ThirdPartyClient create(URI url, String key, Duration timeout, Duration pollInterval);
    }

    static @Nullable String verifiedTaskId(
            List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
        String id = StandaloneVerifier.verify(keys, now, headers, body).taskId();
        return id.isEmpty() ? null : id;
    }

    String create(String prompt, String videoUrl) throws IOException;

    Task task(String id) throws IOException;

    Task poll(String id) throws IOException, InterruptedException;

    @Override
    void close();
}
