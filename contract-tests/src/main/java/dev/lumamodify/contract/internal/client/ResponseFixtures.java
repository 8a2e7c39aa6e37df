package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** All the answers, good and bad, that a client has to live with. */
public final class ResponseFixtures {
    /** What a refusal says: not in ASCII, as people are. */
    public static final String WORDS = "Guthaben erschöpft, 余额不足";

    /** Codes that the document has not, but the platform was seen to answer, and some that nobody has seen. */
    private static final List<Integer> UNDOCUMENTED =
            List.of(400, 408, 433, 451, 531, 550, 299, 201, 999, 0, -1, 100_000);

    /** HTTP statuses that are no success whatever the body says, and not worth another try. */
    public static final List<Integer> ERRORS = List.of(300, 302, 307, 400, 401, 402, 403, 404, 422, 451, 500, 501, 599);

    private ResponseFixtures() {}

    /** An answer with a code. */
    public record Refusal(int code, ScriptedResponse reply) {}

    /** Every code, in both styles, with data null, missing or odd, and with words or without. */
    public static Map<String, Refusal> refusals(Iterable<Integer> documented) {
        Map<String, Refusal> refusals = new LinkedHashMap<>();
        List<String> variants = List.of(
                ",\"data\":null",
                "",
                ",\"data\":{}",
                ",\"data\":null,\"new\":{\"to\":[\"you\",1e400,123456789012345678901234567890]}");
        for (int code : codes(documented)) {
            for (String data : UNDOCUMENTED.contains(code) ? variants.subList(0, 2) : variants) {
                add(refusals, code, data, ClientTestContext.envelope(code, WORDS, data), "Retry-After: 86400");
            }
        }
        for (int code : List.of(402, 433, 505, 999)) {
            // What counts is the code, whatever a gateway makes of it.
            ScriptedResponse reply =
                    ScriptedResponse.json(400, ClientTestContext.envelope(code, WORDS, ""), "Retry-After: 86400");
            refusals.put("code " + code + " in HTTP 400", new Refusal(code, reply));
        }
        return refusals;
    }

    /** Refusals that show data as if they were none, or have no words. */
    public static Map<String, Refusal> oddRefusals(Iterable<Integer> documented, String data) {
        Map<String, Refusal> refusals = new LinkedHashMap<>();
        for (int code : codes(documented)) {
            add(
                    refusals,
                    code,
                    data,
                    ClientTestContext.envelope(code, "success", ",\"data\":" + data),
                    "Retry-After: 86400");
        }
        for (String body : List.of(
                "{\"code\":402}",
                "{\"code\":402,\"msg\":null}",
                "{\"code\":402,\"msg\":5,\"data\":null}",
                "{\"code\":402,\"msg\":{\"en\":\"no\"},\"data\":null}",
                "{\"code\":402,\"msg\":\"no\",\"data\":\"x\"}",
                "{\"code\":402,\"msg\":\"no\",\"data\":[]}",
                "{\"code\":402,\"msg\":\"no\",\"data\":5}")) {
            add(refusals, 402, body, body, "Retry-After: 86400");
        }
        for (String wait : List.of("Wed, 21 Oct 2015 07:28:00 GMT", "-1", "1.5", "soon", "", "9".repeat(30))) {
            add(
                    refusals,
                    402,
                    "Retry-After: " + wait,
                    ClientTestContext.envelope(402, "no", ""),
                    "Retry-After: " + wait);
        }
        return refusals;
    }

    /** All codes that are no success, documented or not. */
    static Iterable<Integer> codes(Iterable<Integer> documented) {
        TreeSet<Integer> codes = new TreeSet<>(UNDOCUMENTED);
        documented.forEach(codes::add);
        codes.remove(Response.OK);
        return codes;
    }

