import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The mock server runs in a project with other versions of its libraries, and adds nothing but itself. */
class GuestTest {
    @RegisterExtension
    static final MockServerExtension MOCK =
            new MockServerExtension(MockServer.builder().manualClock());

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void taskRunsFromTheCreateRequestToItsResult(MockServer server, URI url) throws Exception {
        String created = send(HttpRequest.newBuilder(url.resolve("/api/v1/modify/generate"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"prompt\": \"p\", \"videoUrl\": \"https://example.com/v.mp4\"}")));
        assertTrue(created.startsWith("{\"code\":200,"), created);
        String taskId = created.replaceFirst(".*\"taskId\":\"([^\"]*)\".*", "$1");
        server.advance(Duration.ofSeconds(3));
        String task = send(HttpRequest.newBuilder(url.resolve("/api/v1/modify/record-info?taskId=" + taskId)));
        assertTrue(task.contains("\"successFlag\":1"), task);
    }

    @Test
    void errorNamesTheFieldAndTheRule(URI url) throws Exception {
        String response = send(HttpRequest.newBuilder(url.resolve("/api/v1/modify/generate"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\": \"\", \"videoUrl\": \"https://example.com/v.mp4\"}")));
        assertTrue(response.startsWith("{\"code\":422,\"msg\":\"prompt must not be blank\""), response);
    }

    @Test
    void errorOfJettyHasItsReason(URI url) throws Exception {
        String response = send(HttpRequest.newBuilder(URI.create(url + "/../a")));
        assertTrue(response.contains("The request is not valid HTTP: Bad Request"), response);
    }

    @Test
    void startPrintsNothing() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        System.setErr(new PrintStream(printed, true));
        try {
            MockServer.start().close();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertEquals("", printed.toString());
    }

    @Test
    void jarHasNoPackageOfAnotherLibrary() throws Exception {
        try (JarFile jar = new JarFile(
                MockServer.class.getProtectionDomain().getCodeSource().getLocation().getPath())) {
            List<String> foreign = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.startsWith("dev/lumamodify/"))
                    .toList();
            assertEquals(List.of(), foreign);
            List<String> services = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("META-INF/services/") && !name.endsWith("/"))
                    .filter(name -> !name.startsWith("META-INF/services/dev.lumamodify."))
                    .toList();
            assertEquals(List.of(), services);
        }
    }

    private String send(HttpRequest.Builder request) throws Exception {
        return http.send(request.header("Authorization", "Bearer any-key").build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
