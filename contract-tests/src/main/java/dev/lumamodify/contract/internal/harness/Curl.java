package dev.lumamodify.contract.internal.harness;

import dev.lumamodify.contract.internal.server.RecordingHttpClient;
import dev.lumamodify.contract.internal.server.Target;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a call for a terminal, so that pasting it sends the same again. The keys are variables of the shell. */
public final class Curl {
    private final URI base;
    private final Map<String, String> variables = new LinkedHashMap<>();

    public Curl(Target target) {
        String url = target.url.toString();
        this.base = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        variable(target.apiKey, "API_KEY");
        variable(target.secondKey, "SECOND_KEY");
        variable(target.noCreditsKey, "BROKE_KEY");
    }

    private void variable(@Nullable String key, String name) {
        if (key != null && !key.isEmpty()) {
            variables.putIfAbsent(key, "${" + name + "}");
            variables.putIfAbsent(URLEncoder.encode(key, StandardCharsets.UTF_8), "${" + name + "}");
        }
    }

    public String line(Request call) {
        StringBuilder curl = new StringBuilder("curl -i -X " + call.method() + " " + quoted(base + call.path()));
        for (Request.Header header : call.headers()) {
            // What curl takes for "send no such header" is written otherwise where an empty one is meant.
            String line = header.value().isEmpty() ? header.name() + ";" : header.name() + ": " + value(header);
            curl.append(" -H ").append(line.contains("$OTHER_KEY") ? '"' + line + '"' : quoted(line));
        }
        byte[] body = call.body();
        if (body != null) {
            if (call.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase("Content-Type"))) {
                curl.append(" -H 'Content-Type:'");
            }
            if (call.chunked()) {
                curl.append(" -H 'Transfer-Encoding: chunked'");
            }
            curl.append(" --data-raw ").append(quoted(body));
        }
        return curl.toString();
    }

    /** A key that is nearly the account's is as secret as the account's. */
    private String value(Request.Header header) {
        String value = header.value();
        if (!header.name().equalsIgnoreCase("Authorization")
                || variables.keySet().stream().anyMatch(value::contains)) {
            return value;
        }
        String last = value.substring(value.indexOf(' ') + 1).toLowerCase(Locale.ROOT);
        boolean near = last.length() > 3
                && variables.keySet().stream()
                        .anyMatch(key -> key.toLowerCase(Locale.ROOT).contains(last));
        return near ? value.substring(0, value.indexOf(' ') + 1) + "$OTHER_KEY" : value;
    }

    private String quoted(String text) {
        if (variables.keySet().stream().noneMatch(text::contains)) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        String escaped = text.replaceAll("([\\\\\"$`])", "\\\\$1");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            escaped = escaped.replace(variable.getKey(), variable.getValue());
        }
        return '"' + escaped + '"';
    }

    /** Bytes that are no text are written as numbers, as bash and zsh read them. */
    private String quoted(byte[] body) {
        String text = RecordingHttpClient.text(body);
        if (Arrays.equals(body, text.getBytes(StandardCharsets.UTF_8)) && text.indexOf('\0') < 0) {
            return quoted(text);
        }
        StringBuilder bytes = new StringBuilder("$'");
        for (byte b : body) {
            boolean plain = b >= ' ' && b < 127 && b != '\'' && b != '\\';
            bytes.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "\\x%02x", b));
        }
        return bytes.append('\'').toString();
    }
}
