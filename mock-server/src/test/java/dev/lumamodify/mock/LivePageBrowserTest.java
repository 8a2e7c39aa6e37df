package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;

@Tag("browser")
final class LivePageBrowserTest {
    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";

    private static Browser browser;
    private static MockServer mock;
    private static TestClient client;

    @BeforeAll
    static void open() {
        browser = Browser.open();
        mock = MockServer.builder()
                .manualClock()
                .webhookKey("example-webhook-key")
                .start();
        client = new TestClient(mock);
    }

    @AfterAll
    static void stop() {
        if (mock != null) {
            browser.close();
            mock.close();
        }
    }

    @BeforeEach
    void load() {
        mock.reset();
        browser.driver.get(mock.url() + "/");
        browser.waitForText("#live", "live");
        browser.find("#create .fields input");
    }

    @Test
    void loadsWithoutErrors() {
        assertThat(browser.driver.getTitle()).isEqualTo("Luma Modify mock server");
        List<String> errors = browser.driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(Object::toString)
                .toList();
        assertThat(errors).isEmpty();
    }

    @Test
    void createsATaskAndPlaysItsResult() {
        browser.type("#create [name=field-watermark]", "my mark");
        browser.type("#create [name=field-callBackUrl]", mock.url() + "/callback/200");
        browser.find("#create button.main").click();
        browser.waitForText("#tasks tbody tr", "0 generating");

        browser.find("#time button").click();
        browser.waitForText("#tasks tbody tr", "1 succeeded");
        browser.waitForText("#tasks tbody tr", "3.0 s");
        browser.waitForText("#callback-attempts tbody tr", "HTTP 200");

        browser.find("#tasks tbody button").click();
        browser.waitUntil(
                "the video is playing",
                page -> Boolean.TRUE.equals(
                        browser.executeScript(
                                "const v = document.querySelector('video'); return v.duration === 4 && v.videoWidth === 480 && v.currentTime > 0")));
        browser.waitForText("#caption", "my mark");
        browser.find("#player button").click();
    }

    @Test
    void uploadsAFileAndModifiesIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.mp4"), "content");
        browser.find("#upload [name=part-file]").sendKeys(file.toString());
        browser.type("#upload [name=part-fileName]", "b c.mp4");
        browser.waitForText(
                "#upload .curl",
                "curl " + mock.url() + "/api/file-stream-upload -H 'Authorization: Bearer any-key' -F file=@a.mp4 -F"
                        + " 'fileName=b c.mp4'");
        browser.find("#upload button").click();
        browser.waitForText("#uploads tbody tr", "b c.mp4");

        browser.find("#uploads tbody button").click();
        browser.waitUntil(
                "the form has the URL of the upload",
                page -> Objects.equals(
                        browser.find("#create [name=field-videoUrl]").getDomProperty("value"),
                        mock.uploads().get(0).url()));
        browser.find("#create button.main").click();
        browser.waitForText("#tasks tbody tr", "0 generating");

