package dev.lumamodify.client.internal.json;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads values for the generated adapters. A JSON null is a Java null.
 *
 * <p>The {@code read} methods return null for a value of another type, and log its path but not the value. They always
 * consume one JSON value. They throw {@link IOException} if the text is not JSON.
 */
public final class Json {
    private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

    /** A longer text is not a number of any documented member. It would take long to convert. */
    private static final int MAX_NUMBER_LENGTH = 40;

    private Json() {}

    /** Returns a reader of UTF-8 text. Skips a byte order mark, as RFC 8259, section 8.1, permits. */
    public static JsonReader reader(Buffer utf8) throws IOException {
        if (utf8.rangeEquals(0, BYTE_ORDER_MARK)) {
            utf8.skip(BYTE_ORDER_MARK.size());
        }
        return JsonReader.of(utf8);
    }

    /** Reads a string, or a number as a string. */
    public static @Nullable String readString(JsonReader reader) throws IOException {
        if (isText(reader)) {
            return reader.nextString();
        }
        skip(reader);
        return null;
    }

    /** Reads an int, or a string that contains an int. */
    public static @Nullable Integer readInteger(JsonReader reader) throws IOException {
        Long number = readLong(reader);
        if (number != null && number.intValue() != number) {
            OddMembers.log(reader.getPath());
            return null;
        }
        return number == null ? null : Integer.valueOf(number.intValue());
    }

    /** Reads a long, or a string that contains a long. */
    public static @Nullable Long readLong(JsonReader reader) throws IOException {
        if (!isText(reader)) {
            skip(reader);
            return null;
        }
        String text = reader.nextString();
        try {
            if (text.length() <= MAX_NUMBER_LENGTH) {
                return parse(text);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Logged below. The message of this exception would repeat the value.
        }
        OddMembers.log(reader.getPath());
        return null;
    }

    /** Reads a double, or a string that contains one. A number outside the range of a double is not a double. */
    public static @Nullable Double readDouble(JsonReader reader) throws IOException {
        if (!isText(reader)) {
            skip(reader);
            return null;
        }
        String text = reader.nextString();
        try {
            if (text.length() <= MAX_NUMBER_LENGTH) {
                double number = new BigDecimal(text).doubleValue();
                if (Double.isFinite(number)) {
                    return number;
                }
            }
        } catch (NumberFormatException e) {
            // Logged below. The message of this exception would repeat the value.
        }
        OddMembers.log(reader.getPath());
        return null;
    }

    /** Reads a boolean, or a string that is one. */
    public static @Nullable Boolean readBoolean(JsonReader reader) throws IOException {
        if (reader.peek() == JsonReader.Token.BOOLEAN) {
            return reader.nextBoolean();
        }
        if (!isText(reader)) {
            skip(reader);
            return null;
        }
        String text = reader.nextString();
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        OddMembers.log(reader.getPath());
        return null;
    }

    /** Reads a time as in RFC 3339, with any offset. */
    public static @Nullable Instant readInstant(JsonReader reader) throws IOException {
        if (!isText(reader)) {
            skip(reader);
            return null;
        }
        try {
            return Instant.parse(reader.nextString());
        } catch (DateTimeParseException e) {
            // The message of this exception would repeat the value.
            OddMembers.log(reader.getPath());
            return null;
        }
    }

    /** Reads a list of strings, or one string as a list. Leaves out elements of another type. */
    public static @Nullable List<String> readStrings(JsonReader reader) throws IOException {
        if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
            String single = readString(reader);
            return single == null || single.isEmpty() ? null : List.of(single);
        }
        List<String> list = new ArrayList<>();
        boolean empty = true;
        reader.beginArray();
        while (reader.hasNext()) {
            empty = false;
            String element = readString(reader);
            if (element != null) {
                list.add(element);
            }
        }
        reader.endArray();
        return empty || !list.isEmpty() ? list : null;
    }

    /** Returns the value. Throws {@link JsonDataException} with the name if the value is null. */
    public static <T> T required(@Nullable T value, String name, JsonReader reader) {
        if (value == null) {
            throw new JsonDataException("Required value '" + name + "' is missing at " + reader.getPath());
        }
        return value;
    }

    private static boolean isText(JsonReader reader) throws IOException {
        JsonReader.Token token = reader.peek();
        return token == JsonReader.Token.STRING || token == JsonReader.Token.NUMBER;
    }

    private static void skip(JsonReader reader) throws IOException {
        if (reader.peek() != JsonReader.Token.NULL) {
            OddMembers.log(reader.getPath());
        }
        reader.skipValue();
    }

    private static long parse(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            // 1.0 and 1e3 are integers in JSON.
            return new BigDecimal(text).longValueExact();
        }
    }
}
