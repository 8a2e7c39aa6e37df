package dev.lumamodify.contract.internal.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes JSON values at one place. JSON in a string has places too. */
final class JsonChanges {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonChanges() {}

    /** Returns every value that differs from {@code value} at one place: another value of a list is there, or nothing. */
    static Stream<JsonNode> of(JsonNode value) {
        return Stream.concat(
                changed(value, null).stream(),
                replacements().stream().flatMap(replacement -> changed(value, replacement).stream()));
    }

    /** Returns {@code value} with each of its places changed in turn; without a replacement, what is there is removed. */
    private static List<JsonNode> changed(JsonNode value, @Nullable JsonNode replacement) {
        List<JsonNode> changed = new ArrayList<>();
        if (replacement != null) {
            changed.add(replacement);
        }
        if (value instanceof ObjectNode object) {
            for (String name : object.propertyNames()) {
                if (replacement == null) {
                    changed.add(object.deepCopy().without(name));
                }
                changed(object.get(name), replacement)
                        .forEach(member -> changed.add(object.deepCopy().set(name, member)));
            }
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                changed(array.get(i), replacement)
                        .forEach(element -> changed.add(array.deepCopy().set(index, element)));
            }
        }
        JsonNode content = content(value);
        if (content != null) {
            changed(content, replacement).forEach(inner -> changed.add(NODES.stringNode(inner.toString())));
        }
        return changed;
    }

    private static @Nullable JsonNode content(JsonNode value) {
        try {
            return value.isString() && value.asString().startsWith("{") ? Json.MAPPER.readTree(value.asString()) : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static List<JsonNode> replacements() {
        List<JsonNode> values = new ArrayList<>(List.of(
                NODES.nullNode(),
                NODES.booleanNode(true),
                NODES.arrayNode(),
                NODES.objectNode(),
                NODES.numberNode(-1),
                NODES.numberNode(new BigDecimal("1.0")),
                NODES.numberNode(new BigDecimal("1.5")),
                NODES.numberNode(Long.MAX_VALUE),
                NODES.numberNode(new BigDecimal("1e2")),
                NODES.numberNode(new BigInteger("9223372036854775808"))));
        for (int number : List.of(0, 1, 2, 3, 4, 5, 200, 402, 422, 500, 505)) {
            values.add(NODES.numberNode(number));
        }
        for (String text : List.of(
                "",
                " ",
                "\n",
                "text",
                "{}",
                "[",
                "200",
                "success",
                "https://example.com/video.mp4",
                "HTTP://EXAMPLE.COM",
                "https://example.com/a b",
                "https://",
                "https:///video.mp4",
                "https://example.com/video.mp4\n",
                "https://example.com/\u00E9",
                "https://example.com/%zz",
                "https://[::1]/video.mp4",
                "https://example.com:port/",
                "ftp://example.com/video.mp4",
                "//example.com/video.mp4",
                "\uD83C\uDFA5")) {
            values.add(NODES.stringNode(text));
        }
        return values;
    }
}
