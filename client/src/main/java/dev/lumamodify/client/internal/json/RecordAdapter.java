package dev.lumamodify.client.internal.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the records of a type. A generated adapter states the members, in the order of the components of the
 * record. Skips unknown members. Thread-safe.
 */
public abstract class RecordAdapter<R> extends JsonAdapter<R> {
    private final Member[] members;

    /** The members by the index of their name: each member by its name, and then those with an alias by the alias. */
    private final Member[] membersByName;

    private final JsonReader.Options names;

    protected RecordAdapter(Member... members) {
        List<Member> all = new ArrayList<>(List.of(members));
        List<String> allNames = new ArrayList<>();
        for (Member member : members) {
            allNames.add(member.name);
        }
        for (Member member : members) {
            if (member.alias != null) {
                all.add(member);
                allNames.add(member.alias);
            }
        }
        this.members = members;
        this.membersByName = all.toArray(new Member[0]);
        this.names = JsonReader.Options.of(allNames.toArray(new String[0]));
    }

    /** A member of the records. */
    protected static final class Member {
        private final String name;
        private final Object type;
        private final boolean required;
        private final boolean expected;
        private @Nullable String alias;

        private Member(String name, Object type, boolean required, boolean expected) {
            this.name = name;
            this.type = Objects.requireNonNull(type);
            this.required = required;
            this.expected = expected;
        }

        /** Sets another name under which the member is read. */
        public Member alias(String alias) {
            this.alias = alias;
            return this;
        }
    }

    /**
     * Returns a member without which a record cannot be read.
     *
     * @param type the class String, Integer, Long, Double, Boolean or Instant, the class List for a list of strings, or an
     *     adapter
     */
    protected static Member required(String name, Object type) {
        return new Member(name, type, true, false);
    }

    /** Returns a documented member without which a record can be read. Logs its name if it is missing. */
    protected static Member expected(String name, Object type) {
        return new Member(name, type, false, true);
    }

    protected static Member optional(String name, Object type) {
        return new Member(name, type, false, false);
    }

    /** Creates a record from the values of the members, in their order. */
    protected abstract R create(@Nullable Object[] values);

    /** Returns the values of the members, in their order. */
    protected abstract @Nullable Object[] values(R record);

    /** Returns the type of a member that is a list of records or open values. */
    protected static <T> JsonAdapter<List<T>> listOf(JsonAdapter<T> elementAdapter) {
        return new ListAdapter<>(elementAdapter).nullSafe();
    }

    /** Returns the value of a member that is a list. */
    @SuppressWarnings("unchecked")
    protected static <T> List<T> list(Object value) {
        return (List<T>) value;
    }

    @Override
    public final R fromJson(JsonReader reader) throws IOException {
        if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
            String path = reader.getPath();
            reader.skipValue();
            throw new JsonDataException("Expected an object at " + path);
        }
        @Nullable Object[] values = new @Nullable Object[membersByName.length];
        reader.beginObject();
        while (reader.hasNext()) {
            int index = reader.selectName(names);
            if (index >= 0) {
                values[index] = read(reader, membersByName[index].type);
            } else {
                reader.skipName();
                reader.skipValue();
            }
        }
        reader.endObject();
        int aliasIndex = members.length;
        for (int i = 0; i < members.length; i++) {
            Member member = members[i];
            if (member.alias != null) {
                values[i] = values[i] == null ? values[aliasIndex] : values[i];
                aliasIndex++;
            }
            if (values[i] == null && member.required) {
                throw new JsonDataException("Required value '" + member.name + "' is missing at " + reader.getPath());
            }
            if (values[i] == null && member.expected) {
                OddMembers.log(reader.getPath() + "." + member.name);
            }
        }
        return create(values);
    }

    @Override
    public final void toJson(JsonWriter writer, @Nullable R record) throws IOException {
        @Nullable Object[] values = values(Objects.requireNonNull(record));
        writer.beginObject();
        for (int i = 0; i < members.length; i++) {
            writer.name(members[i].name);
            write(writer, members[i].type, values[i]);
        }
        writer.endObject();
    }

    private static @Nullable Object read(JsonReader reader, Object type) throws IOException {
        if (type == String.class) {
            return Json.readString(reader);
        }
        if (type instanceof JsonAdapter<?> adapter) {
            try {
                return adapter.fromJson(reader);
            } catch (JsonDataException e) {
                // The adapter has consumed the value.
                OddMembers.log(reader.getPath());
                return null;
            }
        }
        if (type == List.class) {
            return Json.readStrings(reader);
        }
        if (type == Long.class) {
            return Json.readLong(reader);
        }
        if (type == Double.class) {
            return Json.readDouble(reader);
        }
        if (type == Boolean.class) {
            return Json.readBoolean(reader);
        }
        if (type == Instant.class) {
            return Json.readInstant(reader);
        }
        return Json.readInteger(reader);
    }

    @SuppressWarnings("unchecked")
    private static void write(JsonWriter writer, Object type, @Nullable Object value) throws IOException {
        if (value == null) {
            writer.nullValue();
        } else if (value instanceof String text) {
            writer.value(text);
        } else if (type instanceof JsonAdapter<?> adapter) {
            ((JsonAdapter<Object>) adapter).toJson(writer, value);
        } else if (type == List.class) {
            writer.beginArray();
            for (String element : RecordAdapter.<String>list(value)) {
                writer.value(element);
            }
            writer.endArray();
        } else if (type == Boolean.class) {
            writer.value((Boolean) value);
        } else if (type == Instant.class) {
            writer.value(value.toString());
        } else if (type == Double.class) {
            writer.value((Double) value);
        } else {
            writer.value(((Number) value).longValue());
        }
    }
}
