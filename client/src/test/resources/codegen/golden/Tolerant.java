package dev.lumamodify.client.model;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonClass;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.internal.json.RecordAdapter;
import java.util.ArrayList;
import java.util.List;
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

final class TolerantJsonAdapter extends RecordAdapter<Tolerant> {
    static final JsonAdapter<Tolerant> INSTANCE = new TolerantJsonAdapter().nullSafe();

    TolerantJsonAdapter() {
        super(
                required("id", String.class).alias("identifier"),
                expected("names", List.class),
                expected("time", Long.class),
                optional("level", Level.jsonAdapter()).alias("grade"));
    }

    @Override
    protected Tolerant create(Object[] values) {
        return new Tolerant(
                (String) values[0],
                list(values[1]),
                (Long) values[2],
                (Level) values[3]);
    }

    @Override
    protected Object[] values(Tolerant record) {
        return new Object[] {
            record.id(),
            record.names(),
            record.time(),
            record.level()
        };
    }
}

