package dev.lumamodify.contract;

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
    private final Map<String, Supplier<Layer>> faults = new LinkedHashMap<>();
    private String topic = "";

    /** Says which laws are likely to find the faults that follow: those on this topic. */
    Faults on(String laws) {
        topic = laws;
        return this;
    }

    Map<String, Supplier<Layer>> all() {
        return faults;
    }

    void add(String name, Supplier<Layer> layer) {
        if (faults.put(topic + ": " + name, layer) != null) {
            throw new IllegalArgumentException("Two faults are called " + name);
        }
    }

    /** The server takes what it should refuse, by mending it first. */
    void mends(String name, Predicate<ObjectNode> when, Consumer<ObjectNode> mend) {
        calls(
                name,
                call -> Layer.creates(call)
                        ? Layer.edited(call, json -> {
                            if (when.test(json)) {
                                mend.accept(json);
                            }
                        })
                        : call);
    }

    /** The server reads a request differently. */
    void calls(String name, UnaryOperator<Call> change) {
        passes(name, (call, onward) -> onward.apply(change.apply(call)));
    }

    /** The server refuses what it should take. */
    void refuses(String name, Predicate<Call> when) {
        passes(
                name,
                (call, onward) ->
                        Layer.creates(call) && when.test(call) ? onward.apply(call.json("{}")) : onward.apply(call));
    }

    /** The server answers creates differently. */
    void creates(String name, UnaryOperator<Answer> change) {
        passes(name, (call, onward) -> {
            Answer answer = onward.apply(call);
            return Layer.creates(call) ? change.apply(answer) : answer;
        });
    }

    /** The server tells about tasks differently. */
    void records(String name, Consumer<ObjectNode> edit) {
        passes(name, (call, onward) -> {
            Answer answer = onward.apply(call);
            return Layer.looks(call) && answer.accepted()
                    ? Layer.edited(answer, json -> edit.accept((ObjectNode) json.path("data")))
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
    void refusals(String name, UnaryOperator<Answer> change) {
        passes(name, (call, onward) -> {
            Answer answer = onward.apply(call);
            return answer.code() > 0 && !answer.accepted() ? change.apply(answer) : answer;
        });
    }

    void answers(String name, UnaryOperator<Answer> change) {
        passes(name, (call, onward) -> change.apply(onward.apply(call)));
    }

    void passes(String name, BiFunction<Call, Function<Call, Answer>, Answer> pass) {
        add(name, () -> new Layer() {
            @Override
            public Answer pass(Call call, Function<Call, Answer> onward) {
                return pass.apply(call, onward);
            }
        });
    }

    /** The server posts something else. */
    void posts(String name, UnaryOperator<Call> change) {
        delivers(name, (callback, onward) -> onward.apply(change.apply(callback)));
    }

    /** The server posts other JSON. */
    void bodies(String name, Consumer<ObjectNode> edit) {
        posts(name, callback -> Layer.edited(callback, edit));
    }

    void delivers(String name, BiFunction<Call, Function<Call, Answer>, Answer> deliver) {
        add(name, () -> new Layer() {
            @Override
            public Answer deliver(Call callback, Function<Call, Answer> onward) {
                return deliver.apply(callback, onward);
            }
        });
    }
}
