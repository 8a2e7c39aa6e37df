package dev.lumamodify.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;

class ReadmeVersionsTest {
    private static final Map<String, String> ARTIFACTS = Map.of(
            "OkHttp",
            "okhttp-jvm",
            "Okio",
            "okio-jvm",
            "Kotlin",
            "kotlin-stdlib",
            "Retrofit",
            "retrofit",
            "Moshi",
            "moshi");
    private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\| .*?([0-9.]+) \\| ([0-9.]+) \\|");

    @Test
    void versionsAreThoseOfTheMatrix() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String oldest = Files.readString(Path.of("src/it/class-path/oldest/pom.xml"));
        String newest = Files.readString(Path.of("src/it/class-path/newest/pom.xml"));
        assertThat(ROW.matcher(readme).results().toList())
                .hasSize(ARTIFACTS.size())
                .allSatisfy(row -> {
                    String artifact = Objects.requireNonNull(ARTIFACTS.get(row.group(1)));
                    assertThat(oldest).containsIgnoringWhitespaces(dependency(artifact, row.group(2)));
                    assertThat(newest).containsIgnoringWhitespaces(dependency(artifact, row.group(3)));
                });
        assertThat(newest).containsIgnoringWhitespaces(dependency("okhttp-jvm", OkHttp.VERSION));
    }

    private static String dependency(String artifact, String version) {
        return "<artifactId>%s</artifactId><version>%s</version>".formatted(artifact, version);
    }
}
