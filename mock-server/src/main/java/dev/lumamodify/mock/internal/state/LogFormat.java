package dev.lumamodify.mock.internal.state;

import java.util.Arrays;

/** The format of the request log. */
public enum LogFormat {
    /** Lines of text with the time of day. */
    SHORT,
    /** Lines of text with the date and the time of day. */
    DATED,
    /** One JSON object per line. */
    JSON;

    /**
     * Parses the name of a format.
     *
     * @param name the name of the setting, for the message
     * @throws InvalidValueException if there is no such format
     */
    public static LogFormat parse(String name, String text) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(name, "must be short, dated or json, not '" + text + "'"));
    }

    @Override
    public String toString() {
        return EnumNames.kebabCase(this);
    }
}
