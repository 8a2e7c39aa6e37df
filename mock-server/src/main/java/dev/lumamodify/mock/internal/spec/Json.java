package dev.lumamodify.mock.internal.spec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** JSON as this server reads and writes it: UTF-8, one value, no key twice. */
public final class Json {
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.threadLocalPool())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern SWITCH =
            Pattern.compile("(, from|: enable) `[^`]*`( to allow)?| \\([^()]*Feature '[^()]*\\)");

    private Json() {}

    /** Reads one JSON value. Throws {@link Malformed}, whose message says what is wrong and where. */
    public static JsonNode parse(byte[] utf8) throws Malformed {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("it is not valid UTF-8");
        }
        if (text.isBlank()) {
            throw new Malformed("it is empty");
        }
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode value = MAPPER.readTree(parser);
            if (parser.nextToken() != null) {
                throw new Malformed("more follows after its end");
            }
            // An escaped lone surrogate is lawful JSON, but no answer in UTF-8 could repeat it. Only an escape can make
            // one.
            if (text.contains("\\u")
                    && !StandardCharsets.UTF_8.newEncoder().canEncode(MAPPER.writeValueAsString(value))) {
                throw new Malformed("a string holds half of a surrogate pair");
            }
            return value;
        } catch (JacksonException e) {
            // What a limit or a switch is called in the library says nothing to whoever meets it.
            String problem = SWITCH.matcher(e.getOriginalMessage()).replaceFirst("");
            throw new Malformed(
                    problem.startsWith("Unexpected end-of-input") ? "it ends too early" : problem + place(e));
        }
    }

    /** Reads a document in YAML. */
    public static JsonNode yaml(String text) {
        return MAPPER.readTree(new YAMLFactory().createParser(ObjectReadContext.empty(), text));
    }

    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    public static byte[] bytes(JsonNode value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Says why bytes are not JSON. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }
}
