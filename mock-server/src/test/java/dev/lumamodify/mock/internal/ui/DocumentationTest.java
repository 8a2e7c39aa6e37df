package dev.lumamodify.mock.internal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.RawConnection;
import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.spec.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

final class DocumentationTest {
    private static final MockServer MOCK = MockServer.start();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AfterAll
    static void stop() {
        MOCK.close();
    }

    @Test
    void servesTheDocumentWithThisServerFirst() throws Exception {
        JsonNode original = new YAMLMapper().readTree(getClass().getResourceAsStream("/luma-modify.yaml"));
        HttpResponse<String> yaml = get("/openapi.yaml");
        JsonNode served = new YAMLMapper().readTree(yaml.body());

        assertThat(yaml.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(served.at("/servers/0/url").asString()).isEqualTo(MOCK.url());
        ((ArrayNode) served.path("servers")).remove(0);
        for (JsonNode path : served.path("paths")) {
            if (path.path("servers") instanceof ArrayNode servers) {
                assertThat(servers.path(0).path("url").asString()).isEqualTo(MOCK.url());
                servers.remove(0);
            }
        }
        assertThat(served).isEqualTo(original);
    }

    @ParameterizedTest
    @CsvSource({"https, https", "HTTP, http", "javascript, http"})
    void servesItsUrlBehindAProxy(String reported, String scheme) throws Exception {
        try (RawConnection raw = new RawConnection(MOCK)) {
            assertThat(raw.write("GET /openapi.yaml HTTP/1.1\r\nHost: mock.test\r\nConnection: close\r\n"
                                    + "X-Forwarded-Proto: " + reported + "\r\n\r\n")
                            .readAll())
                    .contains("\n  - url: \"" + scheme + "://mock.test\"\n");
        }
    }

    @Test
    void servesTheSameDocumentAsJson() throws Exception {
        HttpResponse<String> json = get("/openapi.json");

        assertThat(json.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(new JsonMapper().readTree(json.body()))
                .isEqualTo(new YAMLMapper().readTree(get("/openapi.yaml").body()));
    }

    @Test
    void showsAnExampleOfEachCodeOfEachOperation() throws Exception {
        JsonNode view = view();
        for (Operation operation : BundledDocument.get().operations()) {
            JsonNode responses = view.path("paths")
                    .path(operation.path())
                    .path(operation.method().toLowerCase(Locale.ROOT))
                    .path("responses");
            Set<Integer> codes = new TreeSet<>();
            for (JsonNode example : responses.at("/default/content/application~1json/examples")) {
                codes.add(example.at("/value/code").asInt());
                assertThat(operation.responseSchema().accepts(example.path("value")))
                        .as(example.toString())
                        .isTrue();
                assertThat(example.path("summary").asString())
                        .startsWith(example.at("/value/code").asInt() + ": ");
            }
            assertThat(codes).isEqualTo(operation.codes().keySet());
        }
        assertThat(view.at("/paths/~1api~1file-stream-upload/post/responses/405/content/application~1json/examples"))
                .singleElement()
                .satisfies(
                        example -> assertThat(example.at("/value/code").asInt()).isEqualTo(405));
    }

    @Test
    void showsOnlyThisServerAndItsCallbackReceiver() throws Exception {
        JsonNode view = view();

        assertThat(view.findValues("servers"))
                .singleElement()
                .satisfies(servers -> assertThat(servers)
                        .singleElement()
                        .satisfies(server ->
                                assertThat(server.path("url").asString()).isEqualTo(MOCK.url())));
        JsonNode examples = view.at("/paths/~1api~1v1~1modify~1generate/post/requestBody/content/application~1json")
                .path("examples");
        assertThat(examples.findValuesAsString("callBackUrl")).containsExactly(MOCK.url() + "/callback/200");
    }

    @Test
    void describesThePreferencesOfEachOperation() throws Exception {
        for (JsonNode path : view().path("paths")) {
            for (JsonNode operation : path) {
                JsonNode prefer = operation
                        .path("parameters")
                        .get(operation.path("parameters").size() - 1);
                assertThat(prefer.path("name").asString()).isEqualTo("Prefer");
                assertThat(prefer.path("in").asString()).isEqualTo("header");
                assertThat(prefer.path("description").asString()).contains("`fault`: reset, ");
            }
        }
    }

    @Test
    void listsTheValuesOfEnumerations() throws Exception {
        JsonNode status = view().at("/components/schemas/TaskStatus");

        assertThat(status.has("oneOf")).isFalse();
        assertThat(status.path("enum")).hasToString("[0,1,2,3,4]");
        assertThat(status.path("description").asString()).contains("\n- `1` Success: The results are available.");
    }

    private static JsonNode view() throws IOException, InterruptedException {
        return new JsonMapper().readTree(get("/docs/openapi.json").body());
    }

    @Test
    void loadsAssetsOnlyFromThisServer() throws Exception {
        HttpResponse<String> page = get("/docs");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self';");
        Matcher asset = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page.body());
        int assets = 0;
        while (asset.find()) {
            if (asset.group(1).startsWith("data:")) {
                continue;
            }
            assertThat(asset.group(1)).startsWith("/").doesNotStartWith("//");
            assertThat(get(asset.group(1)).statusCode()).as(asset.group(1)).isEqualTo(200);
            assets++;
        }
        assertThat(assets).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/nothing.js",
                "/docs/..%2fresult.mp4",
                "/docs/swagger-ui/..%2f..%2f/index.html",
                "/docs/swagger-ui/%2e%2e/index.html",
                "/docs/swagger-ui/5/..%5cindex.html",
            })
    void rejectsPathsOutsideItsAssets(String path) throws Exception {
        assertThat(get(path).body()).contains("\"code\":4");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(MOCK.url() + path)).build(), BodyHandlers.ofString());
    }
}
