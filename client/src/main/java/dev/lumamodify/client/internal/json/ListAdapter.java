package dev.lumamodify.client.internal.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes lists of records or open values. Leaves out elements that cannot be read. Thread-safe. */
final class ListAdapter<T> extends JsonAdapter<List<T>> {
    private final JsonAdapter<T> elements;

    ListAdapter(JsonAdapter<T> elements) {
        this.elements = elements;
    }

    @Override
    public List<T> fromJson(JsonReader reader) throws IOException {
        if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
            String path = reader.getPath();
            reader.skipValue();
            throw new JsonDataException("Expected a list at " + path);
        }
        List<T> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            T element = read(reader);
            if (element != null) {
                list.add(element);
            }
        }
        reader.endArray();
        return list;
    }

    private @Nullable T read(JsonReader reader) throws IOException {
        try {
            return elements.fromJson(reader);
        } catch (JsonDataException e) {
            // The adapter has consumed the value.
            OddMembers.log(reader.getPath());
            return null;
        }
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable List<T> list) throws IOException {
        writer.beginArray();
        for (T element : Objects.requireNonNull(list)) {
            elements.toJson(writer, element);
        }
        writer.endArray();
    }
}