    /** In both styles; with a wait that no deadline allows, a client that repeats has to give up at once. */
    private static void add(Map<String, Refusal> refusals, int code, String what, String body, String wait) {
        refusals.put(
                "code " + code + " in HTTP 200 " + what, new Refusal(code, ScriptedResponse.json(200, body, wait)));
        if (code >= 300 && code < 600) {
            refusals.put(
                    "code " + code + " mirrored " + what, new Refusal(code, ScriptedResponse.json(code, body, wait)));
        }
    }

    /** Answers of HTTP 200 that claim success, or cannot be read, and do not show what they should. */
    public static Map<String, ScriptedResponse> empty(String id) {
        Map<String, ScriptedResponse> replies = new LinkedHashMap<>();
        for (String body : List.of(
                "",
                " ",
                "null",
                "[]",
                "{}",
                "success",
                "\"success\"",
                "{\"code\":200",
                "\uFEFF{\"code\":200}",
                success("null"),
                success("{}"),
                success("[]"),
                success("\"x\""),
                success("{\"" + id + "\":null}"),
                success("{\"" + id + "\":\"\"}"),
                success("{\"" + id + "\":{}}"),
                success("{\"" + id + "\":true}"),
                success("{\"" + id + "\":[\"x\"]}"),
                success("[{\"" + id + "\":\"x\"}]"),
                success("{\"task\":{\"" + id + "\":\"x\"}}"),
                success("{\"" + id.toLowerCase(Locale.ROOT) + "\":\"x\"}"),
                "{\"code\":200}",
                "{\"code\":200,\"msg\":\"success\"}",
                "{\"code\":200,\"msg\":\"success\",\"" + id + "\":\"x\"}",
                "[" + success("{\"" + id + "\":\"x\"}") + "]",
                "{\"result\":" + success("{\"" + id + "\":\"x\"}") + "}")) {
            replies.put("HTTP 200 " + body, ScriptedResponse.json(200, body));
        }
        replies.put("HTTP 200 HTML", ScriptedResponse.of(200, "text/html", "<html>It works</html>"));
        return replies;
    }

    /** Answers that claim success, or nothing, without keeping the contract. */
    public static Map<String, ScriptedResponse> malformed(String id) {
        Map<String, ScriptedResponse> replies = empty(id);
        for (String code : List.of("null", "{}", "true", "\"402\"", "200.5", "4294967496", "99999999999")) {
            String body = "{\"code\":" + code + ",\"msg\":\"success\",\"data\":{\"" + id + "\":\"x\"}}";
            replies.put("HTTP 200 " + body, ScriptedResponse.json(200, body));
        }
        String codeless = "{\"msg\":\"success\",\"data\":{\"" + id + "\":\"x\"}}";
        replies.put("HTTP 200 " + codeless, ScriptedResponse.json(200, codeless));
        for (String body : List.of("", "null", "{}", "{\"code\":200", success("null"), success("{}"), codeless)) {
            replies.put("HTTP 500 " + body, ScriptedResponse.json(500, body));
        }
        replies.put("HTTP 502 HTML", ScriptedResponse.of(502, "text/html", "<html>Bad gateway</html>"));
        for (int status : List.of(400, 401, 403, 404, 500, 501)) {
            replies.put("HTTP " + status + " empty", ScriptedResponse.of(status, "text/plain", ""));
        }
        return replies;
    }

    private static String success(String data) {
        return "{\"code\":200,\"msg\":\"success\",\"data\":" + data + "}";
    }

