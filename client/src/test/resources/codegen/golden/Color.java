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
 * An open value that is a string.
 *
 * <p>An open value: undocumented strings are accepted, and written unchanged. {@link #constant} is for a {@code switch}.
 *
 * @param value the string in the JSON
 */
@JsonClass(generateAdapter = true)
public record Color(String value) {

    /** "red": Red - The color of blood. */
    public static final Color RED = new Color("red");

    /** "light-blue": Light blue - The color of the "sky". */
    public static final Color LIGHT_BLUE = new Color("light-blue");

    /** The documented values, for a {@code switch}. */
    public enum Constant {
        /** "red": Red - The color of blood. */
        RED("Red"),
        /** "light-blue": Light blue - The color of the "sky". */
        LIGHT_BLUE("Light blue"),
        /** Any other string. */
        UNDOCUMENTED("(undocumented)");

        private final String title;

        Constant(String title) {
            this.title = title;
        }
    }

    /**
     * Creates a value. Jackson reads it from a string.
     *
     * @param value the string in the JSON
     */
    @JsonCreator
    public Color {}

    /**
     * Returns the string in the JSON. Jackson and Moshi write it.
     *
     * @return the string
     */
    @JsonValue
    @Override
    public String value() {
        return value;
    }

    /**
     * Returns the documented values, in the order of the document.
     *
     * @return the documented values
     */
    public static List<Color> known() {
        return List.of(RED, LIGHT_BLUE);
    }

    /**
     * Returns the constant of an enum that equals this value, for a {@code switch}.
     *
     * @return the constant, or {@link Constant#UNDOCUMENTED}
     */
    public Constant constant() {
        return switch (value) {
            case "red" -> Constant.RED;
            case "light-blue" -> Constant.LIGHT_BLUE;
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
    public static JsonAdapter<Color> jsonAdapter() {
        return ColorJsonAdapter.INSTANCE;
    }

    /** Returns the string and its title. For an undocumented value, returns the number and {@code (undocumented)}. */
    @Override
    public String toString() {
        return value + " " + constant().title;
    }
}

final class ColorJsonAdapter extends JsonAdapter<Color> {
    static final JsonAdapter<Color> INSTANCE = new ColorJsonAdapter().nullSafe();

    @Override
    public Color fromJson(JsonReader reader) throws IOException {
        return new Color(Json.required(Json.readString(reader), "string", reader));
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Color value) throws IOException {
        writer.value(Objects.requireNonNull(value).value());
    }
}

