package dev.lumamodify.contract.internal.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A schema and where it stands in the document. A {@code $ref} with siblings means both. */
public record Schema(Document document, String location) {
    Schema(Document.Place place) {
        this(place.document(), place.location());
    }

    public JsonNode node() {
        return document.at(location);
    }

    public boolean has(String keyword) {
        return node().has(keyword);
    }

    public Schema to(String... path) {
        StringBuilder to = new StringBuilder(location);
        for (String step : path) {
            to.append('/').append(Document.escaped(step));
        }
        return new Schema(document, to.toString());
    }

    @Nullable
    Schema optional(String keyword) {
        return has(keyword) ? to(keyword) : null;
    }

    /** Where {@code $ref} leads, or null. */
    public @Nullable Schema referenced() {
        return has("$ref") ? new Schema(document, node().get("$ref").asString()) : null;
    }

    /** The schemas in an array keyword such as {@code oneOf}. */
    public List<Schema> branches(String keyword) {
        List<Schema> branches = new ArrayList<>();
        for (int i = 0; i < node().path(keyword).size(); i++) {
            branches.add(to(keyword, String.valueOf(i)));
        }
        return branches;
    }

    /** The names under {@code properties}. */
    public Set<String> properties() {
        return new LinkedHashSet<>(node().path("properties").propertyNames());
    }

    /** The branches of {@code oneOf} that are a {@code const}, references followed. */
    public List<Schema> constants() {
        Schema referenced = referenced();
        List<Schema> constants = new ArrayList<>(referenced == null ? List.of() : referenced.constants());
        branches("oneOf").stream().filter(s -> s.has("const")).forEach(constants::add);
        return constants;
    }
}
