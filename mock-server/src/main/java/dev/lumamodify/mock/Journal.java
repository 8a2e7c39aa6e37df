package dev.lumamodify.mock;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes down every request and what it was answered, before the answer leaves. */
final class Journal {
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie");
    private static final String LEFT_OUT = "(left out)";

    /** The longest body that is kept, in bytes. */
    private static final int LONGEST = 16 << 10;

    private final Timeline timeline;
    private final History<Exchange> exchanges;
    private final AtomicLong count = new AtomicLong();

    Journal(Timeline timeline, History<Exchange> exchanges) {
        this.timeline = timeline;
        this.exchanges = exchanges;
    }

    void add(
            Context context,
            @Nullable Operation operation,
            @Nullable Account account,
            byte[] body,
            String applied,
            Answer answer,
            byte[] envelope) {
        String query = context.req().getQueryString();
        String taskId = answer.envelope().path("data").path("taskId").asString("");
        String asked = operation == null ? null : context.queryParam("taskId");
        String named = taskId.isEmpty() ? asked : taskId;
        exchanges.add(new Exchange(
                count.incrementAndGet(),
                timeline.now(),
                operation == null ? null : operation.id(),
                account == null ? null : account.id,
                context.req().getMethod(),
                context.req().getRequestURI() + (query == null ? "" : "?" + query),
                headers(context),
                new String(body, 0, Math.min(body.length, LONGEST), StandardCharsets.UTF_8),
                applied,
                context.statusCode(),
                answer.code(),
                answer.msg(),
                new String(envelope, 0, Math.min(envelope.length, LONGEST), StandardCharsets.UTF_8),
                named == null || named.isEmpty() ? null : named));
    }

    private static Map<String, String> headers(Context context) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            boolean secret = SECRET.contains(name.toLowerCase(Locale.ROOT));
            headers.put(name, secret ? LEFT_OUT : joined(context.req().getHeaders(name)));
        }
        return Collections.unmodifiableMap(headers);
    }

    private static String joined(Enumeration<String> values) {
        String first = values.nextElement();
        return values.hasMoreElements() ? first + ", " + String.join(", ", Collections.list(values)) : first;
    }
}
