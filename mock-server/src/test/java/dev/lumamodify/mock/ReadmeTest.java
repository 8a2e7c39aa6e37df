package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.cli.ServerCommand;
import dev.lumamodify.mock.internal.http.PreferenceType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReadmeTest {
    private final String readme;

    ReadmeTest() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void showsEveryOption() {
        assertThat(readme).contains("```text\n" + ServerCommand.commandLine().getUsageMessage(Ansi.OFF) + "```\n");
    }

    @Test
    void showsEveryPreference() {
        List<String> rows = Arrays.stream(PreferenceType.values())
                .map(type -> "| `" + type.token() + "` | " + type.validValues() + " | " + type.effect() + " |\n")
                .toList();

        assertThat(readme)
                .contains("| preference | values | effect |\n| --- | --- | --- |\n" + String.join("", rows) + "\n");
    }

    @Test
    void showsEveryAdminRoute() {
        try (MockServer mock = MockServer.start()) {
            JsonNode routes = new TestClient(mock).getAdmin("");
            String rows = routes.valueStream()
                    .map(route -> "| `" + route.path("method").asString() + " "
                            + route.path("path").asString() + "` | "
                            + route.path("description").asString() + " |\n")
                    .collect(Collectors.joining());

            assertThat(readme).contains("| route | description |\n| --- | --- |\n" + rows + "\n");
        }
    }

    @Test
    void showsTheCompiledJavaExample() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/lumamodify/mock/examples/MyIntegrationTest.java"));

        assertThat(readme).contains("```java\n" + source.substring(source.indexOf("final class")) + "```\n");
    }

    @Test
    void showsCurlCommandsThatSucceed() throws Exception {
        try (MockServer mock = MockServer.start()) {
            List<List<String>> commands = curlCommands();

            assertThat(commands).isNotEmpty();
            for (List<String> command : commands) {
                HttpResponse<String> response =
                        HttpClient.newHttpClient().send(request(command, mock.url()), BodyHandlers.ofString());
                JsonNode body = new JsonMapper().readTree(response.body());
                assertThat(response.statusCode()).as("%s", command).isEqualTo(200);
                // The mock server responds to an unknown route with HTTP 200 and code 404.
                assertThat(body.path("code").asInt()).as("%s", command).isNotEqualTo(404);
            }
        }
    }

    /** Returns the words of every {@code sh} block that starts with {@code curl}. */
    private List<List<String>> curlCommands() {
        return Pattern.compile("(?s)```sh\n(curl .*?)```")
                .matcher(readme)
                .results()
                .map(block -> block.group(1).replace("\\\n", " "))
                .map(command -> Pattern.compile("'([^']*)'|(\\S+)")
                        .matcher(command)
                        .results()
                        .map(word -> word.group(1) == null ? word.group() : word.group(1))
                        .toList())
                .toList();
    }

    /** Translates a curl command. Throws if it has an option that this method does not support. */
    private static HttpRequest request(List<String> command, String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        String method = "GET";
        BodyPublisher body = BodyPublishers.noBody();
        StringBuilder form = new StringBuilder();
        for (Iterator<String> words = command.subList(1, command.size()).iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "-s" -> {}
                case "-X" -> method = words.next();
                case "-H" -> {
                    String[] header = words.next().split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "-d" -> {
                    method = method.equals("GET") ? "POST" : method;
                    body = BodyPublishers.ofString(words.next());
                }
                case "-F" -> {
                    method = "POST";
                    form.append("--b\r\nContent-Disposition: form-data; name=\"")
                            .append(words.next().replaceFirst("=@.*", "=file").replaceFirst("=", "\"\r\n\r\n"))
                            .append("\r\n");
                }
                default -> {
                    assertThat(word).startsWith("http://127.0.0.1:8080/");
                    request.uri(URI.create(word.replace("http://127.0.0.1:8080", url)));
                }
            }
        }
        return form.isEmpty()
                ? request.method(method, body).build()
                : request.header("Content-Type", "multipart/form-data; boundary=b")
                        .method(method, BodyPublishers.ofString(form + "--b--"))
                        .build();
    }
}
