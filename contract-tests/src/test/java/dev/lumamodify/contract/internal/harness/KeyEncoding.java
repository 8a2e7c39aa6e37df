package dev.lumamodify.contract.internal.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** The encodings in which a server may return a key. */
public enum KeyEncoding {
    PLAIN,
    UPPER_CASE,
    URL,
    URL_TWICE,
    JSON,
    JSON_IN_JSON,
    XML,
    BASE64,
    BASE64_OF_HEADER,
    HEXADECIMAL;

    public String encode(String key) {
        return switch (this) {
            case PLAIN -> key;
            case UPPER_CASE -> key.toUpperCase(Locale.ROOT);
            case URL -> URLEncoder.encode(key, UTF_8);
            case URL_TWICE -> every(key, "%%25%02X");
            case JSON -> every(key, "\\u%04x");
            case JSON_IN_JSON -> key.replace("/", "\\\\/");
            case XML -> every(key, "&#%d;");
            case BASE64 -> Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
            case BASE64_OF_HEADER -> Base64.getUrlEncoder().encodeToString(("Bearer " + key).getBytes(UTF_8));
            case HEXADECIMAL -> HexFormat.of().formatHex(key.getBytes(UTF_8));
        };
    }

    private static String every(String text, String format) {
        return text.chars().mapToObj(c -> String.format(Locale.ROOT, format, c)).collect(Collectors.joining());
    }
}
