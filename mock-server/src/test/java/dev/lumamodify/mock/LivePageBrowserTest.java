package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;

/** The forms of the page. {@link InspectorBrowserTest} tests its timeline. */
@Tag("browser")
final class LivePageBrowserTest extends LivePageFixture {
    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";

    @BeforeEach
    void openDrawer() {
        browser.find("#create .fields input");
        browser.find("#open-drawer").click();
        browser.executeScript("document.querySelectorAll('#drawer details').forEach(each => each.open = true)");
    }

    @Test
    void loadsWithoutErrors() {
        browser.driver.manage().logs().get(LogType.BROWSER);
        load();
        openDrawer();
        assertThat(browser.driver.getTitle()).isEqualTo("Luma Modify mock server");
        List<String> errors = browser.driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(Object::toString)
                .toList();
        assertThat(errors).isEmpty();
    }

    @Test
    void createsATaskAndPlaysItsResult() {
        browser.type("#create [name=field-watermark]", "my mark");
        browser.find("#create button.main").click();
        browser.waitForText("#rows .row", "generating");

        browser.find("#time button").click();
        browser.waitForText("#rows .row", "succeeded");
        browser.waitForText("#rows .row", "3.0 s");
        browser.waitForText("#rows .row", "delivered");

        browser.find("#rows .row", "succeeded").click();
        browser.waitForText("#details", "my mark");
        browser.find("video");
        browser.executeScript("document.querySelector('video').play()");
        browser.waitUntil(
                "the video is playing",
                page -> Boolean.TRUE.equals(
                        browser.executeScript(
                                "const v = document.querySelector('video'); return v.duration === 4 && v.videoWidth === 480 && v.currentTime > 0")));
    }

    @Test
    void prefillsTheReceiverOfThisServer() {
        assertThat(browser.find("#create [name=field-callBackUrl]").getDomProperty("value"))
                .isEqualTo(mock.url() + "/callback/200");
        assertThat(browser.find("#create .curl pre").getText()).doesNotContain("your-callback-url");
    }

