package dev.lumamodify.contract.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Writes scripted responses to connections. */
final class ResponseWriter {
    private static final int TRICKLE_MILLIS = 20;
    private static final byte[] SPACES = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);

    private ResponseWriter() {}

    /**
     * Sends a response and returns whether the connection stays open.
     *
     * @param in what the client sends
     * @param endless counts the bytes of endless responses
     */
    static boolean write(ScriptedResponse response, Socket socket, InputStream in, AtomicLong endless)
            throws IOException {
        OutputStream out = socket.getOutputStream();
        if (response.connection() == ScriptedResponse.Connection.BYTE_BY_BYTE) {
            for (byte next : response.bytes()) {
                out.write(next);
                out.flush();
            }
        } else {
            out.write(response.bytes());
            out.flush();
        }
        return switch (response.connection()) {
            case KEEP_ALIVE, BYTE_BY_BYTE -> true;
            case HOLD -> awaitByte(in);
            case CLOSE -> false;
            case RESET -> {
                socket.setSoLinger(true, 0);
                yield false;
            }
            case TRICKLE -> {
                trickle(socket, in);
                yield false;
            }
            case ENDLESS -> {
                while (endless.get() < ScriptedResponse.MAX_ENDLESS) {
                    out.write(SPACES);
                    endless.addAndGet(SPACES.length);
                }
                yield false;
            }
        };
    }

    /** Waits for the next byte without reading it. Returns false if the connection ends. */
    static boolean awaitByte(InputStream in) throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next >= 0;
    }

    /** Sends a byte every few milliseconds until the client closes the connection. */
    private static void trickle(Socket socket, InputStream in) throws IOException {
        socket.setSoTimeout(TRICKLE_MILLIS);
        for (int received = 0; received >= 0; ) {
            try {
                received = in.read();
            } catch (SocketTimeoutException e) {
                socket.getOutputStream().write(' ');
            }
        }
    }
}
