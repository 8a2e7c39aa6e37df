package dev.lumamodify.client.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    @Test
    void resultsAreDownloaded() {
        Path folder = Path.of("results");
        assertThat(Quickstart.modify(new FakeLumaModify(), Path.of("in.mp4"), folder))
                .containsExactly(folder.resolve("id.mp4"));
    }
}
