package dev.lumamodify.contract.internal.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parses HTTP/1.1 requests from a connection. */
final class RequestParser {
    /** The first byte of a TLS connection, to which this server does not respond. */
    private static final int TLS_HANDSHAKE = 0x16;

    private final InputStream in;

    RequestParser(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next request.
     *
     * @throws EOFException if the connection ends before the request does: such a request counts as not received
     */
    ReceivedRequest next() throws IOException {
        String[] requestLine = line().split(" ", 3);
        if (requestLine.length < 3) {
            throw new EOFException();
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(":", 2);
            headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header[1].strip());
        }
        return new ReceivedRequest(requestLine[0], requestLine[1], headers, body(headers));
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (!headers.containsKey("transfer-encoding")) {
            return bytes(Integer.parseInt(
                    headers.getOrDefault("content-length", List.of("0")).get(0)));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(bytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || (next == TLS_HANDSHAKE && line.size() == 0)) {
                throw new EOFException();
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
