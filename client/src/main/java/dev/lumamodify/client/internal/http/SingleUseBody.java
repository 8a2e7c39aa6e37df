package dev.lumamodify.client.internal.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is sent at most once. Records whether any part of it may have been sent. A server cannot process
 * a request without its body.
 *
 * <p>OkHttp does not repeat a one-shot body. A second write throws an {@link IOException}, for interceptors that repeat
 * a request. For interceptors that repeat a copy of a request, the call is cancelled when it starts to send a second
 * body.
 *
 * <p>When a call fails, {@link #mayHaveBeenSent} makes its state final: what was not sent until then is never sent, even
 * if the call continues on another thread.
 */
final class SingleUseBody extends RequestBody {
    private final RequestBody body;
    private final AtomicBoolean bodyStarted = new AtomicBoolean();
    private final AtomicReference<State> state = new AtomicReference<>(State.NOT_WRITTEN);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean copied;

    private enum State {
        NOT_WRITTEN,
        WRITTEN,
        NEVER_WRITTEN
    }

    SingleUseBody(RequestBody body) {
        this.body = body;
    }

    /** Observes what a call sends. The call is the one that this body belongs to. */
    void observe(Call call) {
        try {
            call.addEventListener(new EventListener() {
                @Override
                public void requestHeadersStart(Call call) {
                    requests.incrementAndGet();
                    if (state.get() == State.NEVER_WRITTEN) {
                        call.cancel();
                    }
                }

                @Override
                public void requestBodyStart(Call call) {
                    if (!bodyStarted.compareAndSet(false, true)) {
                        call.cancel();
                    }
                }
            });
        } catch (IncompatibleClassChangeError e) {
            // The call was compiled against an older OkHttp, which has no such method. Only the writes are observed.
        }
    }

    /**
     * Prevents that the body is sent from now on. Returns false only if it is certain that the server did not and will
     * not process the request.
     *
     * @param failure the reason why there is no response
     */
    boolean mayHaveBeenSent(Throwable failure) {
        if (state.compareAndSet(State.NOT_WRITTEN, State.NEVER_WRITTEN) || state.get() == State.NEVER_WRITTEN) {
            // An interceptor may have sent another body instead.
            return bodyStarted.get();
        }
        // A copy can be sent more than once, without an event if the call reports none.
        return copied || requests.get() > 1 || !isRefusedStream(failure);
    }

    /**
     * Returns true for the error code {@code REFUSED_STREAM}, which guarantees that the server did not process the
     * request (RFC 9113, section 8.7). OkHttp also uses it for a stream above the last one of a {@code GOAWAY}.
     */
    private static boolean isRefusedStream(Throwable failure) {
        // The exception is an internal class of OkHttp.
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().equals("okhttp3.internal.http2.StreamResetException")
                    && "stream was reset: REFUSED_STREAM".equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return body.contentLength();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        if (!state.compareAndSet(State.NOT_WRITTEN, State.WRITTEN)) {
            if (state.get() == State.WRITTEN) {
                copied = true;
            }
            throw new IOException("This request costs credits. It is sent once, and not after the end of its call.");
        }
        if (sink instanceof Buffer) {
            copied = true;
        }
        body.writeTo(sink);
    }
}
