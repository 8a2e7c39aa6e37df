package dev.lumamodify.mock;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A TCP connection to the server, for requests that an HTTP client cannot send. */
public final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream buffered;

    public RawConnection(MockServer server) throws IOException {
        this(server, 1 << 16);
    }

    /**
     * Opens a connection.
     *
     * @param receiveBufferBytes how many received bytes the socket buffers before they are read
     */
    RawConnection(MockServer server, int receiveBufferBytes) throws IOException {
        URI url = URI.create(server.url());
        socket = new Socket();
        socket.setReceiveBufferSize(receiveBufferBytes);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        buffered = new BufferedInputStream(socket.getInputStream());
        // No test waits for this timeout. It only keeps a faulty server from hanging the build.
        socket.setSoTimeout(60_000);
    }

    /** Returns the text of a create request with an additional header. */
    static String createRequest(String header, String body) {
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

    /** Closes the output. The response can still be read. */
    RawConnection endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Reads until the server closes the connection. */
    public String readAll() throws IOException {
        return new String(buffered.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Reads until the received text ends with the given text, or until the server closes the connection. */
    public String readUntil(String ending) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = buffered;
        for (int next = in.read(); next >= 0; next = in.read()) {
            read.append((char) next);
            if (read.length() >= ending.length() && read.indexOf(ending, read.length() - ending.length()) >= 0) {
                break;
            }
        }
        return read.toString();
    }

    /** Reads a response that has a {@code Content-Length}. */
    String readResponse() throws IOException {
        String head = readUntil("\r\n\r\n");
        int length = Integer.parseInt(head.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        return head + new String(buffered.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
