package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.internal.callback.LoggedCallbackAttempt;
import dev.lumamodify.mock.internal.http.LoggedRequest;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.PlainText;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints one line per request and per callback attempt, as text or JSON. Never prints a header or a body. */
final class RequestLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final LiveSettings settings;

    RequestLog(PrintStream out, LiveSettings settings) {
        this.out = out;
        this.settings = settings;
    }

    void onRequest(LoggedRequest request) {
        if (settings.get().quiet) {
            return;
        }
        if (settings.get().jsonLog) {
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
        } else {
            String task = request.taskId() == null ? "" : ", task " + request.taskId();
            String ignored = request.preferencesIgnored().isEmpty()
                    ? ""
                    : ", ignored preferences: " + request.preferencesIgnored();
            print(TIME.format(request.at()) + " " + request.method() + " " + request.target() + " -> "
                    + response(request) + task + ignored);
        }
    }

    /** Returns what was sent. A fault never looks like a success. */
    private static String response(LoggedRequest request) {
        String code = request.code() == 0 ? "" : ", code " + request.code() + ": " + request.msg();
        String response = request.status() == 0 ? "nothing" : "HTTP " + request.status() + code;
        return request.fault().isEmpty()
                ? response
                : response + ", " + request.sentBytes() + " bytes, injected: " + request.fault();
    }

    void onCallbackAttempt(LoggedCallbackAttempt attempt) {
        if (settings.get().quiet) {
            return;
        }
        String url = withoutSecrets(attempt.url());
        if (settings.get().jsonLog) {
            print(json("callback-attempt")
                    .setAll(attempt.json()
                            .retain("at", "taskId", "attempt", "resent", "url", "fault", "status", "failure"))
                    .put("url", url));
        } else {
            String result = attempt.status() == null ? String.valueOf(attempt.failure()) : "HTTP " + attempt.status();
            print(TIME.format(attempt.at()) + " callback to " + url + ", "
                    + (attempt.resent() ? "sent again" : "attempt " + attempt.attempt()) + " -> " + result
                    + (attempt.fault().isEmpty() ? "" : ", injected: " + attempt.fault()) + ", task "
                    + attempt.taskId());
        }
    }

    private static ObjectNode json(String event) {
        return JsonNodeFactory.instance.objectNode().put("event", event);
    }

    /** Returns a URL without user information, query and fragment. */
    private static String withoutSecrets(String url) {
        return url.replaceFirst("^(\\w+://)(?:[^/?#]*@)?([^?#]*).*", "$1$2");
    }

    /** Prints text or JSON. In JSON, unsafe characters occur in strings only. */
    private void print(Object line) {
        out.println(PlainText.of(line.toString()));
    }
}
