package dev.lumamodify.mock.internal.spec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Reads and writes JSON: UTF-8, one value, no duplicate keys. */
public final class Json {
    /** More names and values than a valid request has. One of two bytes can need a hundred times its memory. */
    private static final int MAX_TOKENS = 10_000;

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.threadLocalPool())
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The parts of a Jackson message that name features and limits of the library. */
    private static final Pattern LIBRARY_DETAILS =
            Pattern.compile("(, from|: enable) `[^`]*`( to allow)?| \\([^()]*Feature '[^()]*\\)");

    private Json() {}

    /**
     * Parses one JSON value.
     *
     * @throws MalformedJsonException if the bytes are not JSON; the message is the end of a sentence, such as "it is empty"
     */
    public static JsonNode parse(byte[] utf8) throws MalformedJsonException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("it is not valid UTF-8");
        }
        if (text.isBlank()) {
            throw new MalformedJsonException("it is empty");
        }
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode value = MAPPER.readTree(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("it has data after its end");
            }
            // JSON may contain an escaped lone surrogate, but a response in UTF-8 could not repeat it.
            if (text.contains("\\u")
                    && !StandardCharsets.UTF_8.newEncoder().canEncode(MAPPER.writeValueAsString(value))) {
                throw new MalformedJsonException("a string contains half of a surrogate pair");
            }
            return value;
        } catch (JacksonException e) {
            String problem = LIBRARY_DETAILS.matcher(e.getOriginalMessage()).replaceFirst("");
            throw new MalformedJsonException(
                    problem.startsWith("Unexpected end-of-input") ? "it ends too early" : problem + place(e));
        }
    }

    /** Parses a YAML document. */
    public static JsonNode parseYaml(String text) {
        return MAPPER.readTree(new YAMLFactory().createParser(ObjectReadContext.empty(), text));
    }

    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Returns the UTF-8 text of a value. */
    public static byte[] toBytes(JsonNode value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
