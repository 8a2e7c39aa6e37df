package dev.lumamodify.contract;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A fault in a server: what it does differently from the mock behind it. By default, nothing. */
public interface FaultLayer {
    /** A request on its way to the mock, and its answer on the way back. */
    default Response pass(Request call, Function<Request, Response> onward) {
        return onward.apply(call);
    }

    /** A callback on its way to the receiver, and its answer on the way back. */
    default Response deliver(Request callback, Function<Request, Response> onward) {
        return onward.apply(callback);
    }

    /** The same answer with another body. */
    static Response with(Response answer, String body) {
        return new Response(answer.request(), answer.status(), answer.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with its JSON edited. */
    static Response edited(Response answer, Consumer<ObjectNode> edit) {
        return answer.json() instanceof ObjectNode json ? with(answer, edit(json, edit)) : answer;
    }

    /** The same call with its JSON edited; left alone if it is no JSON object. */
    static Request edited(Request call, Consumer<ObjectNode> edit) {
        JsonNode json = json(call);
        return json instanceof ObjectNode object
                ? call.body(edit(object, edit).getBytes(StandardCharsets.UTF_8))
                : call;
    }

    static JsonNode json(Request call) {
        return new Response(call, 0, java.util.Map.of(), call.body() == null ? new byte[0] : call.body()).json();
    }

    private static String edit(ObjectNode json, Consumer<ObjectNode> edit) {
        ObjectNode copy = json.deepCopy();
        edit.accept(copy);
        return copy.toString();
    }

    static boolean creates(Request call) {
        return call.path().endsWith("/generate");
    }

    static boolean looks(Request call) {
        return call.path().contains("/record-info");
    }
}
