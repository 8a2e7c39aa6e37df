package dev.lumamodify.client.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        LOW(0, "Low"),
        /** 10: Very high - More than enough, and more than "high". */
        VERY_HIGH(10, "Very high"),
        /** Any other number. */
        UNDOCUMENTED(Integer.MIN_VALUE, "(undocumented)");

        private final int number;
        private final String title;

        Constant(int number, String title) {
            this.number = number;
            this.title = title;
        }
    }

    private static final Map<Integer, Constant> CONSTANTS =
            Stream.of(Constant.values()).collect(Collectors.toMap(each -> each.number, each -> each));

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
        return Stream.of(Constant.values())
                .filter(each -> each != Constant.UNDOCUMENTED)
                .map(each -> new Level(each.number))
                .toList();
    }

    /**
     * Returns the constant of an enum that equals this value, for a {@code switch}.
     *
     * @return the constant, or {@link Constant#UNDOCUMENTED}
     */
    public Constant constant() {
        return CONSTANTS.getOrDefault(value, Constant.UNDOCUMENTED);
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

