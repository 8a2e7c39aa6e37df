package dev.lumamodify.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadOptionsTest {
    private static final UploadOptions DEFAULTS = UploadOptions.defaults();

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/a", "a\\b", "..\\a", "a\n", "\0", "a\u0085"})
    void nameThatCouldLeaveItsFolderIsRejected(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withFileName(name))
                .withMessageStartingWith("fileName must be a name without a folder, which must not be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", "..", "a/../b", "./a", "a/.", "a\\b", "a/\r\nb"})
    void pathThatCouldLeaveItsFolderIsRejected(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withUploadPath(path))
                .withMessageStartingWith("uploadPath must be names of folders");
    }

    @Test
    void unusualNamesAreAccepted() {
        assertThat(DEFAULTS.withFileName("..straße 1.mp4").fileName()).isEqualTo("..straße 1.mp4");
        assertThat(DEFAULTS.withUploadPath("a/b c/...").uploadPath()).isEqualTo("a/b c/...");
    }

    @Test
    void defaultTimeoutGrowsWithTheSize() {
        assertThat(DEFAULTS.timeoutFor(0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(DEFAULTS.timeoutFor(500 << 20)).isEqualTo(Duration.ofSeconds(2060));
        assertThat(DEFAULTS.withTimeout(Duration.ofSeconds(3)).timeoutFor(500 << 20))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void timeoutMustBeMoreThanZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withTimeout(Duration.ZERO))
                .withMessage("timeout must be more than zero");
    }

    @Test
    void eachOptionIsKeptByTheOthers() {
        UploadOptions.ProgressListener listener = (bytes, total) -> {};
        UploadOptions all = DEFAULTS.withFileName("a.mp4")
                .withUploadPath("b")
                .withTimeout(Duration.ofSeconds(3))
                .allowNonVideo(true)
                .withProgressListener(listener)
                .withFileName("a.mp4");
        assertThat(all).isEqualTo(new UploadOptions("b", "a.mp4", Duration.ofSeconds(3), true, listener));
    }
}
