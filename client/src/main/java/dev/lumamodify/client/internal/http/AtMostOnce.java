package dev.lumamodify.client.internal.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;

/**
 * Makes calls that spend credits leave at most once.
 *
 * <p>OkHttp repeats a POST by itself on 408, on 503 with {@code Retry-After: 0}, on 307 and on a dropped warm connection. A one-shot body
 * stops that, a body that refuses to be written twice also stops an interceptor that repeats on its own, and a call that is cancelled when
 * another body begins stops an interceptor that copies.
 */
final class AtMostOnce implements Call.Factory {
    private static final String AGAIN = "This call spends credits and was sent before; it is not sent again";

    private final Call.Factory calls;

    AtMostOnce(Call.Factory calls) {
        this.calls = calls;
    }

    @Override
    public Call newCall(Request request) {
        Invocation invocation = request.tag(Invocation.class);
        RequestBody body = request.body();
        if (body == null || invocation == null || !invocation.method().isAnnotationPresent(SpendsCredits.class)) {
            return calls.newCall(request);
        }
        SingleUseBody once = new SingleUseBody(body);
        Call call = calls.newCall(request.newBuilder()
                .method(request.method(), once)
                .tag(SingleUseBody.class, once)
                .build());
        try {
            call.addEventListener(once.watch);
        } catch (AbstractMethodError e) {
            // A call made for an older OkHttp does not tell what leaves, so nothing can be proved later.
            once.sent.set(true);
        }
        return call;
    }

    /** Tells whether anything of this call can have left. */
    static boolean sent(Request request) {
        SingleUseBody once = request.tag(SingleUseBody.class);
        return once == null || once.sent.get();
    }

    private static final class SingleUseBody extends RequestBody {
        private final RequestBody body;
        private final AtomicBoolean left = new AtomicBoolean();
        private final AtomicBoolean written = new AtomicBoolean();
        private final AtomicBoolean sent = new AtomicBoolean();
        private final EventListener watch = new EventListener() {
            @Override
            public void requestHeadersStart(Call call) {
                sent.set(true);
            }

            /** Stops what an interceptor sends again as a copy, body and all. */
            @Override
            public void requestBodyStart(Call call) {
                if (!left.compareAndSet(false, true)) {
                    call.cancel();
                }
            }
        };

        SingleUseBody(RequestBody body) {
            this.body = body;
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
            sent.set(true);
            if (!written.compareAndSet(false, true)) {
                throw new IOException(AGAIN);
            }
            body.writeTo(sink);
        }
    }
}
