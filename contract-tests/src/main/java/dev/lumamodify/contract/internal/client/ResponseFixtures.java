package dev.lumamodify.contract.internal.client;

import static dev.lumamodify.contract.internal.client.ApiErrorFixtures.MESSAGE;
import static dev.lumamodify.contract.internal.harness.ResultCode.RATE_LIMITED;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Responses that a client must handle. The keys of the maps describe them. */
public final class ResponseFixtures {
    /** HTTP statuses that are errors with any body, and that do not justify a retry. */
    public static final List<Integer> HTTP_ERRORS =
            List.of(300, 302, 307, 400, 401, 402, 403, 404, 422, 451, 500, 501, 599);

    /** Deeper than the stack of a thread. */
    private static final int DEPTH = 100_000;

    private static final String ERROR_PAGE = "<html>Sorry</html>";

    private ResponseFixtures() {}

    /**
     * Returns responses with HTTP 200 that claim success, or cannot be parsed, and do not contain the required member.
     */
    public static Map<String, ScriptedResponse> successWithoutData(String member) {
        Map<String, ScriptedResponse> responses = new LinkedHashMap<>();
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
                success("{\"" + member + "\":null}"),
                success("{\"" + member + "\":\"\"}"),
                success("{\"" + member + "\":{}}"),
                success("{\"" + member + "\":true}"),
                success("{\"" + member + "\":[\"x\"]}"),
                success("[{\"" + member + "\":\"x\"}]"),
                success("{\"task\":{\"" + member + "\":\"x\"}}"),
                success("{\"" + member.toLowerCase(Locale.ROOT) + "\":\"x\"}"),
                "{\"code\":200}",
                "{\"code\":200,\"msg\":\"success\"}",
                "{\"code\":200,\"msg\":\"success\",\"" + member + "\":\"x\"}",
                "[" + success("{\"" + member + "\":\"x\"}") + "]",
                "{\"result\":" + success("{\"" + member + "\":\"x\"}") + "}")) {
            responses.put("HTTP 200 " + body, ScriptedResponse.json(200, body));
        }
        responses.put("HTTP 200 HTML", ScriptedResponse.of(200, "text/html", "<html>It works</html>"));
        return responses;
    }

    /** Returns responses that are not valid envelopes, with HTTP 200 or an error status. */
    public static Map<String, ScriptedResponse> malformed(String member) {
        Map<String, ScriptedResponse> responses = successWithoutData(member);
        String data = "{\"" + member + "\":\"x\"}";
        for (String code : List.of("null", "{}", "true", "\"402\"", "200.5", "4294967496", "99999999999")) {
            String body = "{\"code\":" + code + ",\"msg\":\"success\",\"data\":" + data + "}";
            responses.put("HTTP 200 " + body, ScriptedResponse.json(200, body));
        }
        String withoutCode = "{\"msg\":\"success\",\"data\":" + data + "}";
        responses.put("HTTP 200 " + withoutCode, ScriptedResponse.json(200, withoutCode));
        for (String body : List.of("", "null", "{}", "{\"code\":200", success("null"), success("{}"), withoutCode)) {
            responses.put("HTTP 500 " + body, ScriptedResponse.json(500, body));
        }
        responses.put("HTTP 502 HTML", ScriptedResponse.of(502, "text/html", "<html>Bad gateway</html>"));
        for (int status : List.of(400, 401, 403, 404, 500, 501)) {
            responses.put("HTTP " + status + " empty", ScriptedResponse.of(status, "text/plain", ""));
        }
        return responses;
    }

    private static String success(String data) {
        return "{\"code\":200,\"msg\":\"success\",\"data\":" + data + "}";
    }

    /** Returns responses after which an HTTP library or a client may send the request again. */
    public static Map<String, ScriptedResponse> retryTriggers(Iterable<Integer> documented) {
        Map<String, ScriptedResponse> responses = new LinkedHashMap<>(noResponse());
        for (int status : List.of(401, 407, 408, 421, 425, 429, 455, 500, 501, 502, 503, 504)) {
            // A rejection with 429 and a Retry-After created no task and asks for another request.
            List<String> headers = List.of("X-None: 1", "Retry-After: 0", "Retry-After: 1");
            for (String header : status == RATE_LIMITED ? headers.subList(0, 1) : headers) {
                responses.put(
                        "HTTP " + status + " " + header,
                        ScriptedResponse.json(
                                status,
                                ResponseBodies.error(status, MESSAGE),
                                header,
                                "WWW-Authenticate: Basic realm=x",
                                "Proxy-Authenticate: Basic realm=x"));
            }
        }
        for (int status : List.of(502, 503, 504)) {
            responses.put("HTTP " + status + " HTML", ScriptedResponse.of(status, "text/html", ERROR_PAGE));
        }
        for (int status : List.of(300, 301, 302, 303, 307, 308)) {
            responses.put("HTTP " + status, ScriptedResponse.of(status, "text/plain", "", "Location: /elsewhere"));
        }
        for (int code : ApiErrorFixtures.codes(documented)) {
            String body = ResponseBodies.error(code, MESSAGE);
            responses.put("code " + code, ScriptedResponse.json(200, body));
            if (code != RATE_LIMITED) {
                responses.put("code " + code + ", Retry-After: 0", ScriptedResponse.json(200, body, "Retry-After: 0"));
            }
        }
        return responses;
    }

    /** Returns connections that end without a complete response. */
    public static Map<String, ScriptedResponse> noResponse() {
        String body = success("{\"taskId\":\"x\"}");
        byte[] partOfHead = "HTTP/1.1 200 OK\r\nConte".getBytes(StandardCharsets.UTF_8);
        byte[] notHttp = "\0\1\2 nonsense\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        Map<String, ScriptedResponse> responses = new LinkedHashMap<>();
        responses.put("closed without a response", ScriptedResponse.CLOSE);
        responses.put("reset without a response", ScriptedResponse.RESET);
        responses.put("a truncated response", ScriptedResponse.json(200, body).truncated());
        responses.put(
                "a truncated chunked response",
                ScriptedResponse.chunked(200, body).truncated());
        responses.put("a truncated response head", new ScriptedResponse(partOfHead, ScriptedResponse.Connection.CLOSE));
        responses.put("bytes that are not HTTP", new ScriptedResponse(notHttp, ScriptedResponse.Connection.CLOSE));
        return responses;
    }

    /** Returns failures that can disappear when the request is sent again. */
    public static Map<String, ScriptedResponse> transientFailures() {
        Map<String, ScriptedResponse> responses = new LinkedHashMap<>();
        for (int status : List.of(408, 429, 502, 503, 504)) {
            responses.put("HTTP " + status + " empty", ScriptedResponse.of(status, "text/plain", ""));
            responses.put("HTTP " + status + " HTML", ScriptedResponse.of(status, "text/html", ERROR_PAGE));
        }
        for (int code : List.of(429, 455)) {
            responses.put("code " + code, ScriptedResponse.json(200, ResponseBodies.error(code, MESSAGE)));
            responses.put(
                    "code " + code + " mirrored", ScriptedResponse.json(code, ResponseBodies.envelope(code, MESSAGE)));
        }
        responses.put("closed", ScriptedResponse.CLOSE);
        responses.put("reset", ScriptedResponse.RESET);
        return responses;
    }

    /** Returns transient failures, and responses that are invalid or report an error of the service. */
    public static Map<String, ScriptedResponse> failures() {
        Map<String, ScriptedResponse> responses = new LinkedHashMap<>(transientFailures());
        responses.put("HTML", ScriptedResponse.of(200, "text/html", ERROR_PAGE));
        responses.put("empty", ScriptedResponse.json(200, ""));
        responses.put("truncated", ScriptedResponse.json(200, success("null")).truncated());
        for (int code : List.of(500, 501, 408, 550)) {
            String body = ResponseBodies.error(code, MESSAGE);
            responses.put("code " + code, ScriptedResponse.json(200, body));
            responses.put("HTTP " + code, ScriptedResponse.json(code, body));
        }
        return responses;
    }

    /** Returns responses with an HTTP error status that do not come from the service, but from a gateway before it. */
    public static Map<String, ScriptedResponse> withoutEnvelope(int status) {
        Map<String, ScriptedResponse> responses = new LinkedHashMap<>();
        for (String body :
                List.of("", "Sorry", "{\"error\":\"sorry\"}", "{\"message\":\"no\",\"status\":" + status + "}")) {
            String type = body.startsWith("{") ? "application/json" : "text/plain";
            responses.put("HTTP " + status + " " + body, ScriptedResponse.of(status, type, body));
        }
        responses.put(
                "HTTP " + status + " HTML", ScriptedResponse.of(status, "text/html; charset=iso-8859-1", ERROR_PAGE));
        return responses;
    }

    /** Returns responses with HTTP 200 that are damaged on their way. Some clients can read some of them nevertheless. */
    public static Map<String, ScriptedResponse> damaged(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] text = body.replaceFirst("success", "日本").getBytes(StandardCharsets.UTF_8);
        int character = new String(text, StandardCharsets.ISO_8859_1).indexOf('\u00e6');
        byte[] cut = Arrays.copyOf(text, character + 2);
        byte[] invalid = text.clone();
        invalid[character + 1] = (byte) 0xFF;
        byte[] gzipped = ScriptedResponse.gzip(body);
        String size = "Content-Length: " + bytes.length;
        String chunked = "Transfer-Encoding: chunked";
        Map<String, ScriptedResponse> responses = new LinkedHashMap<>();
        responses.put("cut inside a character", ScriptedResponse.raw(cut, "Content-Length: " + cut.length));
        responses.put("closed inside a character", ScriptedResponse.raw(cut, "Content-Length: " + text.length));
        responses.put("bytes that are not UTF-8", ScriptedResponse.raw(invalid, "Content-Length: " + invalid.length));
        responses.put("plain text as gzip", ScriptedResponse.raw(bytes, size, "Content-Encoding: gzip"));
        responses.put("gzip as plain text", ScriptedResponse.raw(gzipped, "Content-Length: " + gzipped.length));
        responses.put(
                "half of a compressed body",
                ScriptedResponse.raw(
                        Arrays.copyOf(gzipped, gzipped.length / 2),
                        "Content-Length: " + gzipped.length / 2,
                        "Content-Encoding: gzip"));
        responses.put("an invalid length of a chunk", ScriptedResponse.raw(bytes, chunked));
        responses.put("too short a Content-Length", ScriptedResponse.raw(bytes, "Content-Length: " + bytes.length / 2));
        responses.put(
                "too long a Content-Length", ScriptedResponse.raw(bytes, "Content-Length: " + (bytes.length + 9)));
        for (String nested :
                List.of("[".repeat(DEPTH) + "]".repeat(DEPTH), "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH))) {
            responses.put(
                    DEPTH + " nested " + nested.charAt(0),
                    ScriptedResponse.json(200, body.replaceFirst("\\{", "{\"new\":" + nested + ",")));
        }
        String large = "x".repeat(3_000_000);
        responses.put("3 MB", ScriptedResponse.json(200, body.replaceFirst("\\{", "{\"new\":\"" + large + "\",")));
        return responses;
    }
}
