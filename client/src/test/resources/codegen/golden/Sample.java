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
 * A record with a description of two lines.
 *
 * @param text A string with every constraint.
 * @param requiredInt the requiredInt
 * @param requiredLong the requiredLong
 * @param level the level
 * @param names the names
 * @param nested the nested
 * @param json A string that contains JSON.
 * @param optionalInt the optionalInt
 * @param optionalLong the optionalLong
 * @param optionalText the optionalText
 * @param optionalLevel the optionalLevel
 * @param optionalNested A nested record or null.
 * @param url A reference with a description.
 * @param urls the urls
 * @param snakeCase the snake_case
 */
@JsonClass(generateAdapter = true)
public record Sample(
        String text,
        int requiredInt,
        long requiredLong,
        Level level,
        List<String> names,
        Nested nested,
        @Nullable String json,
        @Nullable Integer optionalInt,
        @Nullable Long optionalLong,
        @Nullable String optionalText,
        @Nullable Level optionalLevel,
        @Nullable Nested optionalNested,
        @Nullable String url,
        @Nullable List<String> urls,
        @Nullable String snakeCase) {
    /**
     * Creates a record. Copies lists.
     *
     * @param text A string with every constraint.
     * @param requiredInt the requiredInt
     * @param requiredLong the requiredLong
     * @param level the level
     * @param names the names
     * @param nested the nested
     * @param json A string that contains JSON.
     * @param optionalInt the optionalInt
     * @param optionalLong the optionalLong
     * @param optionalText the optionalText
     * @param optionalLevel the optionalLevel
     * @param optionalNested A nested record or null.
     * @param url A reference with a description.
     * @param urls the urls
     * @param snakeCase the snake_case
     */
    public Sample {
        names = names == null ? null : List.copyOf(names);
        urls = urls == null ? null : List.copyOf(urls);
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
        Constraints.required("text", text, violations);
        Constraints.pattern("text", text, "^\\S", "must not begin with white space", violations);
        Constraints.minLength("text", text, 2, violations);
        Constraints.maxLength("text", text, 20, violations);
        Constraints.minimum("requiredInt", requiredInt, -1, violations);
        Constraints.minimum("requiredLong", requiredLong, 0L, violations);
        Constraints.required("level", level, violations);
        Constraints.required("names", names, violations);
        Constraints.items("names", names, (item, value) -> {
            Constraints.minLength(item, value, 1, violations);
        });
        Constraints.required("nested", nested, violations);
        Constraints.minimum("optionalInt", optionalInt, 1, violations);
        Constraints.pattern("url", url, "^https://\\S+$", "must be an https URL", violations);
        Constraints.uri("url", url, violations);
        Constraints.items("urls", urls, (item, value) -> {
            Constraints.pattern(item, value, "^https://\\S+$", "must be an https URL", violations);
            Constraints.uri(item, value, violations);
        });
        return violations;
    }

    /**
     * Returns the JSON adapter. It skips unknown members. A member is null if it is missing or cannot be read. The adapter throws
     * {@link com.squareup.moshi.JsonDataException} if that is a member which is never null.
     *
     * @return the adapter, which is thread-safe
     */
    public static JsonAdapter<Sample> jsonAdapter() {
        return SampleJsonAdapter.INSTANCE;
    }

    /** Builds a {@link Sample}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String text;
        private @Nullable Integer requiredInt;
        private @Nullable Long requiredLong;
        private @Nullable Level level;
        private @Nullable List<String> names;
        private @Nullable Nested nested;
        private @Nullable String json;
        private @Nullable Integer optionalInt;
        private @Nullable Long optionalLong;
        private @Nullable String optionalText;
        private @Nullable Level optionalLevel;
        private @Nullable Nested optionalNested;
        private @Nullable String url;
        private @Nullable List<String> urls;
        private @Nullable String snakeCase;

        private Builder() {}

        /**
         * Sets {@code text}.
         *
         * @param text A string with every constraint.
         * @return this builder
         */
        public Builder text(String text) {
            this.text = text;
            return this;
        }

        /**
         * Sets {@code requiredInt}.
         *
         * @param requiredInt the requiredInt
         * @return this builder
         */
        public Builder requiredInt(int requiredInt) {
            this.requiredInt = requiredInt;
            return this;
        }

        /**
         * Sets {@code requiredLong}.
         *
         * @param requiredLong the requiredLong
         * @return this builder
         */
        public Builder requiredLong(long requiredLong) {
            this.requiredLong = requiredLong;
            return this;
        }

        /**
         * Sets {@code level}.
         *
         * @param level the level
         * @return this builder
         */
        public Builder level(Level level) {
            this.level = level;
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
         * Sets {@code nested}.
         *
         * @param nested the nested
         * @return this builder
         */
        public Builder nested(Nested nested) {
            this.nested = nested;
            return this;
        }

        /**
         * Sets {@code json} (optional).
         *
         * @param json A string that contains JSON.
         * @return this builder
         */
        public Builder json(@Nullable String json) {
            this.json = json;
            return this;
        }

        /**
         * Sets {@code optionalInt} (optional).
         *
         * @param optionalInt the optionalInt
         * @return this builder
         */
        public Builder optionalInt(@Nullable Integer optionalInt) {
            this.optionalInt = optionalInt;
            return this;
        }

        /**
         * Sets {@code optionalLong} (optional).
         *
         * @param optionalLong the optionalLong
         * @return this builder
         */
        public Builder optionalLong(@Nullable Long optionalLong) {
            this.optionalLong = optionalLong;
            return this;
        }

        /**
         * Sets {@code optionalText} (optional).
         *
         * @param optionalText the optionalText
         * @return this builder
         */
        public Builder optionalText(@Nullable String optionalText) {
            this.optionalText = optionalText;
            return this;
        }

        /**
         * Sets {@code optionalLevel} (optional).
         *
         * @param optionalLevel the optionalLevel
         * @return this builder
         */
        public Builder optionalLevel(@Nullable Level optionalLevel) {
            this.optionalLevel = optionalLevel;
            return this;
        }

        /**
         * Sets {@code optionalNested} (optional).
         *
         * @param optionalNested A nested record or null.
         * @return this builder
         */
        public Builder optionalNested(@Nullable Nested optionalNested) {
            this.optionalNested = optionalNested;
            return this;
        }

        /**
         * Sets {@code url} (optional).
         *
         * @param url A reference with a description.
         * @return this builder
         */
        public Builder url(@Nullable String url) {
            this.url = url;
            return this;
        }

        /**
         * Sets {@code urls} (optional).
         *
         * @param urls the urls
         * @return this builder
         */
        public Builder urls(@Nullable List<String> urls) {
            this.urls = urls;
            return this;
        }

        /**
         * Sets {@code snakeCase} (optional).
         *
         * @param snakeCase the snake_case
         * @return this builder
         */
        public Builder snakeCase(@Nullable String snakeCase) {
            this.snakeCase = snakeCase;
            return this;
        }

        /**
         * Builds the record.
         *
         * @return a new record
         * @throws IllegalArgumentException if a field is missing or invalid; the message begins with the name of the field
         */
        public Sample build() {
            if (requiredInt == null) {
                throw new IllegalArgumentException("requiredInt is required");
            }
            if (requiredLong == null) {
                throw new IllegalArgumentException("requiredLong is required");
            }
            return Constraints.requireValid(
                    new Sample(text, requiredInt, requiredLong, level, names, nested, json, optionalInt, optionalLong, optionalText, optionalLevel, optionalNested, url, urls, snakeCase), Sample::violations);
        }
    }
}

