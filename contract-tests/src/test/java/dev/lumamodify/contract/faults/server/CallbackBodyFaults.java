package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.RecordingHttpClient;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import dev.lumamodify.contract.mock.FaultLayer;
import dev.lumamodify.contract.mock.MockTarget;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Servers that send callbacks to the wrong place or with the wrong content. */
final class CallbackBodyFaults {
    private static final int FAILURE = 500;

    private CallbackBodyFaults() {}

    static void addTo(FaultTable table) {
        delivery(table);
        documented(table.foundBy("callbacks.valid"));
        sameAsRecord(table.foundBy("callbacks.same-as-record"));
        parameters(table.foundBy("callbacks.parameters-exact"));
        failures(table.foundBy("callbacks.failure-body"));
        keys(table.foundBy("callbacks.no-key"));
        table.foundBy("callbacks.success-body")
                .sendsCallbackBody("sends another msg in callbacks", json -> json.put("msg", "success"));
        table.foundBy("callbacks.same-body-every-attempt")
                .add("sends another callback body for each attempt", CallbackBodyFaults::numbered);
    }

    private static void delivery(FaultTable table) {
        FaultTable.Group delivered = table.foundBy("callbacks.delivered");
        delivered.delivers("sends no callbacks", (callback, receiver) -> Messages.accepted(callback));
        delivered.sendsCallback("sends callbacks to another path", callback -> callback.path("/"));
        FaultTable.Group url = table.foundBy("callbacks.exact-url");
        url.sendsCallback(
                "sends callbacks without the query of the URL",
                callback -> callback.path(callback.path().replaceFirst("\\?.*", "")));
        url.sendsCallback(
                "sends callbacks with a decoded query",
                callback -> callback.path(callback.path().replace("%26", "&")));
        FaultTable.Group post = table.foundBy("callbacks.post-json");
        post.sendsCallback("sends callbacks by PUT", callback -> Messages.withMethod(callback, "PUT"));
        post.sendsCallback(
                "sends callbacks with the content type of a form",
                callback -> callback.header("Content-Type", "application/x-www-form-urlencoded"));
        table.foundBy("callbacks.none-if-rejected")
                .add("sends a callback for a rejected request", CallbackBodyFaults::callbackForRejected);
    }

    private static void documented(FaultTable.Group faults) {
        faults.sendsCallbackBody(
                "sends task_id for taskId in callbacks",
                json -> data(json).set("task_id", data(json).remove("taskId")));
        faults.sendsCallbackBody("leaves out promptJson", json -> data(json).remove("promptJson"));
        faults.sendsCallbackBody(
                "sends paramJson for promptJson",
                json -> data(json).set("paramJson", data(json).remove("promptJson")));
        faults.sendsCallbackBody(
                "sends promptJson as an object",
                json -> data(json).set("promptJson", TaskAssertions.parameters(data(json), "promptJson")));
        faults.sendsCallbackBody("leaves out resultUrls", json -> data(json).remove("resultUrls"));
        faults.sendsCallbackBody(
                "sends resultUrls as a string",
                json -> data(json)
                        .put("resultUrls", data(json).path("resultUrls").toString()));
        faults.sendsCallbackBody(
                "sends the code of callbacks as a string",
                json -> json.put("code", json.path("code").toString()));
        faults.sendsCallbackBody("leaves out the data of callbacks", json -> json.remove("data"));
        faults.sendsCallback(
                "sends the data of callbacks without the envelope",
                callback -> callback.body(
                        Messages.json(callback).path("data").toString().getBytes(StandardCharsets.UTF_8)));
        faults.sendsCallback(
                "sends callbacks in UTF-16",
                callback -> callback.body(callback.text().getBytes(StandardCharsets.UTF_16)));
    }

    private static void sameAsRecord(FaultTable.Group faults) {
        faults.sendsCallbackBody(
                "sends callbacks with the id of another task",
                json -> data(json).put("taskId", "d".repeat(32)));
        faults.sendsCallbackBody("sends other resultUrls in callbacks", json -> {
            if (data(json).has("resultUrls")) {
                data(json).putArray("resultUrls").add("https://example.com/other.mp4");
            }
        });
    }

    private static void parameters(FaultTable.Group faults) {
        faults.sendsCallbackBody(
                "names the watermark in promptJson as in the request",
                json -> data(json)
                        .put(
                                "promptJson",
                                Messages.text(data(json), "promptJson").replace("waterMark", "watermark")));
        faults.sendsCallbackBody(
                "replaces characters that are not ASCII in promptJson",
                json -> data(json)
                        .put(
                                "promptJson",
                                Messages.text(data(json), "promptJson").replaceAll("[^\\x00-\\x7F]", "?")));
        faults.sendsCallbackBody("cuts long prompts in promptJson", json -> {
            ObjectNode parameters = (ObjectNode) TaskAssertions.parameters(data(json), "promptJson");
            String prompt = Messages.text(parameters, "prompt");
            parameters.put("prompt", prompt.substring(0, Math.min(2000, prompt.length())));
            data(json).put("promptJson", parameters.toString());
        });
    }

    private static void failures(FaultTable.Group faults) {
        faults.sendsCallbackBody("sends another msg for a failure", ifFailure(json -> json.put("msg", "failed")));
        faults.sendsCallbackBody("sends code 501 for a failure", ifFailure(json -> json.put("code", 501)));
        faults.sendsCallbackBody("sends code 200 for a failure", ifFailure(json -> json.put("code", 200)));
        faults.sendsCallbackBody(
                "sends resultUrls for a failure", ifFailure(json -> data(json).putArray("resultUrls")));
        faults.delivers(
                "sends no callback for a failure",
                (callback, receiver) -> isFailure(callback) ? Messages.accepted(callback) : receiver.apply(callback));
    }

    private static void keys(FaultTable.Group faults) {
        faults.sendsCallback("sends the API key with callbacks", callback -> callback.key(MockTarget.API_KEY));
        faults.sendsCallback(
                "sends the webhook key with callbacks",
                callback -> callback.header("X-Webhook-Key", MockTarget.WEBHOOK_KEY));
    }

    private static FaultLayer numbered() {
        AtomicInteger attempts = new AtomicInteger();
        return new FaultLayer() {
            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                return receiver.apply(
                        Messages.editJson(callback, json -> json.put("attempt", attempts.incrementAndGet())));
            }
        };
    }

    private static FaultLayer callbackForRejected() {
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                String url = Messages.text(Messages.json(request), "callBackUrl");
                if (Messages.isCreate(request) && !response.accepted() && url.contains("/callbacks/")) {
                    URI receiver = URI.create(url);
                    new RecordingHttpClient(URI.create("http://" + receiver.getAuthority()))
                            .send(new Request("POST", receiver.getPath()).json("{}"));
                }
                return response;
            }
        };
    }

    private static Consumer<ObjectNode> ifFailure(Consumer<ObjectNode> edit) {
        return json -> {
            if (json.path("code").asInt() == FAILURE) {
                edit.accept(json);
            }
        };
    }

    private static boolean isFailure(Request callback) {
        return Messages.json(callback).path("code").asInt(0) != 200;
    }

    private static ObjectNode data(ObjectNode json) {
        return json.path("data") instanceof ObjectNode data ? data : json.objectNode();
    }
}
