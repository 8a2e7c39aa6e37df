package dev.lumamodify.client.internal.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
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
 */
final class SingleUseBody extends RequestBody {
    private final RequestBody body;
    private final AtomicBoolean written = new AtomicBoolean();
    private final AtomicBoolean bodyStarted = new AtomicBoolean();
    private volatile boolean mayHaveBeenSent;

    SingleUseBody(RequestBody body) {
        this.body = body;
    }

    /** Observes what a call sends. The call is the one that this body belongs to. */
    void observe(Call call) {
        try {
            call.addEventListener(new EventListener() {
                @Override
                public void requestHeadersStart(Call call) {
                    mayHaveBeenSent = true;
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
            mayHaveBeenSent = true;
        }
    }

    /** Returns false only if it is certain that no part of the request was sent. */
    boolean mayHaveBeenSent() {
        return mayHaveBeenSent;
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
        mayHaveBeenSent = true;
        if (!written.compareAndSet(false, true)) {
            throw new IOException("This request costs credits and was sent before. It is not sent again.");
        }
        body.writeTo(sink);
    }
}
