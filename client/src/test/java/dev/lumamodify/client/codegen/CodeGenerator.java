package dev.lumamodify.client.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Runs OpenAPI Generator with the code templates and the configuration of the build. */
final class CodeGenerator {
    private CodeGenerator() {}

    /** Generates the sources of a document and returns them by file name. */
    static Map<String, String> generate(Path document, Path folder) {
        CodegenConfigurator configurator = new CodegenConfigurator()
                .setInputSpec(document.toString())
                .setOutputDir(folder.toString())
                .setGeneratorName("java")
                .setTemplateDir("src/main/codegen")
                .setTemplatingEngineName("handlebars")
                .setLibrary("retrofit2")
                .setApiPackage("dev.lumamodify.client.internal.http")
                .setModelPackage("dev.lumamodify.client.model")
                .addAdditionalProperty("artifactId", "sample-java")
                .addAdditionalProperty("artifactVersion", "1.2.3")
                .addAdditionalProperty("hideGenerationTimestamp", true)
                .addAdditionalProperty("openApiNullable", false)
                .addAdditionalProperty("sourceFolder", ".")
                .addTypeMapping("URI", "String")
                .addTypeMapping("number", "Double")
                .addTypeMapping("DateTime", "Instant")
                .addAdditionalReservedWordMapping("file", "file")
                .addGlobalProperty("apis", "")
                .addGlobalProperty("models", "")
                .addGlobalProperty("apiTests", "false")
                .addGlobalProperty("modelTests", "false")
                .addGlobalProperty("apiDocs", "false")
                .addGlobalProperty("modelDocs", "false");
        new DefaultGenerator().opts(configurator.toClientOptInput()).generate();
        return sources(folder);
    }

    /** Returns the Java sources of a folder by file name. */
    static Map<String, String> sources(Path folder) {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }
}
