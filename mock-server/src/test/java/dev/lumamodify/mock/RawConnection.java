package dev.lumamodify.mock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which anything may be written. */
public final class RawConnection implements AutoCloseable {
    private final Socket socket;

    public RawConnection(MockServer server) throws IOException {
        this(server, 1 << 16);
    }

    /** Connects, with room for so many bytes that were sent here and not read yet. */
    RawConnection(MockServer server, int room) throws IOException {
        URI url = URI.create(server.url());
        socket = new Socket();
        socket.setReceiveBufferSize(room);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        // Nothing here waits for this: it only keeps a broken server from hanging the build.
        socket.setSoTimeout(60_000);
    }

    /** A create as it is written on a connection, with one more header. */
    static String create(String header, String body) {
        return "POST " + TestClient.GENERATE + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test\r\n" + header
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    public RawConnection write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    RawConnection write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Ends what is written; the answer can still be read. */
    RawConnection end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Reads until the other side closes. */
    public String readAll() throws IOException {
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
