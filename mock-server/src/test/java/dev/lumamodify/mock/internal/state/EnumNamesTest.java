package dev.lumamodify.mock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EnumNamesTest {
    @Test
    void writesAConstantInLowerCaseWithHyphens() {
        assertThat(EnumNames.kebabCase(CallbackFault.BAD_SIGNATURE)).isEqualTo("bad-signature");
        assertThat(EnumNames.kebabCase(Outcome.SUCCESS)).isEqualTo("success");
    }
}