final class SampleJsonAdapter extends JsonAdapter<Sample> {
    static final JsonAdapter<Sample> INSTANCE = new SampleJsonAdapter().nullSafe();

    private static final JsonReader.Options NAMES =
            JsonReader.Options.of("text", "requiredInt", "requiredLong", "level", "names", "nested", "json", "optionalInt", "optionalLong", "optionalText", "optionalLevel", "optionalNested", "url", "urls", "snake_case");

    @Override
    public Sample fromJson(JsonReader reader) throws IOException {
        String text = null;
        Integer requiredInt = null;
        Long requiredLong = null;
        Level level = null;
        List<String> names = null;
        Nested nested = null;
        String json = null;
        Integer optionalInt = null;
        Long optionalLong = null;
        String optionalText = null;
        Level optionalLevel = null;
        Nested optionalNested = null;
        String url = null;
        List<String> urls = null;
        String snakeCase = null;
        Json.beginObject(reader);
        while (reader.hasNext()) {
            switch (reader.selectName(NAMES)) {
                case 0 -> text = Json.readString(reader);
                case 1 -> requiredInt = Json.readInteger(reader);
                case 2 -> requiredLong = Json.readLong(reader);
                case 3 -> level = Json.read(reader, Level.jsonAdapter());
                case 4 -> names = Json.readStrings(reader);
                case 5 -> nested = Json.read(reader, Nested.jsonAdapter());
                case 6 -> json = Json.readString(reader);
                case 7 -> optionalInt = Json.readInteger(reader);
                case 8 -> optionalLong = Json.readLong(reader);
                case 9 -> optionalText = Json.readString(reader);
                case 10 -> optionalLevel = Json.read(reader, Level.jsonAdapter());
                case 11 -> optionalNested = Json.read(reader, Nested.jsonAdapter());
                case 12 -> url = Json.readString(reader);
                case 13 -> urls = Json.readStrings(reader);
                case 14 -> snakeCase = Json.readString(reader);
                default -> {
                    reader.skipName();
                    reader.skipValue();
                }
            }
        }
        reader.endObject();
        return new Sample(
                Json.required(text, "text", reader),
                Json.required(requiredInt, "requiredInt", reader),
                Json.required(requiredLong, "requiredLong", reader),
                Json.required(level, "level", reader),
                Json.required(names, "names", reader),
                Json.required(nested, "nested", reader),
                json,
                optionalInt,
                optionalLong,
                optionalText,
                optionalLevel,
                optionalNested,
                url,
                urls,
                snakeCase);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Sample record) throws IOException {
        Objects.requireNonNull(record);
        writer.beginObject();
        writer.name("text");
        writer.value(record.text());
        writer.name("requiredInt");
        writer.value(record.requiredInt());
        writer.name("requiredLong");
        writer.value(record.requiredLong());
        writer.name("level");
        Level.jsonAdapter().toJson(writer, record.level());
        writer.name("names");
        Json.writeStrings(writer, record.names());
        writer.name("nested");
        Nested.jsonAdapter().toJson(writer, record.nested());
        writer.name("json");
        writer.value(record.json());
        writer.name("optionalInt");
        writer.value(record.optionalInt());
        writer.name("optionalLong");
        writer.value(record.optionalLong());
        writer.name("optionalText");
        writer.value(record.optionalText());
        writer.name("optionalLevel");
        Level.jsonAdapter().toJson(writer, record.optionalLevel());
        writer.name("optionalNested");
        Nested.jsonAdapter().toJson(writer, record.optionalNested());
        writer.name("url");
        writer.value(record.url());
        writer.name("urls");
        Json.writeStrings(writer, record.urls());
        writer.name("snake_case");
        writer.value(record.snakeCase());
        writer.endObject();
    }
}

