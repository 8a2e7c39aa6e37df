package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.StandaloneClient;
import dev.lumamodify.contract.StandaloneClient.Timing;
import dev.lumamodify.contract.client.ClientAdapter.Receiver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Receivers that respond wrongly or call their handler wrongly. */
final class ReceiverFaults {
    private ReceiverFaults() {}

    /** A request, and the correct receiver for it. */
    private interface Fault {
        int receive(
                Receiver correct,
                Consumer<String> handler,
                String method,
                Map<String, List<String>> headers,
                byte[] body);
    }

    static void addTo(ClientFaultTable table) {
        add(table, "receive.genuine", "responds with HTTP 202", (correct, handler, method, headers, body) -> {
            int status = correct.receive(method, headers, body);
            return status == 200 ? 202 : status;
        });
        add(
                table,
                "receive.genuine",
                "rejects a content type with a charset",
                (correct, handler, method, headers, body) -> {
                    return contentType(headers).equals("application/json")
                            ? correct.receive(method, headers, body)
                            : 415;
                });
        add(table, "receive.genuine", "calls its handler twice", (correct, handler, method, headers, body) -> {
            return Math.max(correct.receive(method, headers, body), correct.receive(method, headers, body));
        });
        add(table, "receive.genuine", "limits bodies to 8 KB", (correct, handler, method, headers, body) -> {
            return body.length > 8192 ? 413 : correct.receive(method, headers, body);
        });
        add(
                table,
                "receive.genuine",
                "calls its handler for successful tasks only",
                (correct, handler, method, headers, body) -> {
                    return text(body).contains("resultUrls") ? correct.receive(method, headers, body) : 200;
                });
        Set<String> seen = new HashSet<>();
        add(
                table,
                "receive.repeated",
                "rejects a callback that it has received before",
                (correct, handler, method, headers, body) -> {
                    return seen.add(headers + text(body)) ? correct.receive(method, headers, body) : 409;
                });
        add(table, "receive.repeated", "handles the first task only", (correct, handler, method, headers, body) -> {
            return seen.add("any") ? correct.receive(method, headers, body) : 200;
        });
        add(
                table,
                "receive.forged",
                "calls its handler before it verifies the signature",
                (correct, handler, method, headers, body) -> {
                    int status = correct.receive(method, headers, body);
                    if (status != 200 && text(body).contains("taskId")) {
                        handler.accept("unverified");
                    }
                    return status;
                });
        add(
                table,
                "receive.forged",
                "responds with HTTP 500 to a callback without a signature",
                (correct, handler, method, headers, body) -> {
                    return headers.containsKey("X-Webhook-Signature") ? correct.receive(method, headers, body) : 500;
                });
        Set<String> ids = new HashSet<>();
        add(
                table,
                "receive.forged",
                "takes the genuine callback after a forged one for a repetition",
                (correct, handler, method, headers, body) -> {
                    boolean first = ids.add(text(body));
                    int status = correct.receive(method, headers, body);
                    return first || status != 200 ? status : 409;
                });
        add(table, "receive.method", "accepts any method", (correct, handler, method, headers, body) -> {
            return correct.receive("POST", headers, body);
        });
        add(
                table,
                "receive.failing-handler",
                "responds with HTTP 200 although its handler fails",
                (correct, handler, method, headers, body) -> {
                    int status = correct.receive(method, headers, body);
                    return status >= 500 ? 200 : status;
                });
        add(
                table,
                "receive.rejection",
                "responds with HTTP 200 to a wrong signature",
                (correct, handler, method, headers, body) -> {
                    int status = correct.receive(method, headers, body);
                    return status == 400 ? 200 : status;
                });
    }

    private static String contentType(Map<String, List<String>> headers) {
        Map<String, List<String>> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(headers);
        return String.join(",", ignoringCase.getOrDefault("Content-Type", List.of()))
                .toLowerCase(Locale.ROOT);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static void add(ClientFaultTable table, String foundBy, String name, Fault fault) {
        table.add(foundBy, "has a receiver that " + name, new StandaloneClient.Factory(Timing.VIRTUAL) {
            @Override
            public Receiver newReceiver(List<String> keys, Instant now, Consumer<String> handler) {
                Receiver correct = super.newReceiver(keys, now, handler);
                return (method, headers, body) -> fault.receive(correct, handler, method, headers, body);
            }
        });
    }
}