    @Test
    void uploadsAFileAndModifiesIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "content");
        browser.find("#upload [name=part-file]").sendKeys(file.toString());
        browser.type("#upload [name=part-fileName]", "b c.mp4");
        browser.waitForText(
                "#upload .curl",
                "curl " + mock.url() + "/api/file-stream-upload -H 'Authorization: Bearer any-key' -F file=@a.mp4"
                        + " --form-string 'fileName=b c.mp4'");
        browser.find("#upload button").click();
        browser.waitForText("#uploads li", "b c.mp4");

        browser.find("#uploads button").click();
        browser.waitUntil(
                "the form has the URL of the upload",
                page -> Objects.equals(
                        browser.find("#create [name=field-videoUrl]").getDomProperty("value"),
                        mock.uploads().get(0).url()));
        browser.find("#create button.main").click();
        browser.waitForText("#rows .row", "generating");

        mock.advance(Duration.ofHours(25));
        browser.waitForCount("#uploads li", 0);
    }

    @Test
    void uploadsADroppedFileAndShowsUploadsOfOthers() {
        new Multipart().file("file", new byte[3]).field("fileName", "other.bin").send(client);
        browser.waitForText("#uploads li", "other.bin");
        browser.find("#close-drawer").click();
        browser.executeScript("""
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File(['dropped'], 'x.txt'));
                document.getElementById('grid').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
                """);

        browser.waitForCount("#uploads li", 2);
        browser.driver.navigate().refresh();
        browser.find("#open-drawer").click();
        browser.executeScript("document.querySelectorAll('#drawer details').forEach(each => each.open = true)");
        browser.waitForText("#uploads li", "other.bin");
        browser.waitForCount("#uploads li", 2);
    }

    @Test
    void queuesPreferencesListsThemAndCancelsOne() {
        new Select(browser.find("#queue [name=operation]")).selectByValue("generate");
        new Select(browser.find("#queue [name=preference]")).selectByValue("code");
        Select codes = new Select(browser.find("#queue [name=choice]"));
        assertThat(codes.getOptions().stream().map(option -> option.getDomProperty("value")))
                .containsExactly("200", "401", "402", "404", "422", "429", "455", "500", "501", "505");
        codes.selectByValue("455");
        browser.find("#queue button").click();
        browser.waitForText("#queued li", "generate: code=455");
        codes.selectByValue("402");
        browser.find("#queue button").click();
        browser.waitForText("#queued li", "generate: code=402");

        browser.find("#queued li button").click();
        browser.waitForCount("#queued li", 1);
        browser.find("#create button.main").click();
        browser.waitForText("#create .status", "402 Credits insufficient");
        browser.waitForText("#rows .row", "402 Credits insufficient");
        browser.waitForCount("#queued li", 0);
    }

    @Test
    void asksBeforeItCancelsEverythingOrResets() {
        mock.enqueue("generate", "code=402");
        mock.enqueue("generate", "code=455");
        browser.find("#queued li button", "Cancel all").click();
        browser.find("#confirm button", "Cancel").click();
        browser.find("#reset button.danger").click();
        browser.find("#confirm button").click();
        browser.waitUntil(
                "the dialog is closed", page -> !browser.find("#confirm").isDisplayed());
        assertThat(client.getAdmin("/queued-preferences")).hasSize(2);

        browser.find("#reset button.danger").click();
        browser.find("#confirm button.danger").click();

        browser.waitForCount("#queued li", 0);
    }

    @Test
    void marksAResend() {
        client.createTask(TestClient.validRequest(mock.url() + "/callback/500"));
        browser.type("#time [name=by]", "1m");
        browser.find("#time button").click();
        browser.find("#rows .row", "attempt 4").click();
        browser.find("#details button", "Send again").click();

        browser.find("#rows .row", "sent again").click();
        browser.waitForText("#details h2", "sent again");
        assertThat(browser.find("#rows").getText()).doesNotContain("attempt 5");
    }

    @Test
    void advancesAManualClockToTheNextEvent() {
        String id = client.createTask(TestClient.VALID_REQUEST);
        browser.waitForText("#next", "next, in 3.0 s: the end of task " + id);

        browser.find("#next button").click();

        browser.waitForText("#rows .row", "succeeded");
        browser.waitUntil("nothing is scheduled", page -> !browser.find("#next").isDisplayed());
    }

    @Test
    void changesSettingsWithoutShowingKeys() {
        browser.waitUntil(
                "the form shows the settings",
                page -> Objects.equals(
                        browser.find("#settings [name=taskDuration]").getDomProperty("value"), "3s"));
        browser.type("#settings [name=taskDuration]", "7s");
        browser.type("#settings [name=webhookKey]", "another-webhook-key");
        browser.find("#settings [name=validateVideos]").click();
        browser.waitForText("#settings .curl pre", "{\"taskDuration\":\"7s\",\"validateVideos\":true}");
        browser.find("#settings button").click();

        browser.waitForText("#settings .status", "Done: curl");
        assertThat(client.getAdmin("/settings").path("taskDuration").asString()).isEqualTo("7s");
        assertThat(client.getAdmin("/settings").path("validateVideos").asBoolean())
                .isTrue();
        assertThat(browser.driver.getPageSource()).doesNotContain("another-webhook-key");

        browser.type("#settings [name=timeScale]", "0");
        browser.find("#settings button").click();
        browser.waitForText("#settings .status", "Error: timeScale must be more than 0");
    }

    @Test
    void showsHostileInputAsText() {
        client.create(
                "{\"prompt\":\"%s\",\"videoUrl\":\"https://example.com/a.mp4\"}"
                        .formatted(HOSTILE.replace("\"", "\\\"")),
                "X-Hostile",
                HOSTILE);
        browser.waitForText("#rows .row", HOSTILE);
        for (String kind : List.of("task", "request")) {
            browser.find("#rows .row", kind).click();
            browser.waitForText("#details", HOSTILE);
        }

        assertThat(browser.driver.findElements(By.cssSelector("img, body script")))
                .isEmpty();
        assertThat(browser.driver.getTitle()).isEqualTo("Luma Modify mock server");
    }

    @Test
    void changesTheAccountAndShowsMaintenance() {
        browser.type("#account [name=credits]", "7");
        browser.find("#account [name=maintenance]").click();
        browser.find("#account button").click();
        browser.waitForText("#account .status", "Done: curl");
        browser.find("#create button.main").click();

        browser.waitForText("#create .status", "455 Under maintenance");
    }

    @ParameterizedTest
    @CsvSource({"light, 0", "dark, 0", "light, 390", "dark, 390"})
    void hasNoAccessibilityViolations(String scheme, int width) throws IOException {
        browser.setColorScheme(scheme);
        browser.setWidth(width);
        try {
            mock.enqueue("generate", "code=402");
            new Multipart().file("file", new byte[1]).send(client);
            client.create(TestClient.VALID_REQUEST);
            client.createTask(
                    TestClient.validRequest(mock.url() + "/callback/500"), "Prefer", "callback=bad-signature");
            mock.enqueue("generate", "fault=truncate");
            mock.enqueue("recordInfo", "code=404");
            mock.advance(Duration.ofMinutes(1));
            browser.waitForText("#rows .row", "callback-failed");
            browser.find("#queued li");
            assertThat(browser.accessibilityViolations()).isEmpty();

            browser.find("#close-drawer").click();
            for (String text : List.of("402 Credits insufficient", "attempt 4", "callback-failed")) {
                browser.find("#rows .row", text).click();
                browser.find("#details h2");
                assertThat(browser.accessibilityViolations()).as(text).isEmpty();
                browser.find("#details .close").click();
            }
            List<WebElement> marks = browser.driver.findElements(By.cssSelector("#rows .mark"));
            marks.get(0).click();
            browser.driver.findElements(By.cssSelector("#rows .mark")).get(1).click();
            browser.find("#compare").click();
            browser.find("#details table");
            assertThat(browser.accessibilityViolations()).as("compare").isEmpty();
        } finally {
            browser.setWidth(0);
        }
    }

    @Test
    void showsTheCurlCommandOfEveryForm() {
        for (WebElement form : browser.driver.findElements(By.cssSelector("#drawer form"))) {
            assertThat(form.findElement(By.cssSelector(".curl pre")).getText())
                    .startsWith("curl ")
                    .contains(mock.url());
        }
        browser.type("#create [name=field-prompt]", "It's \"night\"");
        assertThat(browser.find("#create .curl pre").getText()).contains("\"prompt\":\"It'\\''s \\\"night\\\"\"");
    }

    @Test
    void reconnectsToARestartedServer() {
        int port = URI.create(mock.url()).getPort();
        client.createTask("{\"prompt\":\"Before\",\"videoUrl\":\"https://example.com/a.mp4\"}");
        browser.waitForText("#rows .row", "Before");

        mock.close();
        browser.waitForText("#live", "trying again");
        mock = MockServer.builder()
                .port(port)
                .manualClock()
                .webhookKey("example-webhook-key")
                .start();
        client = new TestClient(mock);
        client.createTask("{\"prompt\":\"After\",\"videoUrl\":\"https://example.com/a.mp4\"}");

        browser.waitForText("#rows .row", "After");
        assertThat(browser.find("#rows").getText()).doesNotContain("Before");
    }
}
