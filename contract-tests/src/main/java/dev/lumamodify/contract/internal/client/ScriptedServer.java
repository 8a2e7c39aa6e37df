package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.LocalResourceException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that sends scripted responses, valid or not, and records every request that it received completely.
 */
public final class ScriptedServer implements AutoCloseable {
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        return thread;
    });

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final IntFunction<ScriptedResponse> script;
    private final AtomicInteger inProgress = new AtomicInteger();
    private final AtomicLong exchanges = new AtomicLong();
    private volatile Predicate<ReceivedRequest> expected = request -> true;
    private volatile @Nullable Throwable acceptFailure;

    /**
     * Starts a server.
     *
     * @param script returns the response to the n-th request, counted from 0; it runs before the request is recorded
     */
    public ScriptedServer(IntFunction<ScriptedResponse> script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new LocalResourceException(e);
        }
        WORKERS.execute(this::accept);
    }

    /** Starts a server that sends these responses in turn, and the last one to all further requests. */
    public static ScriptedServer of(List<ScriptedResponse> responses) {
        return new ScriptedServer(n -> responses.get(Math.min(n, responses.size() - 1)));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Returns the requests so far, oldest first. */
    public List<ReceivedRequest> requests() {
        return requests;
    }

    /** Ignores all other requests: their connection is closed without a response. */
    void expect(Predicate<ReceivedRequest> condition) {
        expected = condition;
    }

    /** Throws a {@link LocalResourceException} if the server could not accept a connection. */
    void assertAccepting() {
        Throwable failure = acceptFailure;
        if (failure != null) {
            throw new LocalResourceException(failure);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                WORKERS.execute(() -> serve(socket));
            } catch (IOException | OutOfMemoryError e) {
                // The server is closed, or cannot accept connections.
                acceptFailure = server.isClosed() ? null : e;
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            RequestParser parser = new RequestParser(in);
            boolean open = true;
            while (open && awaitByte(in)) {
                inProgress.incrementAndGet();
                exchanges.incrementAndGet();
                try {
                    ReceivedRequest request = parser.next();
                    open = expected.test(request) && respond(request, socket, in);
                } finally {
                    exchanges.incrementAndGet();
                    inProgress.decrementAndGet();
                }
            }
        } catch (EOFException | SocketException e) {
            // The client has closed the connection, or the scenario is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close(socket);
        }
    }

    /** Waits for the next byte without reading it. Returns false if the connection ends. */
    private static boolean awaitByte(InputStream in) throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next >= 0;
    }

    /** Returns whether a request has no complete response yet, and the client has not given up. */
    boolean isBusy() {
        return inProgress.get() > 0;
    }

    /** Counts the beginnings and the ends of requests. */
    long exchanges() {
        return exchanges.get();
    }

    /** Sends a response and returns whether the connection stays open. */
    private boolean respond(ReceivedRequest request, Socket socket, InputStream in) throws IOException {
        ScriptedResponse response;
        synchronized (requests) {
            response = script.apply(requests.size());
            requests.add(request);
        }
        socket.getOutputStream().write(response.bytes());
        socket.getOutputStream().flush();
        return switch (response.connection()) {
            case KEEP_ALIVE -> true;
            case HOLD -> awaitByte(in);
            case CLOSE -> false;
            case RESET -> {
                socket.setSoLinger(true, 0);
                yield false;
            }
        };
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
