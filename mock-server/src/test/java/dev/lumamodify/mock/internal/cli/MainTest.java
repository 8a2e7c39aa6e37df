package dev.lumamodify.mock.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.net.httpserver.HttpServer;
import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.Multipart;
import dev.lumamodify.mock.TestClient;
import dev.lumamodify.mock.internal.spec.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class MainTest {
    private static final String READY = "The Luma Modify mock is ready at ";

    private final List<Process> started = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path directory;

    @AfterEach
    void stopProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void appliesAllOptionsAndStopsAfterSigterm() throws Exception {
        Process process = start(
                "--port",
                "0",
                "--clock",
                "manual",
                "--task-duration",
                "2m",
                "--read-delay",
                "1s",
                "--time-scale",
                "2",
                "--error-status",
                "mirror",
                "--max-tasks",
                "9",
                "--api-key",
                "key-one",
                "--api-key",
                "key-two",
                "--credits",
                "70",
                "--credits-per-task",
                "7",
                "--rate-limit",
                "3/5s",
                "--poll-limit",
                "10/1s",
                "--fail-on-prompt",
                "Fail",
                "--webhook-key",
                "webhook-secret",
                "--callback-timeout",
                "4s",
                "--callback-host",
                "127.0.0.1",
                "--admin-host",
                "mock.test",
                "--max-upload-bytes",
                "5000",
                "--upload-retention",
                "2h",
                "--cors",
                "http://localhost:3000");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String url = url(out);
            assertThat(out.readLine()).isEqualTo("  Live page      " + url + "/");
            assertThat(out.readLine()).isEqualTo("  Documentation  " + url + "/docs");
            assertThat(out.readLine())
                    .startsWith("  Try            curl -X POST " + url
                            + "/api/v1/modify/generate -H 'Authorization: Bearer")
                    .contains("YOUR_API_KEY", "\"videoUrl\"");
            TestClient client = new TestClient(url);
            assertThat(client.getAdmin("/settings"))
                    .hasToString(
                            ("{'taskDuration':'120s','readDelay':'1s','timeScale':2.0,'errorStatus':'mirror','maxTasks':9,"
                                            + "'apiKeys':2,'webhookKey':true,'callbackTimeout':'4s',"
                                            + "'callbackHosts':['127.0.0.1'],'adminHosts':['mock.test'],"
                                            + "'cors':['http://localhost:3000'],'pollLimit':'10/1s',"
                                            + "'maxUploadBytes':5000,'uploadRetention':'7200s','validateVideos':false,'failOnPrompt':'Fail','quiet':false,'logFormat':'short','url':'"
                                            + url + "'}")
                                    .replace('\'', '"'));
            assertThat(client.getAdmin("/account"))
                    .hasToString(
                            "{'credits':70,'creditsPerTask':7,'rateLimit':'3/5s','maintenance':false,'disabled':false}"
                                    .replace('\'', '"'));
            assertThat(client.getAdmin("/clock").path("mode").asString()).isEqualTo("manual");
            String id = client.createTask(
                    TestClient.validRequest("http://user:hidden@127.0.0.1:9/?token=hidden"),
                    "Authorization",
                    "Bearer key-one");
            client.read("x", "Authorization", "Bearer unknown-key");
            client.sendAdmin("POST", "/clock/advance", "{\"by\":\"1h\"}");

            process.toHandle().destroy();

            assertThat(out.readLine()).isNull();
            String log = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isEqualTo(143);
            assertThat(log.lines()).hasSize(6);
            assertThat(log)
                    .contains("  POST      HTTP 200  code 200   /api/v1/modify/generate  task " + id + "  success")
                    .contains(
                            "  GET       HTTP 401  code 401   /api/v1/modify/record-info?taskId=x  task x  You do not")
                    .contains("  callback  failed    attempt 4  http://127.0.0.1:9/  task " + id + "  ")
                    .doesNotContain("key-one", "unknown-key", "webhook-secret", "hidden");
        }
    }

    @Test
    void deletesUploadsAfterSigterm(@TempDir Path folder) throws Exception {
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder);
        Process process = start("--port", "0");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            new Multipart().file("file", new byte[1]).send(new TestClient(url(out)));
            assertThat(folder).isDirectoryContaining("glob:**/luma-modify-mock-*");

            process.toHandle().destroy();
            assertThat(process.waitFor()).isEqualTo(143);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**/luma-modify-mock-*");
    }

    @Test
    void logsRequestsAsJson() throws Exception {
        Process process = start("--port", "0", "--log-format", "json");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            TestClient client = new TestClient(url(out));
            client.create("{}");
            String id = client.createTask(TestClient.VALID_REQUEST.replace("At night", "long ".repeat(10_000)));
            assertThat(client.read(id).code()).isEqualTo(200);
            process.toHandle().destroy();

            String log = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(log.lines()
                            .map(line -> Json.MAPPER.readTree(line).path("msg").asString()))
                    .containsExactly("prompt is required; videoUrl is required", "success", "success");
        }
    }

    @Test
    void validatesVideosIfTheOptionIsSet() throws Exception {
        Process process = start("--port", "0", "--validate-videos");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(new TestClient(url(out))
                            .getAdmin("/settings")
                            .path("validateVideos")
                            .asBoolean())
                    .isTrue();
        } finally {
            process.toHandle().destroy();
        }
    }

    @Test
    void logsNothingWhileQuiet() throws Exception {
        Process process = start("--port", "0", "--quiet");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            TestClient client = new TestClient(url(out));
            client.create("{}");
            client.sendAdmin("PUT", "/settings", "{\"quiet\":false,\"logFormat\":\"json\"}");
            client.read("x");
            client.sendAdmin("PUT", "/settings", "{\"quiet\":true}");
            client.create("{}");
            process.toHandle().destroy();

            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                    .singleElement(STRING)
                    .startsWith("{\"event\":\"request\"")
                    .contains("recordInfo is null");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--task-duration 3, --task-duration must be a duration such as 500ms",
        "--rate-limit fast, --rate-limit must be off or a rate limit such as 20/10s",
        "--port x, --port",
        "--port 70000, --port must be between 0 and 65535",
        "--max-tasks 0, --max-tasks must be at least 1",
        "--time-scale NaN, --time-scale must be more than 0",
        "--credits -1, --credits must not be negative",
        "--callback-host http://a/, --callback-host must be names or addresses",
        "--host nowhere.invalid, --host must be a name or address of this machine",
        "--clock odd, --clock",
        "--webhook-key=, --webhook-key must not be blank",
        "--nothing, Unknown option: '--nothing'"
    })
    void namesAnInvalidOption(String arguments, String expected) throws Exception {
        Process process = start(arguments.split(" "));

        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(error).contains(expected).doesNotContain("\tat ");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void takesOptionsFromTheEnvironment() throws Exception {
        environment.putAll(Map.of(
                "LUMA_MOCK_PORT", "0",
                "LUMA_MOCK_TASK_DURATION", "2m",
                "LUMA_MOCK_QUIET", "true",
                "LUMA_MOCK_CREDITS", "many"));
        Process process = start("--credits", "7");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            TestClient client = new TestClient(url(out));
            JsonNode settings = client.getAdmin("/settings");
            assertThat(settings.path("taskDuration").asString()).isEqualTo("120s");
            assertThat(settings.path("quiet").asBoolean()).isTrue();
            assertThat(client.getAdmin("/account").path("credits").asInt()).isEqualTo(7);
        }
    }

    @Test
    void sendsCallbacksToHostsThatAUriDoesNotAccept() throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost web_app\n");
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        int port = receiver.getAddress().getPort();
        environment.put("JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
        Process process = start("--port", "0", "--task-duration", "0s", "--callback-host", "Web_App");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            TestClient client = new TestClient(url(out));
            client.createTask(TestClient.validRequest("http://web_app:" + port + "/cb?x=%20"));
            client.createTask(TestClient.validRequest("http://user:pw@WEB_APP:" + port));

            assertThat(List.of(received.take(), received.take()))
                    .containsExactlyInAnyOrder("web_app:" + port + "/cb?x=%20", "WEB_APP:" + port + "/");
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void blocksCallbacksToANameThatHasAPublicAddress() throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost\n203.0.113.1 public.test\n");
        environment.put("JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
        Process process = start("--port", "0", "--task-duration", "0s");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            TestClient client = new TestClient(url(out));
            String id = client.createTask(TestClient.validRequest("http://public.test/cb"));

            JsonNode attempts =
                    client.getAdmin("/callback-attempts?atLeast=1&within=60s").path("entries");
            assertThat(attempts.path(0).path("blocked").asBoolean())
                    .as(attempts.toString())
                    .isTrue();
            process.toHandle().destroy();
            String log = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(log)
                    .contains("Blocked: public.test is a public host. To allow it, use --callback-host public.test")
                    .contains(id);
        }
    }

    @Test
    void reportsAPortThatIsInUse() throws Exception {
        try (MockServer mock = MockServer.start()) {
            String port = mock.url().replaceFirst(".*:", "");
            Process process = start("--port", port);

            String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(error)
                    .isEqualTo("Cannot listen on 127.0.0.1:" + port
                            + ": Address already in use. --port 0 selects a free port."
                            + System.lineSeparator());
            assertThat(process.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void helpListsEveryOption() throws Exception {
        Process process = start("--help");
        try (InputStream out = process.getInputStream()) {
            assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(
                            "--port=N",
                            "--host=HOST",
                            "--task-duration=TIME",
                            "--read-delay=TIME",
                            "--time-scale=N",
                            "--clock=MODE",
                            "--error-status=STYLE",
                            "--max-tasks=N",
                            "--api-key=KEY",
                            "--credits=N",
                            "--credits-per-task=N",
                            "--rate-limit=N/TIME",
                            "--poll-limit=N/TIME",
                            "--webhook-key=KEY",
                            "--callback-timeout=TIME",
                            "--callback-host=HOST",
                            "--admin-host=HOST",
                            "--cors=ORIGIN",
                            "--fail-on-prompt=TEXT",
                            "--validate-videos",
                            "--quiet",
                            "--log-format=FORMAT",
                            "--help",
                            "--version");
        }
        assertThat(process.waitFor()).isZero();
    }

    private static String url(BufferedReader out) throws IOException {
        String line = Objects.requireNonNull(out.readLine());
        assertThat(line).startsWith(READY);
        return line.substring(READY.length());
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }
}
