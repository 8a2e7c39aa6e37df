package dev.lumamodify.mock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.OutputType;

/**
 * Takes the screenshots of the live page in {@code docs/}. To run it from the root of the project:
 *
 * <pre>mvn -q test-compile exec:java -pl mock-server -am -Dexec.classpathScope=test
 *     -Dexec.mainClass=dev.lumamodify.mock.Screenshots -Dexec.args=docs</pre>
 */
final class Screenshots {
    private Screenshots() {}

    public static void main(String[] args) throws IOException {
        try (Browser browser = Browser.open();
                MockServer mock = MockServer.builder()
                        .manualClock()
                        .webhookKey("example-webhook-key")
                        .start()) {
            TestClient client = new TestClient(mock);
            for (String scheme : List.of("light", "dark")) {
                mock.reset();
                browser.setColorScheme(scheme);
                browser.driver.get(mock.url() + "/");
                browser.waitForText("#live", "live");
                sendExampleRequests(mock, client);
                browser.waitForText("#rows .row", "generating · Paint it");
                for (int width : List.of(1280, 390)) {
                    browser.setWidth(width);
                    if (width == 1280) {
                        browser.find("#rows .row", "injected: truncate").click();
                        browser.waitForText("#details", "fault=truncate");
                    } else {
                        browser.find("#details .close").click();
                    }
                    browser.executeScript("document.activeElement.blur(); scrollTo(0, 0)");
                    byte[] picture = browser.driver.getScreenshotAs(OutputType.BYTES);
                    String name = width == 1280 ? "live-page-" : "live-page-phone-";
                    Files.write(Path.of(args[0], name + scheme + ".png"), picture);
                }
            }
        }
    }

    private static byte[] video() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(MockServer.class.getResourceAsStream("internal/files/result.mp4"))) {
            return in.readAllBytes();
        }
    }

    private static void sendExampleRequests(MockServer mock, TestClient client) throws IOException {
        String body =
                "{\"prompt\":\"%s\",\"videoUrl\":\"https://example.com/input-video.mp4\",\"callBackUrl\":\"%s/callback/%s\"}";
        new Multipart()
                .file("file", video())
                .field("uploadPath", "videos")
                .field("fileName", "street.mp4")
                .send(client);
        String id = client.createTask(
                body.formatted("A futuristic cityscape at night with towering glass spires", mock.url(), "200"));
        client.createTask(body.formatted("Turn the street into a canal with slow boats", mock.url(), "500"));
        mock.enqueue("generate", "outcome=generate-failed");
        client.createTask(body.formatted("Make it snow", mock.url(), "200"));
        mock.advance(Duration.ofMinutes(1));
        client.read(id);
        client.read("774d9a7dd608a0e49293903095e45a4c");
        mock.enqueue("generate", "code=402");
        client.create(body.formatted("Autumn leaves everywhere", mock.url(), "200"));
        sendWithFault(mock, body.formatted("The response is cut off", mock.url(), "200"));
        client.createTask(body.formatted("Paint it as a watercolour", mock.url(), "200"));
        mock.advance(Duration.ofMillis(1400));
    }

    private static void sendWithFault(MockServer mock, String body) throws IOException {
        try (RawConnection raw = new RawConnection(mock)) {
            raw.write(RawConnection.createRequest("Prefer: fault=truncate", body))
                    .readAll();
        }
    }
}
