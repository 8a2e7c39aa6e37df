package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.internal.http.RequestBodies;
import dev.lumamodify.mock.internal.http.RequestBody;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Collects the whole body of a request, and then calls the next handler. A body that has not arrived occupies no thread.
 * Hides from the next handler what it must not act on: a WebSocket upgrade and a method override.
 */
final class BodyCollector extends Handler.Wrapper {
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    private final RequestBodies bodies;
    private final Duration timeout;

    /**
     * @param timeout how long a body may take to arrive, or how long it may pause if it is streamed, in real time
     */
    BodyCollector(RequestBodies bodies, Duration timeout) {
        this.bodies = bodies;
        this.timeout = timeout;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (HttpMethod.CONNECT.is(request.getMethod())) {
            Response.writeError(
                    request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "CONNECT is not allowed");
            return true;
        }
        new Collection(request, response, callback).run();
        return true;
    }

    /** Javalin fails with a WebSocket upgrade, and treats an overridden method as the method of the request. */
    private static Request withoutHiddenHeaders(Request request) {
        HttpFields all = request.getHeaders();
        if (!all.contains(HttpHeader.SEC_WEBSOCKET_VERSION) && !all.contains(METHOD_OVERRIDE)) {
            return request;
        }
        HttpFields headers =
                HttpFields.build(all).remove(HttpHeader.SEC_WEBSOCKET_VERSION).remove(METHOD_OVERRIDE);
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return headers;
            }
        };
    }

    private final class Collection implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final RequestBody body;
        private final EndPoint endPoint;
        private final long idleTimeout;
        private long start = System.nanoTime();

        Collection(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.body = bodies.create(request);
            this.callback = Callback.from(callback, body::release);
            this.endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
            this.idleTimeout = endPoint.getIdleTimeout();
        }

        /** Reads what has arrived. Returns whether the body is complete or has failed. */
        private boolean read() {
            for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
                if (Content.Chunk.isFailure(chunk)) {
                    return fail(chunk.getFailure());
                }
                if (body.isStreamed()) {
                    start = System.nanoTime();
                }
                boolean readMore = body.add(chunk.getByteBuffer());
                chunk.release();
                if (chunk.isLast()) {
                    body.end();
                    return true;
                } else if (!readMore) {
                    return closeAfterResponse();
                } else if (millisLeft() <= 0) {
                    return fail(new TimeoutException());
                }
            }
            return false;
        }

        private boolean fail(Throwable failure) {
            if (failure instanceof TimeoutException) {
                body.failSlow(timeout);
            } else {
                body.failIncomplete(failure);
            }
            return closeAfterResponse();
        }

        private boolean closeAfterResponse() {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            return true;
        }

        private long millisLeft() {
            return timeout.toMillis() - (System.nanoTime() - start) / 1_000_000;
        }

        /** Waits for the next part. The idle timeout of the connection ends the wait, so that no other timer is necessary. */
        private void demand() {
            endPoint.setIdleTimeout(Math.max(1, millisLeft()));
            request.demand(this);
        }

        /** Continues to read; or calls the next handler, and completes the request in every case, which releases the body. */
        @Override
        public void run() {
            try {
                if (!read()) {
                    demand();
                    return;
                }
                endPoint.setIdleTimeout(idleTimeout);
                Request forNext = withoutHiddenHeaders(request);
                body.attachTo(forNext);
                if (!BodyCollector.super.handle(forNext, new SlicedResponse(forNext, response), callback)) {
                    Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
                }
            } catch (Throwable e) {
                Response.writeError(request, response, callback, e);
            }
        }
    }
}
