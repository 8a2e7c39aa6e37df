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
