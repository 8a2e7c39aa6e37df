package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.harness.Signature;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import dev.lumamodify.contract.mock.FaultLayer;
import dev.lumamodify.contract.mock.MockTarget;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Servers that differ from the mock server in ways that the document and the API facts allow. */
public final class SoundServers {
    private SoundServers() {}

    public static List<ServerFault> all() {
        FaultTable table = new FaultTable();
        FaultTable.Group servers = table.sound();
        methods(servers);
        errors(servers);
        json(servers);
        http(servers);
        taskIds(servers);
        records(servers);
        results(servers);
        callbacks(servers);
        requests(servers);
        return table.faults();
    }

    private static void methods(FaultTable.Group servers) {
        servers.responds(
                "rejects other methods with code 405",
                response ->
                        response.request().method().equals("GET") ? response : Messages.withCode(response, 404, 405));
        servers.handlesRequest("knows the standard methods of HTTP", (request, mock) -> switch (request.method()) {
            case "HEAD" -> Messages.isCreate(request) ? mock.apply(request) : page(request, 200, "");
            case "OPTIONS" -> Messages.withHeader(page(request, 204, ""), "allow", "GET, HEAD, OPTIONS, POST");
            case "TRACE", "MODIFY" -> page(request, 501, "<h1>Not Implemented</h1>");
            default -> mock.apply(request);
        });
    }

    private static void errors(FaultTable.Group servers) {
        servers.responds(
                "rejects an unknown task with code 404",
                response -> Messages.isRead(response.request()) ? Messages.withCode(response, 422, 404) : response);
        servers.respondsWithError(
                "has other error messages",
                response -> Messages.editJson(response, json -> json.put("msg", "Diese Anfrage ist ung\u00FCltig.")));
        servers.respondsWithError(
                "leaves out the data of errors", response -> Messages.editJson(response, json -> json.remove("data")));
        servers.respondsWithError("sends no Retry-After", response -> {
            Map<String, List<String>> headers = new HashMap<>(response.headers());
            headers.remove("retry-after");
            return new Response(response.request(), response.status(), headers, response.body());
        });
        servers.responds(
                "repeats only code 401 as the HTTP status, as a gateway does",
                response -> Messages.isUpload(response.request()) || Messages.isDownload(response.request())
                        ? response
                        : Messages.withStatus(response, response.code() == 401 ? 401 : 200));
    }

    private static void json(FaultTable.Group servers) {
        servers.responds(
                "adds members to responses", response -> Messages.editJson(response, SoundServers::addMembers));
        servers.responds(
                "sends indented JSON between white space",
                response -> response.json() instanceof ObjectNode object
                        ? Messages.withBody(response, "\r\n " + object.toPrettyString() + "\n")
                        : response);
        servers.responds(
                "escapes characters in JSON",
                response ->
                        response.json().isObject() ? Messages.withBody(response, escaped(response.text())) : response);
        servers.responds(
                "sends the members of JSON in another order",
                response -> response.json() instanceof ObjectNode object
                        ? Messages.withBody(response, reversed(object).toString())
                        : response);
    }

    private static void http(FaultTable.Group servers) {
        servers.responds(
                "sends responses in chunks", response -> Messages.withHeader(response, "transfer-encoding", "chunked"));
        servers.responds(
                "closes the connection after each response",
                response -> Messages.withHeader(response, "connection", "close"));
        servers.responds(
                "writes the content type differently",
                response -> response.json().isObject()
                        ? Messages.withHeader(response, "content-type", "Application/JSON;charset=\"UTF-8\"")
                        : response);
        servers.responds(
                "sends further headers",
                response -> Messages.withHeader(
                        Messages.withHeader(response, "x-ratelimit-remaining", "19"),
                        "www-authenticate",
                        "Bearer realm=\"api\""));
        servers.add("takes 3 seconds for create requests", () -> new FaultLayer() {
            @Override
            public Duration delay(Request request) {
                return Messages.isCreate(request) && request.method().equals("POST")
                        ? Duration.ofSeconds(3)
                        : Duration.ZERO;
            }
        });
    }

