package dev.lumamodify.contract.internal.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers a client as told, well or badly, and remembers every request that came whole. */
public final class ScriptedServer implements AutoCloseable {
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        return thread;
    });

    /** A request as it came. Names of headers are in lower case. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Seen(String method, String target, Map<String, List<String>> headers, byte[] body) {
        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Function<Integer, ScriptedResponse> script;

    /** Answers the n-th request, counted from 0, with what {@code script} says. */
    public ScriptedServer(Function<Integer, ScriptedResponse> script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WORKERS.execute(this::accept);
    }

    /** Answers with these in turn, with the last one over and over. */
    public static ScriptedServer of(List<ScriptedResponse> replies) {
        return new ScriptedServer(n -> replies.get(Math.min(n, replies.size() - 1)));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public List<Seen> seen() {
        return seen;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                WORKERS.execute(() -> serve(socket));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Seen request = request(in); request != null; request = request(in)) {
                ScriptedResponse reply;
                synchronized (seen) {
                    reply = script.apply(seen.size());
                    seen.add(request);
                }
                socket.getOutputStream().write(reply.bytes());
                socket.getOutputStream().flush();
                if (reply.end() == ScriptedResponse.End.RESET) {
                    socket.setSoLinger(true, 0);
                }
                if (reply.end() == ScriptedResponse.End.RESET || reply.end() == ScriptedResponse.End.CLOSED) {
                    return;
                }
            }
        } catch (SocketException e) {
            // The client has gone, or the case is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close(socket);
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @org.jspecify.annotations.Nullable Seen request(InputStream in) throws IOException {
        String[] first = line(in).split(" ", 3);
        if (first.length < 3) {
            return null;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] header = line.split(":", 2);
            headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header[1].strip());
        }
        byte[] body;
        if (headers.containsKey("transfer-encoding")) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                all.write(in.readNBytes(size));
                line(in);
            }
            line(in);
            body = all.toByteArray();
        } else {
            int length = Integer.parseInt(
                    headers.getOrDefault("content-length", List.of("0")).get(0));
            body = in.readNBytes(length);
            if (body.length < length) {
                return null;
            }
        }
        return new Seen(first[0], first[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
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
