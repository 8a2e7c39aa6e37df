package dev.lumamodify.client.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the generated sources of {@code golden.yaml} with the golden sources. After an intended change, copy the
 * sources that this test writes to {@code target/golden}.
 */
@Tag("generation")
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
        assertThat(compile(classes)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    a known string      | "color":"red"                          | "color":"red"
                    an unknown string   | "color":"purple"                       | "color":"purple"
                    another type        | "color":[1]                            | "color":null
                    open values         | "colors":["red","purple",null,{}]      | "colors":["red","purple"]
                    records             | "records":[{"id":"b"},{},5,null]       | "records":[{"id":"b"}]
                    no list             | "urls":{},"colors":"red"               | "urls":null,"colors":null
                    a boolean           | "optionalFlag":false                   | "optionalFlag":false
                    text for a boolean  | "optionalFlag":"true"                  | "optionalFlag":true
                    no boolean          | "optionalFlag":1                       | "optionalFlag":null
                    a time              | "optionalTime":"2025-01-01T13:00:00.5+01:00" | "optionalTime":"2025-01-01T12:00:00.500Z"
                    no time             | "optionalTime":"yesterday"             | "optionalTime":null
                    """)
    void goldenRecordIsReadAndWritten(String name, String read, String written, @TempDir Path classes)
            throws Exception {
        compile(classes);
        String required =
                "{\"text\":\"ab\",\"requiredInt\":1,\"requiredLong\":2,\"requiredDouble\":3.5,\"requiredFlag\":true,"
                        + "\"requiredTime\":\"2025-01-01T12:00:00Z\",\"level\":10,\"names\":[\"a\"],\"nested\":{\"id\":\"a\"},"
                        + "\"records\":[],";
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            @SuppressWarnings("unchecked")
            JsonAdapter<Object> adapter = (JsonAdapter<Object>) loader.loadClass("dev.lumamodify.client.model.Sample")
                    .getMethod("jsonAdapter")
                    .invoke(null);
            adapter = adapter.serializeNulls();

            String json = adapter.toJson(adapter.fromJson(required + read + "}"));

            assertThat(json)
                    .startsWith(required.substring(0, required.indexOf(",\"records\"")))
                    .contains(written.split(","));
        }
    }

    /** Compiles the golden sources and returns the messages of the compiler. */
    private static String compile(Path classes) throws IOException {
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
        return messages.toString();
    }
}
