package dev.lumamodify.client.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static JsonReader reader(String value) throws IOException {
        JsonReader reader = Json.reader(new Buffer().writeUtf8("[" + value + "]"));
        reader.beginArray();
        return reader;
    }

    @ParameterizedTest
    @CsvSource({"12.5, 12.5", "0, 0", "-3, -3", "1e3, 1000", "'\"12.5\"', 12.5", "9007199254740993, 9007199254740992"})
    void doubleIsReadFromANumberOrAString(String json, double expected) throws IOException {
        assertThat(Json.readDouble(reader(json))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "\"\"", "\"x\"", "\"NaN\"", "\"1d\"", "1e999", "{\"a\":1}", "[1]"})
    void otherValueIsNoDoubleAndIsConsumed(String json) throws IOException {
        JsonReader reader = reader(json);

        assertThat(Json.readDouble(reader)).isNull();
        assertThat(reader.hasNext()).isFalse();
    }
}
