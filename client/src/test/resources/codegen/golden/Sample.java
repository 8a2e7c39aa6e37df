package dev.lumamodify.client.model;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonClass;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.internal.json.RecordAdapter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record with a description of two lines.
 *
 * @param text A string with every constraint.
 * @param requiredInt the requiredInt
 * @param requiredLong the requiredLong
 * @param requiredDouble the requiredDouble
 * @param requiredFlag the requiredFlag
 * @param requiredTime the requiredTime
 * @param level the level
 * @param names the names
 * @param nested the nested
 * @param records the records
 * @param json A string that contains JSON.
 * @param optionalInt the optionalInt
 * @param optionalLong the optionalLong
 * @param optionalDouble the optionalDouble
 * @param optionalFlag the optionalFlag
 * @param optionalTime A time in a schema of its own.
 * @param optionalText the optionalText
 * @param optionalLevel the optionalLevel
 * @param color the color
 * @param colors the colors
 * @param optionalNested A nested record or null.
 * @param url A reference with a description.
 * @param videoUrl A reference with the rules of a video.
 * @param optionalUrl A string of its own schema or null.
 * @param urls the urls
 * @param snakeCase the snake_case
 */
@JsonClass(generateAdapter = true)
public record Sample(
        String text,
        int requiredInt,
        long requiredLong,
        double requiredDouble,
        boolean requiredFlag,
        Instant requiredTime,
        Level level,
        List<String> names,
        Nested nested,
        List<Nested> records,
        @Nullable String json,
        @Nullable Integer optionalInt,
        @Nullable Long optionalLong,
        @Nullable Double optionalDouble,
        @Nullable Boolean optionalFlag,
        @Nullable Instant optionalTime,
        @Nullable String optionalText,
        @Nullable Level optionalLevel,
        @Nullable Color color,
        @Nullable List<Color> colors,
        @Nullable Nested optionalNested,
        @Nullable String url,
        @Nullable String videoUrl,
        @Nullable String optionalUrl,
        @Nullable List<String> urls,
        @Nullable String snakeCase) {
    /** The formats of a video that the service accepts, as extensions of file names. */
    public static final List<String> VIDEO_FORMATS = List.of("mp4", "avi");

    /** The maximum size of a video, in bytes. */
    public static final long VIDEO_MAX_BYTES = 4000000000L;

    /** The maximum duration of a video, in seconds. */
    public static final int VIDEO_MAX_SECONDS = 10;

    /**
     * Creates a record. Copies lists.
     *
     * @param text A string with every constraint.
     * @param requiredInt the requiredInt
     * @param requiredLong the requiredLong
     * @param requiredDouble the requiredDouble
     * @param requiredFlag the requiredFlag
     * @param requiredTime the requiredTime
     * @param level the level
     * @param names the names
     * @param nested the nested
     * @param records the records
     * @param json A string that contains JSON.
     * @param optionalInt the optionalInt
     * @param optionalLong the optionalLong
     * @param optionalDouble the optionalDouble
     * @param optionalFlag the optionalFlag
     * @param optionalTime A time in a schema of its own.
     * @param optionalText the optionalText
     * @param optionalLevel the optionalLevel
     * @param color the color
     * @param colors the colors
     * @param optionalNested A nested record or null.
     * @param url A reference with a description.
     * @param videoUrl A reference with the rules of a video.
     * @param optionalUrl A string of its own schema or null.
     * @param urls the urls
     * @param snakeCase the snake_case
     */
    public Sample {
        names = names == null ? null : List.copyOf(names);
        records = records == null ? null : List.copyOf(records);
        colors = colors == null ? null : List.copyOf(colors);
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
        Constraints.required("requiredTime", requiredTime, violations);
        Constraints.required("level", level, violations);
        Constraints.required("names", names, violations);
        Constraints.items("names", names, (item, value) -> {
            Constraints.minLength(item, value, 1, violations);
        });
        Constraints.required("nested", nested, violations);
        Constraints.required("records", records, violations);
        Constraints.minimum("optionalInt", optionalInt, 1, violations);
        Constraints.pattern("url", url, "^https://\\S+$", "must be an https URL", violations);
        Constraints.uri("url", url, violations);
        Constraints.pattern("videoUrl", videoUrl, "^https://\\S+$", "must be an https URL", violations);
        Constraints.uri("videoUrl", videoUrl, violations);
        Constraints.pattern("optionalUrl", optionalUrl, "^https://\\S+$", "must be an https URL", violations);
        Constraints.uri("optionalUrl", optionalUrl, violations);
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
        private @Nullable Double requiredDouble;
        private @Nullable Boolean requiredFlag;
        private @Nullable Instant requiredTime;
        private @Nullable Level level;
        private @Nullable List<String> names;
        private @Nullable Nested nested;
        private @Nullable List<Nested> records;
        private @Nullable String json;
        private @Nullable Integer optionalInt;
        private @Nullable Long optionalLong;
        private @Nullable Double optionalDouble;
        private @Nullable Boolean optionalFlag;
        private @Nullable Instant optionalTime;
        private @Nullable String optionalText;
        private @Nullable Level optionalLevel;
        private @Nullable Color color;
        private @Nullable List<Color> colors;
        private @Nullable Nested optionalNested;
        private @Nullable String url;
        private @Nullable String videoUrl;
        private @Nullable String optionalUrl;
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
         * Sets {@code requiredDouble}.
         *
         * @param requiredDouble the requiredDouble
         * @return this builder
         */
        public Builder requiredDouble(double requiredDouble) {
            this.requiredDouble = requiredDouble;
            return this;
        }

        /**
         * Sets {@code requiredFlag}.
         *
         * @param requiredFlag the requiredFlag
         * @return this builder
         */
        public Builder requiredFlag(boolean requiredFlag) {
            this.requiredFlag = requiredFlag;
            return this;
        }

        /**
         * Sets {@code requiredTime}.
         *
         * @param requiredTime the requiredTime
         * @return this builder
         */
        public Builder requiredTime(Instant requiredTime) {
            this.requiredTime = requiredTime;
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
         * Sets {@code records}.
         *
         * @param records the records
         * @return this builder
         */
        public Builder records(List<Nested> records) {
            this.records = records;
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
         * Sets {@code optionalDouble} (optional).
         *
         * @param optionalDouble the optionalDouble
         * @return this builder
         */
        public Builder optionalDouble(@Nullable Double optionalDouble) {
            this.optionalDouble = optionalDouble;
            return this;
        }

        /**
         * Sets {@code optionalFlag} (optional).
         *
         * @param optionalFlag the optionalFlag
         * @return this builder
         */
        public Builder optionalFlag(@Nullable Boolean optionalFlag) {
            this.optionalFlag = optionalFlag;
            return this;
        }

        /**
         * Sets {@code optionalTime} (optional).
         *
         * @param optionalTime A time in a schema of its own.
         * @return this builder
         */
        public Builder optionalTime(@Nullable Instant optionalTime) {
            this.optionalTime = optionalTime;
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
         * Sets {@code color} (optional).
         *
         * @param color the color
         * @return this builder
         */
        public Builder color(@Nullable Color color) {
            this.color = color;
            return this;
        }

        /**
         * Sets {@code colors} (optional).
         *
         * @param colors the colors
         * @return this builder
         */
        public Builder colors(@Nullable List<Color> colors) {
            this.colors = colors;
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
         * Sets {@code videoUrl} (optional).
         *
         * @param videoUrl A reference with the rules of a video.
         * @return this builder
         */
        public Builder videoUrl(@Nullable String videoUrl) {
            this.videoUrl = videoUrl;
            return this;
        }

        /**
         * Sets {@code optionalUrl} (optional).
         *
         * @param optionalUrl A string of its own schema or null.
         * @return this builder
         */
        public Builder optionalUrl(@Nullable String optionalUrl) {
            this.optionalUrl = optionalUrl;
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
            if (requiredDouble == null) {
                throw new IllegalArgumentException("requiredDouble is required");
            }
            if (requiredFlag == null) {
                throw new IllegalArgumentException("requiredFlag is required");
            }
            return Constraints.requireValid(
                    new Sample(text, requiredInt, requiredLong, requiredDouble, requiredFlag, requiredTime, level, names, nested, records, json, optionalInt, optionalLong, optionalDouble, optionalFlag, optionalTime, optionalText, optionalLevel, color, colors, optionalNested, url, videoUrl, optionalUrl, urls, snakeCase), Sample::violations);
        }
    }
}

final class SampleJsonAdapter extends RecordAdapter<Sample> {
    static final JsonAdapter<Sample> INSTANCE = new SampleJsonAdapter().nullSafe();

    SampleJsonAdapter() {
        super(
                required("text", String.class),
                required("requiredInt", Integer.class),
                required("requiredLong", Long.class),
                required("requiredDouble", Double.class),
                required("requiredFlag", Boolean.class),
                required("requiredTime", Instant.class),
                required("level", Level.jsonAdapter()),
                required("names", List.class),
                required("nested", Nested.jsonAdapter()),
                required("records", listOf(Nested.jsonAdapter())),
                optional("json", String.class),
                optional("optionalInt", Integer.class),
                optional("optionalLong", Long.class),
                optional("optionalDouble", Double.class),
                optional("optionalFlag", Boolean.class),
                optional("optionalTime", Instant.class),
                optional("optionalText", String.class),
                optional("optionalLevel", Level.jsonAdapter()),
                optional("color", Color.jsonAdapter()),
                optional("colors", listOf(Color.jsonAdapter())),
                optional("optionalNested", Nested.jsonAdapter()),
                optional("url", String.class),
                optional("videoUrl", String.class),
                optional("optionalUrl", String.class),
                optional("urls", List.class),
                optional("snake_case", String.class));
    }

    @Override
    protected Sample create(Object[] values) {
        return new Sample(
                (String) values[0],
                (Integer) values[1],
                (Long) values[2],
                (Double) values[3],
                (Boolean) values[4],
                (Instant) values[5],
                (Level) values[6],
                list(values[7]),
                (Nested) values[8],
                list(values[9]),
                (String) values[10],
                (Integer) values[11],
                (Long) values[12],
                (Double) values[13],
                (Boolean) values[14],
                (Instant) values[15],
                (String) values[16],
                (Level) values[17],
                (Color) values[18],
                list(values[19]),
                (Nested) values[20],
                (String) values[21],
                (String) values[22],
                (String) values[23],
                list(values[24]),
                (String) values[25]);
    }

    @Override
    protected Object[] values(Sample record) {
        return new Object[] {
            record.text(),
            record.requiredInt(),
            record.requiredLong(),
            record.requiredDouble(),
            record.requiredFlag(),
            record.requiredTime(),
            record.level(),
            record.names(),
            record.nested(),
            record.records(),
            record.json(),
            record.optionalInt(),
            record.optionalLong(),
            record.optionalDouble(),
            record.optionalFlag(),
            record.optionalTime(),
            record.optionalText(),
            record.optionalLevel(),
            record.color(),
            record.colors(),
            record.optionalNested(),
            record.url(),
            record.videoUrl(),
            record.optionalUrl(),
            record.urls(),
            record.snakeCase()
        };
    }
}

