package dev.lumamodify.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.OutputType;

/**
 * Takes the pictures of the live page that are in {@code docs/}, from the root of the project:
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
            TestClient caller = new TestClient(mock);
            for (String scheme : List.of("light", "dark")) {
                mock.reset();
                browser.colourScheme(scheme);
                browser.driver.get(mock.url() + "/");
                browser.untilText("#live", "live");
                story(mock, caller);
                browser.until(
                        "all is drawn",
                        page -> browser.find("#request-count").getText().equals("7"));
                browser.find("#journal .row:nth-child(2)").click();
                browser.untilText("#exchange", "Credits insufficient");
                browser.run("document.activeElement.blur()");
                byte[] picture = browser.driver.getScreenshotAs(OutputType.BYTES);
                Files.write(Path.of(args[0], "live-page-" + scheme + ".png"), picture);
            }
        }
    }

    private static void story(MockServer mock, TestClient caller) {
        String body =
                "{\"prompt\":\"%s\",\"videoUrl\":\"https://example.com/input-video.mp4\",\"callBackUrl\":\"%s/callback/%s\"}";
        String id = caller.createdId(
                body.formatted("A futuristic cityscape at night with towering glass spires", mock.url(), "200"));
        caller.createdId(body.formatted("Turn the street into a canal with slow boats", mock.url(), "500"));
        mock.enqueue("generate", "outcome=generate-failed");
        caller.createdId(body.formatted("Make it snow", mock.url(), "200"));
        mock.advance(Duration.ofMinutes(1));
        caller.look(id);
        caller.look("774d9a7dd608a0e49293903095e45a4c");
        mock.enqueue("generate", "code=402");
        caller.create(body.formatted("Autumn leaves everywhere", mock.url(), "200"));
        caller.createdId(body.formatted("Paint it as a watercolour", mock.url(), "200"));
        mock.advance(Duration.ofMillis(1400));
    }
}
