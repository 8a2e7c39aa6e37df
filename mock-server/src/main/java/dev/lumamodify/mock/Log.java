package dev.lumamodify.mock;

import java.io.PrintStream;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes one line a request and one a delivery: for people, or JSON for machines. No header and no body is written. */
final class Log {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final boolean json;

    Log(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void request(Exchange exchange) {
        if (json) {
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

    void delivery(Delivery delivery) {
        String result = delivery.status() == null ? String.valueOf(delivery.failure()) : "HTTP " + delivery.status();
        if (json) {
            ObjectNode line = JsonNodeFactory.instance
                    .objectNode()
                    .put("event", "delivery")
                    .put("at", delivery.at().toString())
                    .put("taskId", delivery.taskId())
                    .put("attempt", delivery.attempt())
                    .put("url", bare(delivery.url()))
                    .put("status", delivery.status())
                    .put("failure", delivery.failure());
            out.println(line);
        } else {
            write(TIME.format(delivery.at()) + " callback to " + bare(delivery.url()) + ", attempt "
                    + delivery.attempt() + " -> " + result + " task " + delivery.taskId());
        }
    }

    /** A URL without the parts in which people keep secrets. */
    private static String bare(String url) {
        URI uri = URI.create(url);
        int port = uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + (port < 0 ? "" : ":" + port) + uri.getPath();
    }

    private void write(String line) {
        out.println(line.replaceAll("\\p{Cntrl}", "?"));
    }
}
