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
 * A record that is read with few members.
 *
 * @param id the id
 * @param names the names
 * @param time the time
 * @param level the level
 */
@JsonClass(generateAdapter = true)
public record Tolerant(
        String id,
        @Nullable List<String> names,
        @Nullable Long time,
        @Nullable Level level) {
    /**
     * Creates a record. Copies lists.
     *
     * @param id the id
     * @param names the names
     * @param time the time
     * @param level the level
     */
    public Tolerant {
        names = names == null ? null : List.copyOf(names);
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
        Constraints.required("names", names, violations);
        return violations;
    }

    /**
     * Returns the JSON adapter. It skips unknown members. A member is null if it is missing or cannot be read. The adapter throws
     * {@link com.squareup.moshi.JsonDataException} if that is a member which is never null.
     *
     * @return the adapter, which is thread-safe
     */
    public static JsonAdapter<Tolerant> jsonAdapter() {
        return TolerantJsonAdapter.INSTANCE;
    }

    /** Builds a {@link Tolerant}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String id;
        private @Nullable List<String> names;
        private @Nullable Long time;
        private @Nullable Level level;

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
         * Sets {@code names}.
         *
         * @param names the names
         * @return this builder
         */
        public Builder names(List<String> names) {
            this.names = names;
            return this;
        }

        /**
         * Sets {@code time}.
         *
         * @param time the time
         * @return this builder
         */
        public Builder time(long time) {
            this.time = time;
            return this;
        }

        /**
         * Sets {@code level} (optional).
         *
         * @param level the level
         * @return this builder
         */
        public Builder level(@Nullable Level level) {
            this.level = level;
            return this;
        }

        /**
         * Builds the record.
         *
         * @return a new record
         * @throws IllegalArgumentException if a field is missing or invalid; the message begins with the name of the field
         */
        public Tolerant build() {
            if (time == null) {
                throw new IllegalArgumentException("time is required");
            }
            return Constraints.requireValid(
                    new Tolerant(id, names, time, level), Tolerant::violations);
        }
    }
}

final class TolerantJsonAdapter extends JsonAdapter<Tolerant> {
    static final JsonAdapter<Tolerant> INSTANCE = new TolerantJsonAdapter().nullSafe();

    private static final JsonReader.Options NAMES =
            JsonReader.Options.of("id", "names", "time", "level");

    @Override
    public Tolerant fromJson(JsonReader reader) throws IOException {
        String id = null;
        String idAlias = null;
        List<String> names = null;
        Long time = null;
        Level level = null;
        Level levelAlias = null;
        Json.beginObject(reader);
        while (reader.hasNext()) {
            switch (reader.selectName(NAMES)) {
                case 0 -> id = Json.readString(reader);
                case 1 -> names = Json.readStrings(reader);
                case 2 -> time = Json.readLong(reader);
                case 3 -> level = Json.read(reader, Level.jsonAdapter());
                default -> {
                    switch (reader.nextName()) {
                        case "identifier" -> idAlias = Json.readString(reader);
                        case "grade" -> levelAlias = Json.read(reader, Level.jsonAdapter());
                        default -> reader.skipValue();
                    }
                }
            }
        }
        reader.endObject();
        id = id == null ? idAlias : id;
        level = level == null ? levelAlias : level;
        return new Tolerant(
                Json.required(id, "id", reader),
                Json.expected(names, "names", reader),
                Json.expected(time, "time", reader),
                level);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Tolerant record) throws IOException {
        Objects.requireNonNull(record);
        writer.beginObject();
        writer.name("id");
        writer.value(record.id());
        writer.name("names");
        Json.writeStrings(writer, record.names());
        writer.name("time");
        writer.value(record.time());
        writer.name("level");
        Level.jsonAdapter().toJson(writer, record.level());
        writer.endObject();
    }
}

