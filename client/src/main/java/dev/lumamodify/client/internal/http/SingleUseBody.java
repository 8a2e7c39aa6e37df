package dev.lumamodify.client.internal.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is sent at most once. Records whether any part of its request may have been sent.
 *
 * <p>OkHttp does not repeat a one-shot body. A second write throws an {@link IOException}, for interceptors that repeat
 * a request. For interceptors that repeat a copy of a request, the call is cancelled when it starts to send a second
 * body.
 *
 * <p>When a call ends, {@link #preventSending} makes its state final: what was not sent until then is never sent, even
 * if the call continues on another thread.
 */
final class SingleUseBody extends RequestBody {
    private final RequestBody body;
    private final AtomicBoolean written = new AtomicBoolean();
    private final AtomicBoolean bodyStarted = new AtomicBoolean();
    private final AtomicReference<State> state = new AtomicReference<>(State.NOT_SENT);

    private enum State {
        NOT_SENT,
        MAY_HAVE_BEEN_SENT,
        NEVER_SENT
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
                    if (!startSending()) {
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
        } catch (AbstractMethodError e) {
            // The call was compiled against an older OkHttp, which has no such method. Nothing can be proved about it.
            boolean unused = startSending();
        }
    }

    /** Prevents that the body is sent from now on. Returns true only if it is certain that no part of its request was. */
    boolean preventSending() {
        return state.compareAndSet(State.NOT_SENT, State.NEVER_SENT) || state.get() == State.NEVER_SENT;
    }

    private boolean startSending() {
        return state.compareAndSet(State.NOT_SENT, State.MAY_HAVE_BEEN_SENT) || state.get() == State.MAY_HAVE_BEEN_SENT;
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
        if (!startSending()) {
            throw new IOException("This request costs credits and its call has ended. It is not sent.");
        }
        if (!written.compareAndSet(false, true)) {
            throw new IOException("This request costs credits and was sent before. It is not sent again.");
        }
        body.writeTo(sink);
    }
}
