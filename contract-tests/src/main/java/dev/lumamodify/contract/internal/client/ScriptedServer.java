package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.Concurrently;
import dev.lumamodify.contract.internal.harness.LocalResourceException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that sends scripted responses, valid or not, and records every request that it received completely.
 */
public final class ScriptedServer implements AutoCloseable {
    private static final ExecutorService WORKERS =
            Executors.newCachedThreadPool(Concurrently.daemons("scripted-server"));

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final Script script;
    private final AtomicInteger inProgress = new AtomicInteger();
    private final AtomicLong exchanges = new AtomicLong();
    private final AtomicLong endless = new AtomicLong();
    private volatile Predicate<ReceivedRequest> expected = request -> true;
    private volatile @Nullable Throwable acceptFailure;

    /** Records a request and returns its response. */
    private interface Script {
        ScriptedResponse respond(ReceivedRequest request, List<ReceivedRequest> requests);
    }

    /**
     * Starts a server.
     *
     * @param script returns the response to the n-th request, counted from 0; it runs before the request is recorded
     */
    public ScriptedServer(IntFunction<ScriptedResponse> script) {
        this(InetAddress.getLoopbackAddress(), inTurn(script));
    }

    private ScriptedServer(InetAddress address, Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 50, address);
        } catch (IOException e) {
            throw new LocalResourceException(e);
        }
        WORKERS.execute(this::accept);
    }

    /** Starts a server that sends these responses in turn, and the last one to all further requests. */
    public static ScriptedServer of(List<ScriptedResponse> responses) {
        return new ScriptedServer(n -> responses.get(Math.min(n, responses.size() - 1)));
    }

    /** Starts a server whose response depends on the request. It responds to several requests at once. */
    public static ScriptedServer responding(Function<ReceivedRequest, ScriptedResponse> script) {
        return new ScriptedServer(InetAddress.getLoopbackAddress(), (request, requests) -> {
            requests.add(request);
            return script.apply(request);
        });
    }

    /**
     * Starts a server on an address that always sends this response. Throws a {@link LocalResourceException} if there is
     * no such address.
     */
    public static ScriptedServer on(InetAddress address, ScriptedResponse response) {
        return new ScriptedServer(address, inTurn(n -> response));
    }

    private static Script inTurn(IntFunction<ScriptedResponse> script) {
        return (request, requests) -> {
            synchronized (requests) {
                ScriptedResponse response = script.apply(requests.size());
                requests.add(request);
                return response;
            }
        };
    }

    public URI url() {
        InetAddress address = server.getInetAddress();
        String host = address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : "127.0.0.1";
        return URI.create("http://" + host + ":" + server.getLocalPort());
    }

    /** Returns how many bytes of endless responses clients have taken. */
    public long endlessBytes() {
        return endless.get();
    }

    /**
     * Waits until at most {@code max} connections are open. Returns false if there are more, and none has closed for a
     * time.
     */
    public boolean awaitConnections(int max, Duration idle) {
        synchronized (sockets) {
            int open = sockets.size();
            for (long lastClose = System.nanoTime(); sockets.size() > max; ) {
                long left = lastClose + idle.toNanos() - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(sockets, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
                lastClose = sockets.size() < open ? System.nanoTime() : lastClose;
                open = sockets.size();
            }
            return true;
        }
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
            while (open && ResponseWriter.awaitByte(in)) {
                inProgress.incrementAndGet();
                exchanges.incrementAndGet();
                try {
                    ReceivedRequest request = parser.next();
                    open = expected.test(request)
                            && ResponseWriter.write(script.respond(request, requests), socket, in, endless);
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

    /** Returns whether a request has no complete response yet, and the client has not given up. */
    boolean isBusy() {
        return inProgress.get() > 0;
    }

    /** Counts the beginnings and the ends of requests. */
    long exchanges() {
        return exchanges.get();
    }

    private void close(Socket socket) {
        synchronized (sockets) {
            sockets.remove(socket);
            sockets.notifyAll();
        }
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