    private static void taskIds(FaultTable.Group servers) {
        String hex = "\\b([0-9a-f]{32})\\b";
        servers.add("has task ids with a prefix", () -> renaming(hex, "luma-task_$1", "luma-task_([0-9a-f]{32})\\b"));
        servers.add(
                "has task ids with dashes",
                () -> renaming(
                        "\\b(.{20})(.{12})\\b".replace(".", "[0-9a-f]"),
                        "$1-$2",
                        "\\b(.{20})-(.{12})\\b".replace(".", "[0-9a-f]")));
        servers.readsRequest(
                "reads a task id in any case, and without white space around it",
                request -> Messages.withTaskId(request, id -> id.strip().toLowerCase(Locale.ROOT)));
    }

    private static void records(FaultTable.Group servers) {
        servers.returnsRecord(
                "leaves out members that are null",
                data -> List.copyOf(data.propertyNames()).stream()
                        .filter(name -> data.path(name).isNull())
                        .forEach(data::remove));
        servers.returnsRecord(
                "says why a callback failed", Set.of(4), data -> data.put("errorMessage", "callback failed"));
        servers.returnsRecord(
                "reports failures with successFlag 2 and another code",
                Set.of(3),
                data -> data.put("successFlag", 2).put("errorCode", 531).put("errorMessage", "x"));
        servers.returnsRecord(
                "rounds times to seconds",
                data -> List.of("createTime", "completeTime").forEach(name -> {
                    if (data.path(name).isIntegralNumber()) {
                        data.put(name, data.path(name).asLong() / 1000 * 1000);
                    }
                }));
        servers.returnsRecord("formats paramJson differently", data -> {
            ObjectNode parameters = (ObjectNode) TaskAssertions.parameters(data, "paramJson");
            data.put("paramJson", reversed(parameters).toPrettyString());
        });
    }

    private static void results(FaultTable.Group servers) {
        servers.add(
                "returns several results",
                () -> replacing(
                        text -> text.replaceAll(
                                "\"resultUrls\":\\[(\"[^\"]+)\"\\]", "\"resultUrls\":[$1\",$1?part=2\"]"),
                        text -> text));
        servers.add("signs the URLs of results for each read", () -> {
            AtomicInteger reads = new AtomicInteger();
            return replacing(
                    text -> text.replaceAll("(/results/[\\w.-]+)", "$1?sig=" + reads.incrementAndGet()),
                    text -> text.replaceAll("(/results/[\\w.-]+)\\?sig=\\d+", "$1"));
        });
        servers.add(
                "has the results on another host",
                () -> replacing(
                        text -> text.replaceAll("http://127.0.0.1:(\\d+)/results/", "http://localhost:$1/results/"),
                        text -> text.replaceAll("http://localhost:(\\d+)/results/", "http://127.0.0.1:$1/results/")));
        servers.responds(
                "has fractions of credits",
                response -> Messages.asksForCredits(response.request()) && response.accepted()
                        ? Messages.editJson(
                                response,
                                json -> json.put(
                                        "data", json.path("data").decimalValue().multiply(new BigDecimal("0.37"))))
                        : response);
        servers.responds(
                "describes uploads differently",
                response -> Messages.isUpload(response.request()) && response.accepted()
                        ? Messages.editJson(response, json -> {
                            json.put("msg", "stored");
                            ObjectNode data = (ObjectNode) json.path("data");
                            data.remove("expiresAt");
                            data.put("fileId", "f1").put("mimeType", "application/octet-stream");
                        })
                        : response);
    }

    private static void callbacks(FaultTable.Group servers) {
        servers.sendsCallbackBody("adds members to callbacks", SoundServers::addMembers);
        servers.add(
                "adds a parameter",
                () -> replacing(
                        text -> text.replace("{\\\"callBackUrl\\\"", "{\\\"model\\\":\\\"x\\\",\\\"callBackUrl\\\""),
                        text -> text));
        servers.sendsCallback(
                "formats callbacks differently",
                callback -> Messages.json(callback) instanceof ObjectNode object
                        ? callback.header("Content-Type", "application/json; charset=UTF-8")
                                .header("User-Agent", "luma")
                                .body(reversed(object).toPrettyString().getBytes(StandardCharsets.UTF_8))
                        : callback);
        servers.delivers("delivers accepted callbacks twice", (callback, receiver) -> {
            Response response = receiver.apply(callback);
            return response.status() == 200 ? receiver.apply(callback) : response;
        });
    }