    /** What tempts a client to send again. */
    public static Map<String, ScriptedResponse> trouble(Iterable<Integer> documented) {
        Map<String, ScriptedResponse> replies = new LinkedHashMap<>(unanswered());
        for (int status : List.of(401, 407, 408, 421, 425, 429, 455, 500, 501, 502, 503, 504)) {
            for (String retryAfter : List.of("X-None: 1", "Retry-After: 0", "Retry-After: 1")) {
                replies.put(
                        "HTTP " + status + " " + retryAfter,
                        ScriptedResponse.json(
                                status,
                                ClientTestContext.envelope(status, WORDS, ",\"data\":null"),
                                retryAfter,
                                "WWW-Authenticate: Basic realm=x",
                                "Proxy-Authenticate: Basic realm=x"));
            }
        }
        for (int status : List.of(502, 503, 504)) {
            replies.put("HTTP " + status + " HTML", ScriptedResponse.of(status, "text/html", "<html>Sorry</html>"));
        }
        for (int status : List.of(300, 301, 302, 303, 307, 308)) {
            replies.put("HTTP " + status, ScriptedResponse.of(status, "text/plain", "", "Location: /elsewhere"));
        }
        for (int code : codes(documented)) {
            String body = ClientTestContext.envelope(code, WORDS, ",\"data\":null");
            replies.put("code " + code, ScriptedResponse.json(200, body));
            replies.put("code " + code + ", Retry-After: 0", ScriptedResponse.json(200, body, "Retry-After: 0"));
        }
        return replies;
    }

    /** No answer, or one that is not whole. */
    public static Map<String, ScriptedResponse> unanswered() {
        Map<String, ScriptedResponse> replies = new LinkedHashMap<>();
        replies.put("closed without an answer", ScriptedResponse.CLOSE);
        replies.put("reset without an answer", ScriptedResponse.RESET);
        replies.put(
                "an answer cut short",
                ScriptedResponse.json(200, success("{\"taskId\":\"x\"}")).cut());
        replies.put(
                "a chunked answer cut short",
                ScriptedResponse.chunked(success("{\"taskId\":\"x\"}")).cut());
        replies.put(
                "half a head",
                new ScriptedResponse(
                        "HTTP/1.1 200 OK\r\nConte".getBytes(StandardCharsets.UTF_8), ScriptedResponse.End.CLOSED));
        replies.put(
                "what is no HTTP",
                new ScriptedResponse(
                        "\0\1\2 nonsense\r\n\r\n".getBytes(StandardCharsets.UTF_8), ScriptedResponse.End.CLOSED));
        return replies;
    }

    /** Trouble that may be over in a moment. */
    public static Map<String, ScriptedResponse> passing() {
        Map<String, ScriptedResponse> replies = new LinkedHashMap<>();
        for (int status : List.of(408, 429, 502, 503, 504)) {
            replies.put("HTTP " + status + " empty", ScriptedResponse.of(status, "text/plain", ""));
            replies.put("HTTP " + status + " HTML", ScriptedResponse.of(status, "text/html", "<html>Sorry</html>"));
        }
        for (int code : List.of(429, 455)) {
            replies.put(
                    "code " + code,
                    ScriptedResponse.json(200, ClientTestContext.envelope(code, WORDS, ",\"data\":null")));
            replies.put(
                    "code " + code + " mirrored",
                    ScriptedResponse.json(code, ClientTestContext.envelope(code, WORDS, "")));
        }
        replies.put("closed", ScriptedResponse.CLOSE);
        replies.put("reset", ScriptedResponse.RESET);
        return replies;
    }

    /** The same, and answers that make no sense, which the next one may do. */
    public static Map<String, ScriptedResponse> puzzling() {
        Map<String, ScriptedResponse> replies = new LinkedHashMap<>(passing());
        replies.put("HTML", ScriptedResponse.of(200, "text/html", "<html>Sorry</html>"));
        replies.put("empty", ScriptedResponse.of(200, "application/json", ""));
        replies.put("cut short", ScriptedResponse.json(200, success("null")).cut());
        for (int code : List.of(500, 501, 408, 550)) {
            replies.put(
                    "code " + code,
                    ScriptedResponse.json(200, ClientTestContext.envelope(code, WORDS, ",\"data\":null")));
            replies.put(
                    "HTTP " + code,
                    ScriptedResponse.json(code, ClientTestContext.envelope(code, WORDS, ",\"data\":null")));
        }
        return replies;
    }
}
