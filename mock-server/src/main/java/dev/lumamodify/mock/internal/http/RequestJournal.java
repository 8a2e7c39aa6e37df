package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.Account;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.EnumNames;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Scheduler;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/** Logs requests with their responses, before the response is sent. Redacts keys. Safe for use by several threads. */
public final class RequestJournal {
    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "proxy-authorization", "cookie");
    private static final String REDACTED = "(redacted)";

    /** A shorter key can be part of any text by chance. */
    private static final int MIN_SECRET_LENGTH = 8;

    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final BoundedLog<LoggedRequest> log;

    public RequestJournal(LiveSettings settings, Scheduler scheduler, BoundedLog<LoggedRequest> log) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.log = log;
    }

    /** Logs a request to a path that no operation has. */
    public void add(Context context, @Nullable Account account, EnvelopeResponse response, byte[] responseBody) {
        add(context, null, account, new byte[0], Preference.NONE, response, responseBody);
    }

    void add(
            Context context,
            @Nullable Operation operation,
            @Nullable Account account,
            byte[] body,
            Preference preference,
            EnvelopeResponse response,
            byte[] responseBody) {
        String query = context.req().getQueryString();
        String createdId = response.envelope().path("data").path("taskId").asString("");
        String requestedId = operation == null ? null : context.queryParam("taskId");
        String taskId = createdId.isEmpty() ? requestedId : createdId;
        List<String> secrets = secrets(context);
        Fault fault = preference.fault();
        boolean sendsNothing = fault != null && fault.sendsNothing();
        boolean sendsEnvelope = fault == null || fault.sendsEnvelope();
        byte[] sent = fault == null ? responseBody : fault.sentBody(responseBody);
        log.add(new LoggedRequest(
                scheduler.nextId(),
                scheduler.now(),
                operation == null ? null : operation.id(),
                account == null ? null : account.id(),
                context.req().getMethod(),
                redact(secrets, context.req().getRequestURI() + (query == null ? "" : "?" + query)),
                headers(context, secrets),
                redact(secrets, BoundedLog.excerpt(body)),
                preference.applied(),
                redact(secrets, preference.ignored()),
                fault == null ? "" : EnumNames.kebabCase(fault),
                sendsNothing ? 0 : context.statusCode(),
                sendsEnvelope ? response.code() : 0,
                sendsEnvelope ? redact(secrets, response.msg()) : "",
                sendsNothing
                        ? Map.of()
                        : responseHeaders(
                                context.res(), fault == Fault.HTML ? sent.length : responseBody.length, secrets),
                redact(secrets, BoundedLog.excerpt(sent)),
                sent.length,
                millisSinceArrival(context),
                taskId == null || taskId.isEmpty() ? null : redact(secrets, taskId)));
    }

    /** Returns the keys of the server and of the request. A client may have put them into other parts of the request. */
    private List<String> secrets(Context context) {
        List<String> secrets = new ArrayList<>(settings.get().apiKeys);
        secrets.add(String.valueOf(settings.get().webhookKey));
        String authorization = String.valueOf(context.req().getHeader("Authorization"));
        secrets.add(authorization.substring(authorization.indexOf(' ') + 1).strip());
        secrets.removeIf(secret -> secret.length() < MIN_SECRET_LENGTH);
        return secrets;
    }

    private static String redact(List<String> secrets, String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, REDACTED);
        }
        return redacted;
    }

    private static Map<String, String> headers(Context context, List<String> secrets) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            boolean secret = SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT));
            headers.put(
                    name, secret ? REDACTED : redact(secrets, join(context.req().getHeaders(name))));
        }
        return Collections.unmodifiableMap(headers);
    }

    private static Map<String, String> responseHeaders(
            HttpServletResponse response, int announcedLength, List<String> secrets) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.getHeaderNames()
                .forEach(name -> headers.put(name, redact(secrets, String.join(", ", response.getHeaders(name)))));
        headers.put("Content-Length", Integer.toString(announcedLength));
        return Collections.unmodifiableMap(headers);
    }

    private static long millisSinceArrival(Context context) {
        return NanoTime.millisSince(
                ServletContextRequest.getServletContextRequest(context.req()).getBeginNanoTime());
    }

    private static String join(Enumeration<String> values) {
        String first = values.nextElement();
        return values.hasMoreElements() ? first + ", " + String.join(", ", Collections.list(values)) : first;
    }
}
