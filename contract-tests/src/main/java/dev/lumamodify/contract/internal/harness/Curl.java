package dev.lumamodify.contract.internal.harness;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Formats requests as curl commands. Keys are replaced by shell variables. */
public final class Curl {
    /** Stands for a key that is nearly one of the account's keys. */
    private static final String OTHER_KEY = "$OTHER_KEY";

    /** A longer body is not shown. */
    private static final int MAX_BODY = 64 * 1024;

    private final UnaryOperator<String> urls;
    private final Map<String, String> variablesByKey = new LinkedHashMap<>();

    /**
     * Creates a formatter.
     *
     * @param urls returns the URL of a path
     * @param keys the keys to replace, by the name of their shell variable; the first name wins if a key occurs twice
     */
    public Curl(UnaryOperator<String> urls, Map<String, String> keys) {
        this.urls = urls;
        keys.forEach((variable, key) -> {
            if (!key.isEmpty()) {
                variablesByKey.putIfAbsent(key, "${" + variable + "}");
                variablesByKey.putIfAbsent(URLEncoder.encode(key, StandardCharsets.UTF_8), "${" + variable + "}");
            }
        });
    }

    /** Returns a command that sends the same request, for bash or zsh. */
    public String line(Request request) {
        StringBuilder curl =
                new StringBuilder("curl -i -X " + request.method() + " " + quote(urls.apply(request.path())));
        for (Request.Header header : request.headers()) {
            // curl removes a header without a value; a semicolon makes it send an empty one.
            String line = header.value().isEmpty() ? header.name() + ";" : header.name() + ": " + redact(header);
            curl.append(" -H ").append(line.contains(OTHER_KEY) ? '"' + line + '"' : quote(line));
        }
        byte[] body = request.body();
        if (body != null) {
            if (request.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase("Content-Type"))) {
                curl.append(" -H 'Content-Type:'");
            }
            if (request.chunked()) {
                curl.append(" -H 'Transfer-Encoding: chunked'");
            }
            curl.append(
                    body.length > MAX_BODY
                            ? " --data-binary @FILE # of " + body.length + " bytes"
                            : " --data-raw " + quote(body));
        }
        return curl.toString();
    }

    /** Replaces a key that is part of an account's key: it is as secret as the whole key. */
    private String redact(Request.Header header) {
        String value = header.value();
        if (!header.name().equalsIgnoreCase("Authorization")
                || variablesByKey.keySet().stream().anyMatch(value::contains)) {
            return value;
        }
        String credentials = value.substring(value.indexOf(' ') + 1).toLowerCase(Locale.ROOT);
        boolean partOfKey = credentials.length() > 3
                && variablesByKey.keySet().stream()
                        .anyMatch(key -> key.toLowerCase(Locale.ROOT).contains(credentials));
        return partOfKey ? value.substring(0, value.indexOf(' ') + 1) + OTHER_KEY : value;
    }

    private String quote(String text) {
        if (variablesByKey.keySet().stream().noneMatch(text::contains)) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        String escaped = text.replaceAll("([\\\\\"$`])", "\\\\$1");
        for (Map.Entry<String, String> variable : variablesByKey.entrySet()) {
            escaped = escaped.replace(variable.getKey(), variable.getValue());
        }
        return '"' + escaped + '"';
    }

    /** Quotes a body. Bytes that are not text are written as {@code $'\xff'}, which bash and zsh understand. */
    private String quote(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (Arrays.equals(body, text.getBytes(StandardCharsets.UTF_8)) && text.indexOf('\0') < 0) {
            return quote(text);
        }
        StringBuilder bytes = new StringBuilder("$'");
        for (byte b : body) {
            boolean plain = b >= ' ' && b < 127 && b != '\'' && b != '\\';
            bytes.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "\\x%02x", b));
        }
        return bytes.append('\'').toString();
    }
}