    private static void requests(FaultTable.Group servers) {
        servers.handlesRequest(
                "rejects a body above 100 KiB with HTTP status 413 and a page",
                (request, mock) ->
                        Messages.isCreate(request) && request.body() != null && request.body().length > 102_400
                                ? page(request, 413, "<h1>Content Too Large</h1>")
                                : mock.apply(request));
        servers.readsRequest(
                "has neither credits nor download links",
                request -> isOptional(request) ? request.path("/api/v1/nothing") : request);
        servers.readsRequest(
                "reads JSON with any content type",
                request -> Messages.isCreate(request) && request.body() != null
                        ? request.header("Content-Type", "application/json")
                        : request);
    }

    private static boolean isOptional(Request request) {
        return Messages.asksForCredits(request) || Messages.asksForLink(request);
    }

    private static Response page(Request request, int status, String body) {
        return new Response(
                request, status, Map.of("content-type", List.of("text/html")), body.getBytes(StandardCharsets.UTF_8));
    }

    private static void addMembers(ObjectNode json) {
        json.put("traceId", "4711").putNull("warnings");
        for (JsonNode object : List.of(json.path("data"), json.path("data").path("response"))) {
            if (object instanceof ObjectNode known) {
                known.put("version", 2).putObject("links").put("self", "/x");
            }
        }
    }

    private static String escaped(String json) {
        StringBuilder escaped = new StringBuilder();
        json.chars()
                .forEach(c -> escaped.append(
                        c == '/'
                                ? "\\/"
                                : c > 126 ? String.format(Locale.ROOT, "\\u%04X", c) : String.valueOf((char) c)));
        return escaped.toString();
    }

    private static ObjectNode reversed(ObjectNode object) {
        List<String> names = new ArrayList<>(object.propertyNames());
        Collections.reverse(names);
        ObjectNode reversed = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> {
            JsonNode value = object.path(name);
            reversed.set(name, value instanceof ObjectNode nested ? reversed(nested) : value);
        });
        return reversed;
    }

    /** Returns a server that writes other texts in responses and callbacks, and reads them in requests. */
    private static FaultLayer replacing(UnaryOperator<String> write, UnaryOperator<String> read) {
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                boolean json = request.header("Content-Type").startsWith("application/json");
                Request known = request.path(read.apply(request.path()));
                Response response = mock.apply(
                        json ? known.body(read.apply(request.text()).getBytes(StandardCharsets.UTF_8)) : known);
                return response.json().isObject()
                        ? Messages.withBody(response, write.apply(response.text()))
                        : response;
            }

            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                String body = write.apply(callback.text());
                return receiver.apply(callback.body(body.getBytes(StandardCharsets.UTF_8)));
            }
        };
    }

    /** Returns a server whose task ids have another form. An id of the form of the mock server is unknown to it. */
    private static FaultLayer renaming(String ids, String form, String formed) {
        String original = form.replaceAll("[^$\\d]|(?<!\\$)\\d", "");
        FaultLayer layer = replacing(
                text -> text.replaceAll(ids, form),
                text -> text.replaceAll("=" + ids, "=none").replaceAll(formed, original));
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                return layer.handle(request, mock);
            }

            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                return layer.deliver(callback, renamed -> {
                    String id = Messages.text(Messages.json(renamed).path("data"), "taskId");
                    String timestamp = renamed.header("X-Webhook-Timestamp");
                    return receiver.apply(renamed.header(
                            "X-Webhook-Signature", Signature.of(MockTarget.WEBHOOK_KEY, id + "." + timestamp)));
                });
            }
        };
    }
}
