package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.cli.Main;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the server with the heap of the documented start and a callback receiver that never responds. */
@Tag("soak")
final class MemorySoakTest {
    @ParameterizedTest
    @CsvSource({"600, 100000, a", "600, 100000, \u00e9", "600, 100000, \u20ac", "80, 1000000, a", "40, 1300000, \u20ac"
    })
    @Timeout(300)
    void undeliveredCallbacksDoNotExhaustTheMemory(int creates, int length, String character) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Xmn64m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--port=0",
                        "--quiet",
                        "--rate-limit=off",
                        "--task-duration=100ms",
                        "--callback-timeout=2s")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                ServerSocket silent = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
            String line = Objects.requireNonNull(out.readLine());
            TestClient client = new TestClient(line.substring(line.indexOf("http://")));
            String large = TestClient.validRequest("http://127.0.0.1:" + silent.getLocalPort() + "/")
                    .replace("At night", character.repeat(length));
            int created = 0;
            for (int i = 0; i < creates; i++) {
                int code = client.create(large).code();
                assertThat(code).isIn(200, 429);
                created += code == 200 ? 1 : 0;
            }
            long start = System.nanoTime();
            int attempts = 0;
            String id = "";
            while (id.isEmpty()) {
                attempts++;
                TestClient.Response response = client.create(TestClient.VALID_REQUEST);
                id = response.code() == 200 ? response.data().path("taskId").asString() : "";
            }
            while (client.read(id).data().path("successFlag").asInt() != 1) {
                Thread.onSpinWait();
            }
            System.out.printf(
                    "Memory: %d of %d creates of %d times '%s' accepted; a small create at attempt %d; ended after %d ms%n",
                    created, creates, length, character, attempts, (System.nanoTime() - start) / 1_000_000);
            assertThat(client.sendAdmin("GET", "/health", "").status()).isEqualTo(200);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
