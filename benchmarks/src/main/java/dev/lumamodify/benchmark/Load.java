package dev.lumamodify.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server as often as it answers, over kept connections, one request at a time on each. One thread and no parsing
 * beyond where an answer ends: the server is to be the bottleneck. Ends after a time, which begins when all connections are
 * open, or a number of requests.
 */
final class Load {
    private static final byte[] ACCEPTED = "{\"code\":200,".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress server;
    private int connections = 16;
    private long requests = Long.MAX_VALUE;
    private Duration time = Duration.ofMinutes(5);

    private Load(InetSocketAddress server) {
        this.server = server;
    }

    /** What was seen. */
    record Result(int requests, double seconds, double medianMilliseconds, double p99Milliseconds) {
        private static Result of(double seconds, long[] nanos) {
            Arrays.sort(nanos);
            int last = nanos.length - 1;
            return new Result(nanos.length, seconds, nanos[last / 2] / 1e6, nanos[(int) (last * 0.99)] / 1e6);
        }

        double perSecond() {
            return requests / seconds;
        }
    }

    static Load on(URI server) {
        return new Load(new InetSocketAddress(server.getHost(), server.getPort()));
    }

    Load connections(int connections) {
        this.connections = connections;
        return this;
    }

    Load requests(long requests) {
        this.requests = requests;
        return this;
    }

    Load time(Duration time) {
        this.time = time;
        return this;
    }

    Result run(Supplier<byte[]> source) {
        return run(source, null);
    }

    /**
     * Runs to the end.
     *
     * @param answers takes the body of every answer
     * @throws IllegalStateException at the first answer that is not an accepting envelope
     */
    Result run(Supplier<byte[]> source, @Nullable Consumer<String> answers) {
        long[] nanos = new long[1 << 16];
        int done = 0;
        long left = requests;
        long started;
        try (Selector selector = Selector.open()) {
            List<Connection> idle = new ArrayList<>();
            for (; idle.size() < connections && left > 0; left--) {
                idle.add(new Connection(server, selector));
            }
            started = System.nanoTime();
            long until = started + time.toNanos();
            for (Connection connection : idle) {
                connection.send(source.get());
            }
            int open = idle.size();
            while (open > 0) {
                if (selector.select(10_000) == 0) {
                    throw new IllegalStateException("The server has not answered for 10 seconds");
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    if (!connection.answered(answers)) {
                        continue;
                    }
                    long now = System.nanoTime();
                    if (done == nanos.length) {
                        nanos = Arrays.copyOf(nanos, done * 2);
                    }
                    nanos[done++] = now - connection.sent;
                    if (left > 0 && now < until) {
                        left--;
                        connection.send(source.get());
                    } else {
                        open--;
                        connection.channel.close();
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Result.of((System.nanoTime() - started) / 1e9, Arrays.copyOf(nanos, done));
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final SelectionKey key;
        private ByteBuffer out = ByteBuffer.allocate(0);
        private ByteBuffer in = ByteBuffer.allocate(1 << 14);
        private long sent;

        Connection(InetSocketAddress server, Selector selector) throws IOException {
            channel = SocketChannel.open(server);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(byte[] request) throws IOException {
            out = ByteBuffer.wrap(request);
            in.clear();
            sent = System.nanoTime();
            flush();
        }

        private void flush() throws IOException {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        /** Goes on reading; true once the answer is whole. */
        boolean answered(@Nullable Consumer<String> answers) throws IOException {
            if (out.hasRemaining()) {
                flush();
            }
            if (channel.read(in) < 0) {
                throw new IllegalStateException("The server closed the connection after " + text(0, in.position()));
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
            if (!Arrays.equals(in.array(), body, Math.min(end, body + ACCEPTED.length), ACCEPTED, 0, ACCEPTED.length)) {
                throw new IllegalStateException("The server said no: " + text(0, end));
            }
            if (answers != null) {
                answers.accept(text(body, end));
            }
            return true;
        }

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
            throw new IllegalStateException("The answer has no Content-Length: " + text(0, headersEnd));
        }

        private String text(int from, int to) {
            return new String(in.array(), from, to - from, StandardCharsets.UTF_8);
        }
    }
}
