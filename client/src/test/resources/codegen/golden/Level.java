package dev.lumamodify.client.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonClass;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.lumamodify.client.internal.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open value.
 *
 * <p>An open value: undocumented numbers are accepted, and written unchanged. {@link #constant} is for a {@code switch}.
 *
 * @param value the number in the JSON
 */
@JsonClass(generateAdapter = true)
public record Level(int value) {

    /** 0: Low - Nearly nothing. */
    public static final Level LOW = new Level(0);

    /** 10: Very high - More than enough, and more than "high". */
    public static final Level VERY_HIGH = new Level(10);

    /** The documented values, for a {@code switch}. */
    public enum Constant {
        /** 0: Low - Nearly nothing. */
        LOW("Low"),
        /** 10: Very high - More than enough, and more than "high". */
        VERY_HIGH("Very high"),
        /** Any other number. */
        UNDOCUMENTED("(undocumented)");

        private final String title;

        Constant(String title) {
            this.title = title;
        }
    }

    /**
     * Creates a value. Jackson reads it from a number.
     *
     * @param value the number in the JSON
     */
    @JsonCreator
    public Level {}

    /**
     * Returns the number in the JSON. Jackson and Moshi write it.
     *
     * @return the number
     */
    @JsonValue
    @Override
    public int value() {
        return value;
    }

    /**
     * Returns the documented values, in the order of the document.
     *
     * @return the documented values
     */
    public static List<Level> known() {
        return List.of(LOW, VERY_HIGH);
    }

    /**
     * Returns the constant of an enum that equals this value, for a {@code switch}.
     *
     * @return the constant, or {@link Constant#UNDOCUMENTED}
     */
    public Constant constant() {
        return switch (value) {
            case 0 -> Constant.LOW;
            case 10 -> Constant.VERY_HIGH;
            default -> Constant.UNDOCUMENTED;
        };
    }

    /**
     * Returns whether this value is documented.
     *
     * @return true if this value equals one of the constants
     */
    public boolean isKnown() {
        return constant() != Constant.UNDOCUMENTED;
    }

    /**
     * Returns the JSON adapter.
     *
     * @return the adapter, which is thread-safe
     */
    public static JsonAdapter<Level> jsonAdapter() {
        return LevelJsonAdapter.INSTANCE;
    }

    /** Returns the number and its title. For an undocumented value, returns the number and {@code (undocumented)}. */
    @Override
    public String toString() {
        return value + " " + constant().title;
    }
}

final class LevelJsonAdapter extends JsonAdapter<Level> {
    static final JsonAdapter<Level> INSTANCE = new LevelJsonAdapter().nullSafe();

    @Override
    public Level fromJson(JsonReader reader) throws IOException {
        return new Level(Json.required(Json.readInteger(reader), "number", reader));
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Level value) throws IOException {
        writer.value(Objects.requireNonNull(value).value());
    }
}

