package dev.lumamodify.contract.internal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import dev.lumamodify.contract.internal.harness.KeyEncoding;
import dev.lumamodify.contract.internal.spec.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tests of the output of a run against servers that are no servers of the API. */
class ReportTest {
    private static final String API_KEY = "sk-live-1111/2222+3333~4444";
    private static final String SECOND_KEY = "sk-live-5555666677778888";
    private static final String OTHER_KEY = "sk-live-9999aaaabbbbcccc";

    @TempDir
    private Path folder;

    private HttpServer server;
    private volatile String body = "";
    private volatile String authorization = "";
    private final StringWriter output = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.replace("KEY", authorization).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--target",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "--api-key",
                API_KEY,
                "--second-key",
                SECOND_KEY,
                "--webhook-key",
                OTHER_KEY,
                "--fast",
                "--samples",
                "2",
                "--report-dir",
                folder.toString()));
        all.addAll(List.of(options));
        PrintWriter writer = new PrintWriter(output, true);
        return Main.commandLine().setOut(writer).setErr(writer).execute(all.toArray(String[]::new));
    }

    private List<String> outputs() throws IOException {
        List<String> outputs = new ArrayList<>(List.of(output.toString()));
        for (String file : List.of("report.html", "report.json", "junit.xml", "summary.md")) {
            outputs.add(Files.readString(folder.resolve(file)));
        }
        return outputs;
    }

    @ParameterizedTest
    @EnumSource
    void noOutputContainsAKeyThatTheServerReturns(KeyEncoding encoding) throws IOException {
        StringBuilder msg = new StringBuilder();
        for (String key : List.of(API_KEY, SECOND_KEY, OTHER_KEY)) {
            msg.append(' ').append(encoding.encode(key));
        }
        body = "{\"code\":500,\"msg\":\"Invalid" + msg + "\",\"data\":null}";

        assertThat(run("--only", "auth.create-needs-key,auth.read-needs-key")).isEqualTo(Main.FAILED);

        for (String output : outputs()) {
            for (String key : List.of(API_KEY, SECOND_KEY, OTHER_KEY)) {
                assertThat(output).contains("Invalid");
                assertThat(output).doesNotContainIgnoringCase(key);
                assertThat(output).doesNotContain(encoding.encode(key));
            }
        }
    }

    @Test
    void rejectedKeyEndsTheRunWithTheReason() throws IOException {
        body = "{\"code\":401,\"msg\":\"Invalid KEY\",\"data\":null}";

        assertThat(run()).isEqualTo(Main.COULD_NOT_RUN);

        assertThat(output.toString()).isEqualTo("Could not run: the target rejects the key of --api-key\n");
        JsonNode report = Json.parse(Files.readAllBytes(folder.resolve("report.json")));
        assertThat(report.path("incomplete").asString()).isEqualTo("the target rejects the key of --api-key");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("The run is incomplete: the target rejects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "{\"code\":401,\"msg\":\"\",\"data\":null}"})
    void jsonReportIsValid(String response) throws IOException {
        body = response;

        run("--only", "requests.example-accepted,auth.create-needs-key,auth.accounts-isolated");

        assertThat(new ValidatorFactory()
                        .withJsonNodeFactory(new GsonNode.Factory())
                        .validate(
                                Files.readString(Path.of("report.schema.json")),
                                Files.readString(folder.resolve("report.json")))
                        .getErrors())
                .isEmpty();
    }

    @Test
    void evidenceIsBounded() throws IOException {
        body = "{\"code\":500,\"msg\":\"" + "x".repeat(1 << 20) + "\",\"data\":null}";

        assertThat(run("--only", "auth.create-needs-key,auth.read-needs-key")).isEqualTo(Main.FAILED);

        assertThat(outputs()).allSatisfy(output -> assertThat(output).doesNotContain("x".repeat(501)));
    }

    @Test
    void reportsAreWrittenWhateverTheServerReturns() throws Exception {
        body = "{\"code\":500,\"msg\":\"\\ud800 \\u001b[2J \u0000 ]]> </script> & \uFFFF\",\"data\":null}";

        assertThat(run("--only", "auth.create-needs-key,auth.read-needs-key")).isEqualTo(Main.FAILED);

        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("junit.xml").toFile());
        assertThat(Json.parse(Files.readAllBytes(folder.resolve("report.json")))
                        .path("failed")
                        .asBoolean())
                .isTrue();
        assertThat(outputs())
                .allSatisfy(
                        output -> assertThat(output).doesNotContain("\u001b").doesNotContain("\u0000"));
    }

    @Test
    void fileThatCannotBeWrittenDoesNotPreventTheOthers() throws IOException {
        body = "{\"code\":500,\"msg\":\"\",\"data\":null}";
        Files.createDirectory(folder.resolve("junit.xml"));

        assertThat(run("--only", "auth")).isEqualTo(Main.COULD_NOT_RUN);

        assertThat(output.toString()).contains("The report is incomplete: junit.xml could not be written");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder.resolve("report.json")).isNotEmptyFile();
    }

    @Test
    void failureStatesTheRuleTheDifferenceAndTheCommand() {
        body = "{\"code\":500,\"msg\":\"\",\"data\":null}";

        assertThat(run("--only", "auth.create-needs-key", "--seed", "7")).isEqualTo(Main.FAILED);

        assertThat(output.toString())
                .contains("expected    Create requests without an API key are rejected with code 401")
                .contains("got  ")
                .contains("request     curl -i -X POST")
                .contains("response    HTTP 200 {\"code\":500")
                .contains("reproduce   java -jar luma-modify-contract-tests.jar --target \"http://127.0.0.1:"
                        + server.getAddress().getPort() + "\" --api-key \"${API_KEY}\" --second-key \"${SECOND_KEY}\"")
                .contains("--only auth.create-needs-key --seed 7");
    }

    @Test
    void failuresOfTheSameCauseAreOneGroup() throws IOException {
        body = "no JSON";

        assertThat(run("--only", "auth")).isEqualTo(Main.FAILED);

        assertThat(output.toString()).contains("same cause");
        assertThat(Files.readString(folder.resolve("report.html"))).contains("more with the same cause");
    }

    @Test
    void checkThatIsSkippedBecauseOfAFailureLinksToIt() throws IOException {
        body = "{\"code\":500,\"msg\":\"\",\"data\":null}";

        assertThat(run("--only", "requests.example-accepted,tasks.readable", "--parallel", "2"))
                .isEqualTo(Main.FAILED);

        assertThat(output.toString())
                .contains("skipped tasks.readable")
                .contains("(because of requests.example-accepted)")
                .contains("skipped     tasks.readable");
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("1 skipped because of it")
                .contains("href=\"#requests.example-accepted\"")
                .contains("id=\"requests.example-accepted\"");
        assertThat(Json.parse(Files.readAllBytes(folder.resolve("report.json"))).at("/checks/1/cause"))
                .hasToString("\"requests.example-accepted\"");
        assertThat(folder.resolve("summary.md")).content().contains("Skipped because of it");
    }

    @Test
    void failuresAreAnnotatedForGithub() {
        body = "{\"code\":500,\"msg\":\"\",\"data\":null}";

        assertThat(run("--only", "auth.create-needs-key", "--format", "github")).isEqualTo(Main.FAILED);

        assertThat(output.toString())
                .contains("::error title=auth.create-needs-key::Create requests without an API key are rejected with"
                        + " code 401 and create no task.%0A");
    }

    @Test
    void summaryHasNoMarkupOfTheServer() throws IOException {
        body = "{\"code\":500,\"msg\":\"</pre><img src=x>\\n```\",\"data\":null}";

        run("--only", "auth.create-needs-key");

        assertThat(folder.resolve("summary.md"))
                .content()
                .startsWith("## Contract tests: 0 passed, 1 failed")
                .contains("&lt;img src=x&gt;")
                .doesNotContain("<img");
    }

    @Test
    void onlyNewFailuresFailARunWithABaseline() throws IOException {
        body = "{\"code\":500,\"msg\":\"\",\"data\":null}";
        run("--only", "auth.create-needs-key");
        Path baseline = Files.move(folder.resolve("report.json"), folder.resolve("baseline.json"));

        assertThat(run("--only", "auth.create-needs-key", "--baseline", baseline.toString()))
                .isEqualTo(Main.PASSED);
        assertThat(output.toString()).contains("1 failures are known");
        assertThat(run("--only", "auth.create-needs-key,auth.read-needs-key", "--baseline", baseline.toString()))
                .isEqualTo(Main.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"formatVersion\":2,\"incomplete\":\"x\",\"checks\":[]}"})
    void baselineThatIsNoCompleteReportIsRejected(String content) throws IOException {
        Path baseline = Files.writeString(folder.resolve("baseline.json"), content);

        assertThat(run("--baseline", baseline.toString())).isEqualTo(Main.COULD_NOT_RUN);

        assertThat(output.toString()).contains("--baseline must be a report.json of this suite");
    }
}
