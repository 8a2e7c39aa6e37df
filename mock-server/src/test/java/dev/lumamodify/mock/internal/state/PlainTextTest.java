package dev.lumamodify.mock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlainTextTest {
    @Test
    void hasNoControlFormatOrSeparatorCharacter() {
        StringBuilder all = new StringBuilder();
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            all.appendCodePoint(character).append('.');
        }

        assertThat(PlainText.of(all.toString()).codePoints().filter(PlainTextTest::isUnsafe))
                .isEmpty();
    }

    @Test
    void escapesUnsafeCharactersAndKeepsOthers() {
        assertThat(PlainText.of("é 😀 \u001b[31m \u202e \ud800 \u2028 \r\n" + Character.toString(0xe0001)))
                .isEqualTo("é 😀 \\u001b[31m \\u202e \\ud800 \\u2028 \\u000d\\u000a\\udb40\\udc01");
    }

    @Test
    void escapesTheMessagesOfAStackTrace() {
        Throwable failure = new IllegalStateException("a\u001bb", new IllegalArgumentException("c\nd"));

        assertThat(PlainText.stackTrace(failure))
                .startsWith("java.lang.IllegalStateException: a\\u001bb\n\tat "
                        + getClass().getName())
                .contains("\nCaused by: java.lang.IllegalArgumentException: c\\u000ad\n\tat ");
    }

    private static boolean isUnsafe(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
