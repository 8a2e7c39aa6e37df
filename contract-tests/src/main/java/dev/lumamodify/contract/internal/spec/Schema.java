package dev.lumamodify.contract.internal.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A schema and its location in the document. A {@code $ref} that has siblings applies together with them. */
public record Schema(OpenApiDocument document, String location) {
    Schema(DocumentNode node) {
        this(node.document(), node.location());
    }

    public JsonNode node() {
        return document.at(location);
    }

    public boolean has(String keyword) {
        return node().has(keyword);
    }

    public Schema child(String... path) {
        StringBuilder child = new StringBuilder(location);
        for (String name : path) {
            child.append('/').append(OpenApiDocument.escape(name));
        }
        return new Schema(document, child.toString());
    }

    /** Returns the schema of a keyword, or null if this schema does not have it. */
    @Nullable
    Schema optionalChild(String keyword) {
        return has(keyword) ? child(keyword) : null;
    }

    /** Returns the schema that {@code $ref} names, or null. */
    public @Nullable Schema referencedSchema() {
        return has("$ref") ? new Schema(document, node().get("$ref").asString()) : null;
    }

    /** Returns the schemas of a keyword that holds a list, such as {@code oneOf}. */
    public List<Schema> branches(String keyword) {
        List<Schema> branches = new ArrayList<>();
        for (int i = 0; i < node().path(keyword).size(); i++) {
            branches.add(child(keyword, String.valueOf(i)));
        }
        return branches;
    }

    /** Returns the names under {@code properties}. */
    public Set<String> propertyNames() {
        return new LinkedHashSet<>(node().path("properties").propertyNames());
    }

    /** Returns the branches of {@code oneOf} that are a {@code const}, including those of a referenced schema. */
    public List<Schema> constants() {
        Schema referenced = referencedSchema();
        List<Schema> constants = new ArrayList<>(referenced == null ? List.of() : referenced.constants());
        branches("oneOf").stream().filter(branch -> branch.has("const")).forEach(constants::add);
        return constants;
    }
}
