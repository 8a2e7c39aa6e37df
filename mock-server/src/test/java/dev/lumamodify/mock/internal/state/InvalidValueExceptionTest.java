package dev.lumamodify.mock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InvalidValueExceptionTest {
    @Test
    void startsItsMessageWithTheName() {
        InvalidValueException exception = new InvalidValueException("maxTasks", "must be at least 1");

        assertThat(exception).hasMessage("maxTasks must be at least 1");
        assertThat(exception.name()).isEqualTo("maxTasks");
        assertThat(exception.rule()).isEqualTo("must be at least 1");
    }
}
