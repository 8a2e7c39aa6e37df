package dev.lumamodify.mock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which anything may be written. */
final class Raw implements AutoCloseable {
    private final Socket socket;

    Raw(MockServer server) throws IOException {
        this(server, 1 << 16);
    }

    /** Connects, with room for so many bytes that were sent here and not read yet. */
    Raw(MockServer server, int room) throws IOException {
        URI url = URI.create(server.url());
        socket = new Socket();
        socket.setReceiveBufferSize(room);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        // Nothing here waits for this: it only keeps a broken server from hanging the build.
        socket.setSoTimeout(60_000);
    }

    /** A create as it is written on a connection, with one more header. */
    static String create(String header, String body) {
        return "POST " + Caller.GENERATE + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test\r\n" + header
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    Raw write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    Raw write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Ends what is written; the answer can still be read. */
    Raw end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Reads until the other side closes. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Reads until the text read ends like this, or the other side closes. */
    String readUntil(String ending) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            read.write(next);
            if (read.toString(StandardCharsets.ISO_8859_1).endsWith(ending)) {
                break;
            }
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
