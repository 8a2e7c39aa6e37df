package dev.lumamodify.mock.internal.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;

/** Writes a large body in slices. Otherwise the JVM would keep a copy of it, outside the heap, for each thread that writes. */
final class SlicedResponse extends Response.Wrapper {
    private static final int MAX_SLICE_BYTES = 64 << 10;

    SlicedResponse(Request request, Response response) {
        super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        if (content == null || content.remaining() <= MAX_SLICE_BYTES) {
            super.write(last, content, callback);
            return;
        }
        new IteratingNestedCallback(callback) {
            @Override
            protected Action process() {
                int count = Math.min(content.remaining(), MAX_SLICE_BYTES);
                if (count == 0) {
                    return Action.SUCCEEDED;
                }
                ByteBuffer slice = content.slice(content.position(), count);
                content.position(content.position() + count);
                SlicedResponse.super.write(last && !content.hasRemaining(), slice, this);
                return Action.SCHEDULED;
            }
        }.iterate();
    }
}
