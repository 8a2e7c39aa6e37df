package dev.lumamodify.client.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the generated sources of {@code golden.yaml} with the golden sources. After an intended change, copy the
 * sources that this test writes to {@code target/golden}.
 */
class GoldenSourcesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/codegen/golden");

    @Test
    void supportedConstructsGenerateTheGoldenSources() {
        Map<String, String> generated =
                CodeGenerator.generate(Path.of("src/test/resources/codegen/golden.yaml"), Path.of("target/golden"));

        Map<String, String> golden = CodeGenerator.sources(GOLDEN);
        assertThat(generated).containsOnlyKeys(golden.keySet());
        golden.forEach(
                (name, source) -> assertThat(generated.get(name)).as(name).isEqualTo(source));
    }

    @Test
    void goldenSourcesCompile(@TempDir Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(GOLDEN)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of("-proc:none", "--release", "17"),
                            null,
                            files.getJavaFileObjectsFromPaths(sources.toList()))
                    .call();
        }
        assertThat(messages.toString()).isEmpty();
    }
}
