package dev.lumamodify.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.model.ModifyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileTest {
    @TempDir
    private Path folder;

    @Test
    void videoWithinTheLimitsIsAccepted() throws IOException {
        Path file = UploadFixtures.mp4(folder.resolve("a"), ModifyRequest.VIDEO_MAX_SECONDS);
        LocalFile checked = LocalFile.check(file, false);
        assertThat(checked.format()).isEqualTo("mp4");
        assertThat(checked.size()).isEqualTo(Files.size(file));
    }

    @Test
    void longVideoIsRejected() throws IOException {
        Path file = UploadFixtures.mp4(folder.resolve("a.mp4"), 11);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalFile.check(file, false))
                .withMessage("file must be a video of at most 10 seconds, but lasts 11.0 seconds");
        assertThat(LocalFile.check(file, true).type()).isEqualTo("video/mp4");
    }

    @Test
    void largeFileIsRejectedEvenIfItNeedNotBeAVideo() throws IOException {
        Path largest = UploadFixtures.largeMp4(folder.resolve("a.mp4"), ModifyRequest.VIDEO_MAX_BYTES);
        assertThat(LocalFile.check(largest, false).size()).isEqualTo(524_288_000);
        Path larger = UploadFixtures.largeMp4(folder.resolve("b.mp4"), ModifyRequest.VIDEO_MAX_BYTES + 1);
        for (boolean allowNonVideo : new boolean[] {false, true}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LocalFile.check(larger, allowNonVideo))
                    .withMessage("file must have at most 524288000 bytes, but has 524288001");
        }
    }

    @Test
    void fileThatIsNoVideoIsRejectedUnlessItIsAllowed() throws IOException {
        Path text = Files.writeString(folder.resolve("a.mp4"), "This is not a video.");
        Path empty = Files.createFile(folder.resolve("b.mp4"));
        for (Path file : new Path[] {text, empty}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LocalFile.check(file, false))
                    .withMessage("file must be a video in one of the formats mp4, mov, avi;"
                            + " set allowNonVideo to upload another file");
            assertThat(LocalFile.check(file, true).type()).isEqualTo("application/octet-stream");
        }
    }

    @Test
    void fileThatCannotBeReadIsAnUploadException() {
        assertThatThrownBy(() -> LocalFile.check(folder.resolve("missing.mp4"), false))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("missing.mp4 cannot be read: java.nio.file.NoSuchFileException");
        assertThatThrownBy(() -> LocalFile.check(folder, true))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("cannot be read: java.io.IOException: it is not a regular file");
    }
}
