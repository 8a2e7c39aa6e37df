package dev.lumamodify.benchmark.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A non-blocking HTTP/1.1 connection with at most one request in flight. */
final class Connection {
    private static final byte[] SUCCESS = "{\"code\":200,".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private ByteBuffer in = ByteBuffer.allocate(1 << 14);
    private long sentAt;

    /** Connects and registers with a selector. The selection key carries this object as its attachment. */
    Connection(InetSocketAddress server, Selector selector) throws IOException {
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends a request, as much of it as the socket accepts; {@link #receive} sends the rest. */
    void send(byte[] request) throws IOException {
        out = ByteBuffer.wrap(request);
        in.clear();
        sentAt = System.nanoTime();
        flush();
    }

    /** Returns the {@link System#nanoTime} at which the last request was sent. */
    long sentAt() {
        return sentAt;
    }

    /**
     * Reads the bytes that have arrived, and sends the rest of the request, if any.
     *
     * @param bodies receives the body of the response once it is complete
     * @return true if the response is complete
     * @throws IllegalStateException if the response is not an envelope with code 200, or the server closed the connection
     */
    boolean receive(@Nullable Consumer<String> bodies) throws IOException {
        if (out.hasRemaining()) {
            flush();
        }
        if (channel.read(in) < 0) {
            throw new IllegalStateException("The server closed the connection after: " + text(0, in.position()));
        }
        int body = bodyStart();
        if (body < 0) {
            return false;
        }
        int end = body + contentLength(body);
        if (end > in.capacity()) {
            in = ByteBuffer.allocate(end * 2).put(in.flip());
        }
        if (in.position() < end) {
            return false;
        }
        if (!Arrays.equals(in.array(), body, Math.min(end, body + SUCCESS.length), SUCCESS, 0, SUCCESS.length)) {
            throw new IllegalStateException("The response is not a success: " + text(0, end));
        }
        if (bodies != null) {
            bodies.accept(text(body, end));
        }
        return true;
    }

    void close() throws IOException {
        channel.close();
    }

    private void flush() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Returns the index of the first byte after the headers, or -1 if the headers are incomplete. */
    private int bodyStart() {
        byte[] bytes = in.array();
        for (int i = 3; i < in.position(); i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private int contentLength(int headersEnd) {
        byte[] bytes = in.array();
        for (int i = 0; i < headersEnd - 16; i++) {
            if (bytes[i] == '\n'
                    && (bytes[i + 1] | 32) == 'c'
                    && text(i + 1, i + 17).equalsIgnoreCase("Content-Length: ")) {
                int length = 0;
                for (int at = i + 17; bytes[at] != '\r'; at++) {
                    length = length * 10 + bytes[at] - '0';
                }
                return length;
            }
        }
        throw new IllegalStateException("The response has no Content-Length: " + text(0, headersEnd));
    }

    private String text(int from, int to) {
        return new String(in.array(), from, to - from, StandardCharsets.UTF_8);
    }
}
