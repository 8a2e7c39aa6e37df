package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.CallbackAttempt;
import dev.lumamodify.mock.RecordedRequest;
import dev.lumamodify.mock.internal.state.Settings;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes one line a request and one a delivery: for people, or JSON for machines, or nothing. No header and no body is written. */
public final class RequestLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final Settings settings;

    public RequestLog(PrintStream out, Settings settings) {
        this.out = out;
        this.settings = settings;
    }

    public void request(RecordedRequest exchange) {
        if (settings.quiet) {
            return;
        } else if (settings.jsonLog) {
            ObjectNode line = JsonNodeFactory.instance
                    .objectNode()
                    .put("event", "request")
                    .put("at", exchange.at().toString())
                    .put("method", exchange.method())
                    .put("target", exchange.target())
                    .put("status", exchange.status())
                    .put("code", exchange.code())
                    .put("msg", exchange.msg())
                    .put("taskId", exchange.taskId());
            out.println(line);
        } else {
            String task = exchange.taskId() == null ? "" : " task " + exchange.taskId();
            write(TIME.format(exchange.at()) + " " + exchange.method() + " " + exchange.target() + " -> HTTP "
                    + exchange.status() + ", code " + exchange.code() + ": " + exchange.msg() + task);
        }
    }

    public void delivery(CallbackAttempt delivery) {
        if (settings.quiet) {
            return;
        } else if (settings.jsonLog) {
            ObjectNode line = JsonNodeFactory.instance
                    .objectNode()
                    .put("event", "callback-attempt")
                    .put("at", delivery.at().toString())
                    .put("taskId", delivery.taskId())
                    .put("attempt", delivery.attempt())
                    .put("url", bare(delivery.url()))
                    .put("status", delivery.status())
                    .put("failure", delivery.failure());
            out.println(line);
        } else {
            String result =
                    delivery.status() == null ? String.valueOf(delivery.failure()) : "HTTP " + delivery.status();
            write(TIME.format(delivery.at()) + " callback to " + bare(delivery.url()) + ", attempt "
                    + delivery.attempt() + " -> " + result + " task " + delivery.taskId());
        }
    }

    /** A URL without the parts in which people keep secrets. */
    private static String bare(String url) {
        return url.replaceFirst("^(\\w+://)(?:[^/?#]*@)?([^?#]*).*", "$1$2");
    }

    private void write(String line) {
        out.println(line.replaceAll("\\p{Cntrl}", "?"));
    }
}
