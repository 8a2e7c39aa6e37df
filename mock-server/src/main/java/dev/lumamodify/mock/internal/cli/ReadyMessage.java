package dev.lumamodify.mock.internal.cli;

import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.spec.Operation;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/**
 * The lines that the program prints when the server is ready. The first ends with the URL of the API.
 *
 * @param anyKey whether every API key is valid
 */
record ReadyMessage(String url, boolean anyKey, Ansi ansi) {

    String text(OpenApiDocument document) {
        String example = document.operations().stream()
                .filter(each -> each.spendsCredits()
                        && each.body() != null
                        && each.body().shortExample() != null)
                .map(each -> line("Try", curl(each)))
                .limit(1)
                .collect(Collectors.joining());
        return ansi.string("@|bold,green The Luma Modify mock is ready|@ at ")
                + url
                + System.lineSeparator()
                + line("Live page", url + "/")
                + line("Documentation", url + "/docs")
                + example;
    }

    private String line(String label, String text) {
        return ansi.string("  @|bold " + label + "|@" + " ".repeat(15 - label.length()))
                + text
                + System.lineSeparator();
    }

    private String curl(Operation operation) {
        String body = String.valueOf(Objects.requireNonNull(operation.body()).shortExample());
        return "curl -X " + operation.method() + " " + url + operation.path()
                + " -H 'Authorization: Bearer " + (anyKey ? "any-key" : "YOUR_API_KEY")
                + "' -H 'Content-Type: application/json' -d '" + body.replace("'", "'\\''") + "'";
    }
}
