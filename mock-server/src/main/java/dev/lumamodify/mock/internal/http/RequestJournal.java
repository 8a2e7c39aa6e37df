package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.RecordedRequest;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.Account;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Settings;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes down every request and what it was answered, before the answer leaves. */
public final class RequestJournal {
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie");
    private static final String LEFT_OUT = "(left out)";

    /** The longest body that is kept, in bytes. */
    private static final int LONGEST = 16 << 10;

    /** A key this short may stand in any text by chance. */
    private static final int SHORTEST_SECRET = 8;

    private final Settings settings;
    private final Scheduler timeline;
    private final BoundedLog<RecordedRequest> exchanges;
    private final AtomicLong count = new AtomicLong();

    public RequestJournal(Settings settings, Scheduler timeline, BoundedLog<RecordedRequest> exchanges) {
        this.settings = settings;
        this.timeline = timeline;
        this.exchanges = exchanges;
    }

    void add(
            Context context,
            @Nullable Operation operation,
            @Nullable Account account,
            byte[] body,
            String applied,
            EnvelopeResponse answer,
            byte[] envelope) {
        String query = context.req().getQueryString();
        String taskId = answer.envelope().path("data").path("taskId").asString("");
        String asked = operation == null ? null : context.queryParam("taskId");
        String named = taskId.isEmpty() ? asked : taskId;
        List<String> secrets = secrets(context);
        exchanges.add(new RecordedRequest(
                count.incrementAndGet(),
                timeline.now(),
                operation == null ? null : operation.id(),
                account == null ? null : account.id,
                context.req().getMethod(),
                without(secrets, context.req().getRequestURI() + (query == null ? "" : "?" + query)),
                headers(context, secrets),
                without(secrets, beginning(body)),
                applied,
                context.statusCode(),
                answer.code(),
                without(secrets, answer.msg()),
                without(secrets, beginning(envelope)),
                named == null || named.isEmpty() ? null : without(secrets, named)));
    }

    /** As much of a body as is kept. */
    public static String beginning(byte[] body) {
        return new String(body, 0, Math.min(body.length, LONGEST), StandardCharsets.UTF_8);
    }

    /** The keys of this server and of this request, which may also have been written where they do not belong. */
    private List<String> secrets(Context context) {
        List<String> secrets = new ArrayList<>(settings.apiKeys);
        secrets.add(String.valueOf(settings.webhookKey));
        String authorization = String.valueOf(context.req().getHeader("Authorization"));
        secrets.add(authorization.substring(authorization.indexOf(' ') + 1).strip());
        secrets.removeIf(secret -> secret.length() < SHORTEST_SECRET);
        return secrets;
    }

    private static String without(List<String> secrets, String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, LEFT_OUT);
        }
        return clean;
    }

    private static Map<String, String> headers(Context context, List<String> secrets) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            boolean secret = SECRET.contains(name.toLowerCase(Locale.ROOT));
            headers.put(
                    name,
                    secret ? LEFT_OUT : without(secrets, joined(context.req().getHeaders(name))));
        }
        return Collections.unmodifiableMap(headers);
    }

    private static String joined(Enumeration<String> values) {
        String first = values.nextElement();
        return values.hasMoreElements() ? first + ", " + String.join(", ", Collections.list(values)) : first;
    }
}
