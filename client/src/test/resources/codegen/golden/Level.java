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
 * An open value.
 *
 * <p>An open value: undocumented numbers are accepted, and written unchanged.
 *
 * @param value the number in the JSON
 */
@JsonClass(generateAdapter = true)
public record Level(int value) {

    /** 0: Low - Nearly nothing. */
    public static final Level LOW = new Level(0);

    /** 10: Very high - More than enough, and more than "high". */
    public static final Level VERY_HIGH = new Level(10);

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(0, "Low"),
            Map.entry(10, "Very high"));

    private static final List<Level> KNOWN = List.of(
            new Level(0),
            new Level(10));

    /**
     * Returns the documented values, in the order of the document.
     *
     * @return the documented values
     */
    public static List<Level> known() {
        return KNOWN;
    }

    /**
     * Returns whether this value is documented.
     *
     * @return true if this value equals one of the constants
     */
    public boolean isKnown() {
        return TITLES.containsKey(value);
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
        return value + " " + TITLES.getOrDefault(value, "(undocumented)");
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

