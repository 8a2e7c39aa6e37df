package dev.lumamodify.mock.internal.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Runs an action when the client of a pending request closes the connection. Jetty detects this only when it reads or writes.
 * Has to be cancelled before the response is sent.
 */
public final class DisconnectListener implements Callback {
    private final AbstractEndPoint endPoint;
    private final Runnable onDisconnect;
    private boolean cancelled;

    private DisconnectListener(AbstractEndPoint endPoint, Runnable onDisconnect) {
        this.endPoint = endPoint;
        this.onDisconnect = onDisconnect;
    }

    /** Runs an action, at most once, when the client closes the connection. */
    public static DisconnectListener listen(Context context, Runnable onDisconnect) {
        AbstractEndPoint endPoint = (AbstractEndPoint) ResponseWriter.endPoint(context);
        DisconnectListener listener = new DisconnectListener(endPoint, onDisconnect);
        listener.listen();
        return listener;
    }

    private synchronized void listen() {
        // Jetty refuses if it reads from the connection. The interest that it has then must not be cancelled.
        cancelled |= !endPoint.tryFillInterested(this);
    }

    /** Ends the listening. Does nothing if it has ended. */
    public synchronized void cancel() {
        if (!cancelled) {
            cancelled = true;
            boolean unused = endPoint.getFillInterest().onFail(new CancellationException());
        }
    }

    /** Is called when the connection can be read: it was closed, or the next request arrives early. */
    @Override
    public void succeeded() {
        if (isDisconnected()) {
            onDisconnect.run();
        }
    }

    private synchronized boolean isDisconnected() {
        if (cancelled) {
            return false;
        }
        cancelled = true;
        ByteBuffer read = BufferUtil.allocate(1);
        try {
            if (endPoint.fill(read) < 0) {
                return true;
            }
        } catch (IOException e) {
            return true;
        }
        if (read.hasRemaining() && endPoint.getConnection() instanceof Connection.UpgradeTo connection) {
            connection.onUpgradeTo(read);
        }
        return false;
    }

    @Override
    public void failed(Throwable failure) {
        if (failure instanceof ClosedChannelException) {
            onDisconnect.run();
        }
    }
}
