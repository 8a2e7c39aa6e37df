package dev.lumamodify.client.model;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonClass;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.internal.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that is read without any member.
 *
 * @param id the id
 */
@JsonClass(generateAdapter = true)
public record Optional(
        @Nullable String id) {
    /**
     * Creates a record. Copies lists.
     *
     * @param id the id
     */
    public Optional {
    }

    /**
     * Returns an empty builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Validates each field against the constraints of the API. Does not validate nested records and conditions between fields.
     *
     * @return a message for each invalid field, which begins with the name of the field; empty if all fields are valid
     */
    public List<String> violations() {
        List<String> violations = new ArrayList<>();
        Constraints.required("id", id, violations);
        return violations;
    }

    /**
     * Returns the JSON adapter. It skips unknown members. A member is null if it is missing or cannot be read. The adapter throws
     * {@link com.squareup.moshi.JsonDataException} if that is a member which is never null.
     *
     * @return the adapter, which is thread-safe
     */
    public static JsonAdapter<Optional> jsonAdapter() {
        return OptionalJsonAdapter.INSTANCE;
    }

    /** Builds a {@link Optional}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String id;

        private Builder() {}

        /**
         * Sets {@code id}.
         *
         * @param id the id
         * @return this builder
         */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /**
         * Builds the record.
         *
         * @return a new record
         * @throws IllegalArgumentException if a field is missing or invalid; the message begins with the name of the field
         */
        public Optional build() {
            return Constraints.requireValid(
                    new Optional(id), Optional::violations);
        }
    }
}

final class OptionalJsonAdapter extends JsonAdapter<Optional> {
    static final JsonAdapter<Optional> INSTANCE = new OptionalJsonAdapter().nullSafe();

    private static final JsonReader.Options NAMES =
            JsonReader.Options.of("id");

    @Override
    public Optional fromJson(JsonReader reader) throws IOException {
        String id = null;
        Json.beginObject(reader);
        while (reader.hasNext()) {
            switch (reader.selectName(NAMES)) {
                case 0 -> id = Json.readString(reader);
                default -> {
                    reader.skipName();
                    reader.skipValue();
                }
            }
        }
        reader.endObject();
        return new Optional(
                Json.expected(id, "id", reader));
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Optional record) throws IOException {
        Objects.requireNonNull(record);
        writer.beginObject();
        writer.name("id");
        writer.value(record.id());
        writer.endObject();
    }
}