        mock.advance(Duration.ofHours(25));
        browser.waitUntil(
                "the page shows no expired upload",
                page -> page.findElements(By.cssSelector("#uploads tbody tr")).isEmpty());
    }

    @Test
    void uploadsADroppedFileAndShowsUploadsOfOthers() {
        new Multipart().file("file", new byte[3]).field("fileName", "other.bin").send(client);
        browser.waitForText("#uploads tbody tr", "other.bin");
        browser.find("#requests .row").click();
        browser.waitForText(
                "#details .curl",
                "curl " + mock.url() + Multipart.PATH
                        + " -F fileName=other.bin -F file=@FILE -H \"Authorization: Bearer $API_KEY\"");
        browser.find("#upload [name=part-fileName]").sendKeys("dropped.txt");
        browser.executeScript("""
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File(['dropped'], 'x.txt'));
                document.getElementById('upload').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
                """);

        browser.waitForText("#uploads tbody tr", "dropped.txt");
        browser.waitForText("#upload-count", "2");
        browser.driver.navigate().refresh();
        browser.waitForText("#uploads tbody tr", "dropped.txt");
    }

    @Test
    void showsAQueuedErrorWithItsReason() {
        new Select(browser.find("#queue [name=operation]")).selectByValue("generate");
        new Select(browser.find("#queue [name=preference]")).selectByValue("code");
        Select codes = new Select(browser.find("#queue [name=choice]"));
        assertThat(codes.getOptions().stream().map(option -> option.getDomProperty("value")))
                .containsExactly("200", "401", "402", "404", "422", "429", "455", "500", "501", "505");
        codes.selectByValue("402");
        browser.find("#queue button").click();
        browser.waitForText(".status", "Done: curl");

        browser.find("#create button.main").click();
        browser.waitForText(".status", "402 Credits insufficient");
        browser.waitForText("#requests .row", "Credits insufficient");
        browser.find("#requests .row").click();
        browser.waitForText("#details", "Preference applied: code=402");
        browser.waitForText(
                "#details .curl", "curl " + mock.url() + "/api/v1/modify/generate -H 'Content-Type: application/json'");
        browser.waitForText("#details .curl", "-H \"Authorization: Bearer $API_KEY\"");
        assertThat(browser.driver.findElements(By.cssSelector("#tasks tbody tr")))
                .isEmpty();
    }

    @Test
    void showsEveryAttemptOfAFailingCallback() {
        browser.type("#create [name=field-callBackUrl]", mock.url() + "/callback/500");
        browser.find("#create button.main").click();
        browser.waitForText("#tasks tbody tr", "0 generating");
        browser.type("#time [name=by]", "1m");
        browser.find("#time button").click();

        browser.waitForText("#tasks tbody tr", "4 callback-failed");
        browser.waitUntil(
                "the page shows four attempts",
                page -> page.findElements(By.cssSelector("#callback-attempts tbody tr"))
                                .size()
                        == 4);
        assertThat(browser.find("#callback-attempts tbody tr").getText()).contains("HTTP 500", "/callback/500");

        browser.find("#callback-attempts tbody button").click();
        browser.waitUntil(
                "the page shows the resent attempt",
                page -> page.findElements(By.cssSelector("#callback-attempts tbody tr"))
                                .size()
                        == 5);
    }

    @Test
    void showsHostileInputAsText() {
        client.create(
                "{\"prompt\":\"%s\",\"videoUrl\":\"https://example.com/a.mp4\"}"
                        .formatted(HOSTILE.replace("\"", "\\\"")),
                "X-Hostile",
                HOSTILE);
        browser.waitForText("#tasks td.prompt", HOSTILE);
        browser.find("#requests .row").click();
        browser.waitForText("#details pre", HOSTILE);

        assertThat(browser.driver.findElements(By.cssSelector("img, body script")))
                .isEmpty();
        assertThat(browser.driver.getTitle()).isEqualTo("Luma Modify mock server");
    }

    @Test
    void changesTheAccountAndShowsMaintenance() {
        browser.type("#account [name=credits]", "7");
        browser.find("#account [name=maintenance]").click();
        browser.find("#account button").click();
        browser.waitForText(".status", "Done: curl");
        browser.find("#create button.main").click();

        browser.waitForText(".status", "455 Under maintenance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void hasNoAccessibilityViolations(String scheme) throws IOException {
        browser.setColorScheme(scheme);
        mock.enqueue("generate", "code=402");
        new Multipart().file("file", new byte[1]).send(client);
        client.create("{\"prompt\":\"Rejected\",\"videoUrl\":\"https://example.com/a.mp4\"}");
        browser.type("#create [name=field-callBackUrl]", mock.url() + "/callback/500");
        browser.find("#create button.main").click();
        browser.waitForText("#tasks tbody tr", "0 generating");
        browser.type("#time [name=by]", "1m");
        browser.find("#time button").click();
        browser.waitForText("#tasks tbody tr", "4 callback-failed");
        browser.find("#requests .row:nth-child(2)").click();
        browser.waitForText("#details", "Credits insufficient");

        assertThat(browser.accessibilityViolations()).isEmpty();
    }

    @Test
    void showsTheCurlCommandOfEveryForm() {
        for (WebElement form : browser.driver.findElements(By.cssSelector("#actions form"))) {
            assertThat(form.findElement(By.cssSelector(".curl pre")).getText())
                    .startsWith("curl ")
                    .contains(mock.url());
        }
        browser.type("#create [name=field-prompt]", "It's \"night\"");
        assertThat(browser.find("#create .curl pre").getText()).contains("\"prompt\":\"It'\\''s \\\"night\\\"\"");
    }

    @Test
    void rendersOnlyTheVisibleRowsOfTenThousandRequests() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(mock.url() + "/nothing"))
                .POST(BodyPublishers.noBody())
                .build();
        for (int i = 0; i < 10_000; i++) {
            TestClient.send(request);
        }
        browser.waitForText("#request-count", "10000");

        WebElement list = browser.find("#requests");
        list.sendKeys(Keys.END);
        browser.waitUntil(
                "the oldest request is visible",
                page -> Objects.equals(
                        browser.executeScript(
                                "return document.querySelector('.row[aria-selected=true]')?.getAttribute('aria-posinset')"),
                        "10000"));
        assertThat(browser.driver.findElements(By.cssSelector("#requests .row")))
                .hasSizeLessThan(60);
        list.sendKeys(Keys.HOME);
        browser.find("#requests .row[aria-selected=true][aria-posinset='1']");
    }

    @Test
    void reconnectsToARestartedServer() {
        int port = URI.create(mock.url()).getPort();
        client.createTask("{\"prompt\":\"Before\",\"videoUrl\":\"https://example.com/a.mp4\"}");
        browser.waitForText("#tasks td.prompt", "Before");

        mock.close();
        browser.waitForText("#live", "trying again");
        mock = MockServer.builder().port(port).manualClock().start();
        client = new TestClient(mock);
        client.createTask("{\"prompt\":\"After\",\"videoUrl\":\"https://example.com/a.mp4\"}");

        browser.waitForText("#tasks td.prompt", "After");
        assertThat(browser.driver.findElements(By.cssSelector("#tasks tbody tr")))
                .hasSize(1);
    }
}
