package dev.lumamodify.client.internal.json;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes strings, numbers and lists for the generated adapters. A JSON null is a Java null. */
public final class Json {
    private Json() {}

    public static @Nullable String readString(JsonReader reader) throws IOException {
        return reader.peek() == JsonReader.Token.NULL ? reader.nextNull() : reader.nextString();
    }

    public static @Nullable Integer readInteger(JsonReader reader) throws IOException {
        return reader.peek() == JsonReader.Token.NULL ? reader.<Integer>nextNull() : Integer.valueOf(readInt(reader));
    }

    public static @Nullable Long readLong(JsonReader reader) throws IOException {
        if (reader.peek() == JsonReader.Token.NULL) {
            return reader.nextNull();
        }
        try {
            return reader.nextLong();
        } catch (JsonDataException e) {
            throw new JsonDataException("Expected a long at " + reader.getPath());
        }
    }

    /**
     * Throws {@link JsonDataException} if there is no int. Unlike Moshi's, its message does not repeat the value, which
     * may be secret.
     */
    public static int readInt(JsonReader reader) throws IOException {
        try {
            return reader.nextInt();
        } catch (JsonDataException e) {
            throw new JsonDataException("Expected an int at " + reader.getPath());
        }
    }

    public static @Nullable List<String> readStrings(JsonReader reader) throws IOException {
        if (reader.peek() == JsonReader.Token.NULL) {
            return reader.nextNull();
        }
        List<String> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            list.add(required(readString(reader), "element", reader));
        }
        reader.endArray();
        return list;
    }

    public static void writeStrings(JsonWriter writer, @Nullable List<String> list) throws IOException {
        if (list == null) {
            writer.nullValue();
            return;
        }
        writer.beginArray();
        for (String element : list) {
            writer.value(element);
        }
        writer.endArray();
    }

    /** Returns the value. Throws {@link JsonDataException} with the name if the value is null. */
    public static <T> T required(@Nullable T value, String name, JsonReader reader) {
        if (value == null) {
            throw new JsonDataException("Required value '" + name + "' is missing at " + reader.getPath());
        }
        return value;
    }
}
