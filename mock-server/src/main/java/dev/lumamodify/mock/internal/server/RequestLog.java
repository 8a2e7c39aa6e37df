package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.internal.callback.LoggedCallbackAttempt;
import dev.lumamodify.mock.internal.http.LoggedRequest;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.LogFormat;
import dev.lumamodify.mock.internal.state.PlainText;
import java.io.PrintStream;
import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints one line per request and per callback attempt, as text or JSON. Never prints a header or a body. */
final class RequestLog {
    private final PrintStream out;
    private final LiveSettings settings;
    private final boolean colours;

    /**
     * @param colours whether text has colours
     */
    RequestLog(PrintStream out, LiveSettings settings, boolean colours) {
        this.out = out;
        this.settings = settings;
        this.colours = colours;
    }

    void onRequest(LoggedRequest request) {
        if (settings.get().quiet) {
            return;
        }
        boolean faulty = !request.fault().isEmpty();
        if (settings.get().logFormat == LogFormat.JSON) {
            print(json("request")
                    .setAll(request.json()
                            .retain(
                                    "at",
                                    "method",
                                    "target",
                                    "preferencesIgnored",
                                    "fault",
                                    "status",
                                    "code",
                                    "msg",
                                    "taskId")));
            return;
        }
        LogLine line = line(request.at()).column(request.method(), LogLine.KIND, LogLine.Style.BOLD);
        if (!faulty) {
            line.column("HTTP " + request.status(), LogLine.STATUS, LogLine.Style.ofCode(request.status()))
                    .column("code " + request.code(), LogLine.DETAIL, LogLine.Style.ofCode(request.code()));
        } else {
            // The client did not receive the status and the code of a success.
            line.column("injected: " + request.fault(), LogLine.STATUS_AND_DETAIL, LogLine.Style.MAGENTA);
        }
        line.text(request.target());
        if (request.taskId() != null) {
            line.text("task " + request.taskId(), LogLine.Style.CYAN);
        }
        line.text(faulty ? sent(request) : request.msg());
        if (!request.preferencesIgnored().isEmpty()) {
            line.text("ignored preferences: " + request.preferencesIgnored(), LogLine.Style.YELLOW);
        }
        print(line);
    }

    private static String sent(LoggedRequest request) {
        return request.status() == 0
                ? "nothing sent"
                : "sent: HTTP " + request.status() + ", " + request.sentBytes() + " bytes";
    }

    void onCallbackAttempt(LoggedCallbackAttempt attempt) {
        if (settings.get().quiet) {
            return;
        }
        String url = withoutSecrets(attempt.url());
        if (settings.get().logFormat == LogFormat.JSON) {
            print(json("callback-attempt")
                    .setAll(attempt.json()
                            .retain(
                                    "at", "taskId", "attempt", "resent", "url", "fault", "status", "failure",
                                    "blocked"))
                    .put("url", url));
            return;
        }
        Integer status = attempt.status();
        LogLine line = line(attempt.at()).column("callback", LogLine.KIND, LogLine.Style.BOLD);
        if (status == null) {
            line.column(attempt.blocked() ? "not sent" : "failed", LogLine.STATUS, LogLine.Style.RED);
        } else {
            line.column("HTTP " + status, LogLine.STATUS, LogLine.Style.ofCode(status));
        }
        line.column(attempt.resent() ? "resent" : "attempt " + attempt.attempt(), LogLine.DETAIL, LogLine.Style.PLAIN)
                .text(url)
                .text("task " + attempt.taskId(), LogLine.Style.CYAN);
        if (!attempt.fault().isEmpty()) {
            line.text("injected: " + attempt.fault(), LogLine.Style.MAGENTA);
        }
        if (attempt.failure() != null) {
            line.text(attempt.failure());
        }
        print(line);
    }

    private LogLine line(Instant at) {
        return new LogLine(at, settings.get().logFormat == LogFormat.DATED, colours);
    }

    private static ObjectNode json(String event) {
        return JsonNodeFactory.instance.objectNode().put("event", event);
    }

    /** Returns a URL without user information, query and fragment. */
    private static String withoutSecrets(String url) {
        return url.replaceFirst("^(\\w+://)(?:[^/?#]*@)?([^?#]*).*", "$1$2");
    }

    /** Prints JSON. Unsafe characters occur in its strings only. */
    private void print(ObjectNode json) {
        out.println(PlainText.of(json.toString()));
    }

    private void print(LogLine line) {
        out.println(line);
    }
}
