package dev.lumamodify.contract;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Collects faults under names that begin with a topic, each made anew for each run. */
final class Faults {
    private final Map<String, Supplier<FaultLayer>> faults = new LinkedHashMap<>();
    private String topic = "";

    /** Says which laws are likely to find the faults that follow: those on this topic. */
    Faults on(String laws) {
        topic = laws;
        return this;
    }

    Map<String, Supplier<FaultLayer>> all() {
        return faults;
    }

    void add(String name, Supplier<FaultLayer> layer) {
        if (faults.put(topic + ": " + name, layer) != null) {
            throw new IllegalArgumentException("Two faults are called " + name);
        }
    }

    /** The server takes what it should refuse, by mending it first. */
    void mends(String name, Predicate<ObjectNode> when, Consumer<ObjectNode> mend) {
        calls(
                name,
                call -> FaultLayer.creates(call)
                        ? FaultLayer.edited(call, json -> {
                            if (when.test(json)) {
                                mend.accept(json);
                            }
                        })
                        : call);
    }

    /** The server reads a request differently. */
    void calls(String name, UnaryOperator<Request> change) {
        passes(name, (call, onward) -> onward.apply(change.apply(call)));
    }

    /** The server refuses what it should take. */
    void refuses(String name, Predicate<Request> when) {
        passes(
                name,
                (call, onward) -> FaultLayer.creates(call) && when.test(call)
                        ? onward.apply(call.json("{}"))
                        : onward.apply(call));
    }

    /** The server answers creates differently. */
    void creates(String name, UnaryOperator<Response> change) {
        passes(name, (call, onward) -> {
            Response answer = onward.apply(call);
            return FaultLayer.creates(call) ? change.apply(answer) : answer;
        });
    }

    /** The server tells about tasks differently. */
    void records(String name, Consumer<ObjectNode> edit) {
        passes(name, (call, onward) -> {
            Response answer = onward.apply(call);
            return FaultLayer.looks(call) && answer.accepted()
                    ? FaultLayer.edited(answer, json -> edit.accept((ObjectNode) json.path("data")))
                    : answer;
        });
    }

    /** The same, for tasks in one of these states. */
    void records(String name, Predicate<Integer> flag, Consumer<ObjectNode> edit) {
        records(name, data -> {
            if (flag.test(data.path("successFlag").asInt())) {
                edit.accept(data);
            }
        });
    }

    /** The server words its refusals differently. */
    void refusals(String name, UnaryOperator<Response> change) {
        passes(name, (call, onward) -> {
            Response answer = onward.apply(call);
            return answer.code() > 0 && !answer.accepted() ? change.apply(answer) : answer;
        });
    }

    void answers(String name, UnaryOperator<Response> change) {
        passes(name, (call, onward) -> change.apply(onward.apply(call)));
    }

    void passes(String name, BiFunction<Request, Function<Request, Response>, Response> pass) {
        add(name, () -> new FaultLayer() {
            @Override
            public Response pass(Request call, Function<Request, Response> onward) {
                return pass.apply(call, onward);
            }
        });
    }

    /** The server posts something else. */
    void posts(String name, UnaryOperator<Request> change) {
        delivers(name, (callback, onward) -> onward.apply(change.apply(callback)));
    }

    /** The server posts other JSON. */
    void bodies(String name, Consumer<ObjectNode> edit) {
        posts(name, callback -> FaultLayer.edited(callback, edit));
    }

    void delivers(String name, BiFunction<Request, Function<Request, Response>, Response> deliver) {
        add(name, () -> new FaultLayer() {
            @Override
            public Response deliver(Request callback, Function<Request, Response> onward) {
                return deliver.apply(callback, onward);
            }
        });
    }
}
