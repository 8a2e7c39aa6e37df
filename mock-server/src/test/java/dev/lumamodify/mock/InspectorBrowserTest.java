package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The timeline of the page, and what opens from it. */
@Tag("browser")
final class InspectorBrowserTest extends LivePageFixture {
    @Test
    void teachesThreeCommandsWhileItIsEmpty() {
        browser.waitForCount("#empty .curl", 3);
        assertThat(browser.find("#empty").getText())
                .contains(
                        "curl " + mock.url() + "/api/v1/modify/generate",
                        mock.url() + "/callback/200",
                        "/__mock/queued-preferences")
                .doesNotContain("your-callback-url");

        client.createTask(TestClient.VALID_REQUEST);

        browser.waitUntil(
                "the commands are hidden", page -> !browser.find("#empty").isDisplayed());
    }

    @Test
    void neverShowsAnInjectedFaultAsASuccess() {
        browser.executeScript(
                "fetch('/api/v1/modify/generate', { method: 'POST', body: arguments[0],"
                        + " headers: { 'Content-Type': 'application/json', Authorization: 'Bearer k', Prefer: 'fault=reset' } }).catch(() => {})",
                TestClient.VALID_REQUEST);

        WebElement row = browser.find("#rows .row", "injected: reset");
        assertThat(row.getText()).doesNotContain("200", "success");
        assertThat(row.findElements(By.cssSelector(".good"))).isEmpty();
        row.click();
        browser.waitForText("#details .badge", "injected: reset");
        browser.waitForText("#details", "nothing (injected: reset)");
        browser.waitForText("#details .message:last-child", "Nothing was sent");
        assertThat(browser.find("#details .message:last-child").getText()).doesNotContain("success");
    }

    @Test
    void showsTheTaskIdInFullAtEveryWidth() {
        String id = client.createTask(TestClient.VALID_REQUEST);
        for (int width : List.of(1280, 768, 390)) {
            browser.setWidth(width);
            browser.find("#rows .row", id);
            assertThat(browser.executeScript("""
                    const cell = document.querySelector('#rows .task');
                    return cell.scrollWidth <= cell.clientWidth && document.documentElement.scrollWidth <= innerWidth""")).as("%d pixels", width).isEqualTo(true);
        }
        browser.setWidth(0);
    }

    @Test
    void searchesAndFilters() {
        String id = client.createTask(TestClient.validRequest(mock.url() + "/callback/500"), "X-Trace", "trace-42");
        client.read(id);
        client.read("unknown");
        mock.advance(Duration.ofSeconds(3));
        // Two changes of a task, three requests and one attempt.
        browser.waitForCount("#rows .row", 6);

        browser.type("#filters [name=text]", "TRACE-42");
        browser.waitForCount("#rows .row", 1);
        browser.waitForText("#count", "1 of 6");
        browser.type("#filters [name=text]", "responseBody");
        browser.waitForText("#view-status", "No row passes the filters");
        browser.find("#filters [name=text]").sendKeys(Keys.BACK_SPACE.toString().repeat("responseBody".length()));
        select("kind", "callback");
        browser.waitForCount("#rows .row", 1);
        select("kind", "");
        select("operation", "recordInfo");
        browser.waitForCount("#rows .row", 2);
        select("code", "422");
        browser.waitForCount("#rows .row", 1);
        select("operation", "");
        select("code", "");
        browser.type("#filters [name=task]", id);
        browser.waitForCount("#rows .row", 5);
        browser.find("#filters [name=failures]").click();
        browser.waitForCount("#rows .row", 1);
        browser.waitForText("#rows .row", "not delivered");
    }

    @Test
    void keepsTheOrderOfEventsOfOneTimeAfterAReload() {
        client.read(client.createTask(TestClient.validRequest(mock.url() + "/callback/200")));
        mock.advance(Duration.ofSeconds(3));
        client.createTask(TestClient.VALID_REQUEST);
        browser.waitForCount("#rows .row", 7);
        browser.waitForText("#count", "7");
        List<String> before = rowTexts();

        browser.driver.navigate().refresh();

        browser.waitForCount("#rows .row", 7);
        assertThat(rowTexts()).isEqualTo(before);
        assertThat(before.get(0)).contains("request");
    }

    private static List<String> rowTexts() {
        return browser.driver.findElements(By.cssSelector("#rows .row")).stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void pausesAndClears() {
        client.read("first");
        browser.waitForCount("#rows .row", 1);
        browser.find("#pause").click();
        client.read("second");
        browser.waitForText("#view-status", "Paused, 1 new");
        browser.waitForCount("#rows .row", 1);

        browser.find("#pause").click();
        browser.waitForCount("#rows .row", 2);
        browser.find("#clear").click();
        browser.waitForCount("#rows .row", 0);
        client.read("third");
        browser.waitForCount("#rows .row", 1);
        browser.waitForText("#rows .row", "third");
    }

    @Test
    void opensARequestAtItsAddress() {
        client.create("{\"prompt\":\"Night\"}", "X-Trace", "42");
        browser.find("#rows .row", "videoUrl is required").click();
        browser.waitForText("#details .headers", "X-Trace: 42");
        browser.waitForText("#details .headers", "Authorization: (redacted)");
        browser.waitForText("#details .message:last-child .headers", "Content-Type: application/json");
        browser.waitForText("#details .body", "\"prompt\": \"Night\"");
        browser.find("#details .message button", "Raw").click();
        browser.waitForText("#details .body", "{\"prompt\":\"Night\"}");

        String address = String.valueOf(browser.driver.getCurrentUrl());
        assertThat(address).matches(".*/#/requests/\\d+");
        browser.driver.get("about:blank");
        browser.driver.get(address);
        browser.waitForText("#details .headers", "X-Trace: 42");
        browser.waitForText("#rows .cursor", "videoUrl is required");

        browser.driver.get(mock.url() + "/#/requests/999999");
        browser.waitForText("#details", "requests/999999 is not in the log");
    }

    @Test
    void showsWhetherASignatureIsValidAndTheResponseOfTheReceiver() {
        client.createTask(TestClient.validRequest(mock.url() + "/callback/200"), "Prefer", "callback=bad-signature");
        mock.advance(Duration.ofSeconds(3));
        WebElement row = browser.find("#rows .row", "injected: bad-signature");
        row.click();

        browser.waitForText("#details", "does not match the webhook key");
        browser.waitForText("#details .headers", "X-Webhook-Signature: ");
        browser.waitForText("#details .body", "\"taskId\"");
        browser.waitForText("#details .message:last-child", "Received");
        assertThat(browser.driver.getCurrentUrl()).contains("#/callbacks/");
        assertThat(copied("Copy as curl"))
                .startsWith("curl " + mock.url() + "/callback/200")
                .contains("X-Webhook-Signature: ");
    }

    @Test
    void showsTheLifeOfATask() {
        String id = client.createTask(TestClient.validRequest(mock.url() + "/callback/500"));
        client.read(id);
        browser.find("#rows .row", "generating").click();
        browser.waitForText("#details .chart", "in progress");
        mock.advance(Duration.ofMinutes(1));

        browser.waitForText("#rows .row", "callback-failed");
        assertThat(browser.find("#rows .cursor").getText()).contains("generating");

        browser.waitForText("#details .chart", "succeeded after 3.0 s");
        browser.waitForText("#details .chart", "attempt 3: HTTP 500, after a pause of 2.0 s");
        browser.waitForText("#details .chart", "callback-failed after 10.0 s");
        browser.waitForText("#details .links", "GET /api/v1/modify/record-info");
        browser.waitForCount("#details .chart a", 4);
        browser.find("#details .links a", "/api/v1/modify/record-info").click();
        browser.waitForText("#details h2", "Request");
        browser.find("#details dd a", id).click();
        browser.waitForText("#details h2", "Task " + id);
    }

    @Test
    void sendsARequestAgainAsItWasOrEdited() {
        client.createTask(TestClient.VALID_REQUEST);
        browser.find("#rows .row", "generate").click();
        browser.find("#details button", "Send again").click();
        browser.waitForText("#details .status", "Done: curl");
        assertThat(mock.tasks()).hasSize(2);

        browser.find("#details button", "Edit and send again").click();
        browser.type("#edit [name=body]", "{\"prompt\":\"Edited\",\"videoUrl\":\"https://example.com/b.mp4\"}");
        browser.find("#edit button").click();

        browser.waitForText("#rows .row", "Edited");
        assertThat(mock.tasks()).hasSize(3);
    }

    @Test
    void explainsWhyAnUploadCannotBeSentAgain() {
        new Multipart().file("file", new byte[3]).field("fileName", "other.bin").send(client);
        browser.find("#rows .row", "upload").click();

        browser.waitForText("#details .hint", "is not recorded, so it cannot be sent again");
        assertThat(browser.find("#details button", "Send again").isEnabled()).isFalse();
        assertThat(copied("Copy as curl"))
                .isEqualTo("curl " + mock.url() + Multipart.PATH
                        + " --form-string fileName=other.bin -F file=@FILE -H \"Authorization: Bearer $API_KEY\"");
    }

    @Test
    void copiesARequestAsCode() {
        client.create(
                "{\"prompt\":\"It's \\\"night\\\"\",\"videoUrl\":\"https://example.com/a.mp4\"}", "X-Trace", "42");
        browser.find("#rows .row", "generate").click();
        String url = mock.url() + "/api/v1/modify/generate";

        assertThat(copied("Copy as curl")).startsWith("curl " + url).contains("-H 'X-Trace: 42'", "$API_KEY");
        assertThat(copied("Copy as Java"))
                .contains(
                        "LumaModify.builder()",
                        ".baseUrl(\"" + mock.url() + "\")",
                        "luma.modify(ModifyRequest.builder()",
                        ".prompt(\"It's \\\"night\\\"\")");
        assertThat(copied("Copy as fetch"))
                .contains("fetch(\"" + url + "\", {", "\"X-Trace\": \"42\"", "process.env.API_KEY");
        assertThat(copied("Copy as Python"))
                .contains("import requests", "\"POST\",\n    \"" + url + "\"", "os.environ['API_KEY']");
    }

    @Test
    void namesThatTheDocumentDoesNotHaveDoNotBecomeCode() {
        client.create("{\"prompt\":\"a\",\"build()); System.exit(1); //\":\"b\"}");
        browser.find("#rows .row", "generate").click();

        assertThat(copied("Copy as Java")).contains(".prompt(\"a\")").doesNotContain("System.exit");
    }

    @Test
    void exportsTheSelectionAsHar() {
        client.read("first");
        client.read("second");
        browser.find("#rows .row", "first").findElement(By.cssSelector(".mark")).click();
        browser.waitForText("#view-status", "1 selected");
        browser.executeScript(
                "URL.createObjectURL = (blob) => { blob.text().then((text) => { window.har = text; }); return '#/'; }");
        browser.find("#har").click();

        browser.waitUntil("the archive", page -> browser.executeScript("return window.har") != null);
        assertThat(har("log.version")).isEqualTo("1.2");
        assertThat(har("log.entries.length")).isEqualTo(1L);
        assertThat(har("log.entries[0].request.url")).isEqualTo(mock.url() + TestClient.RECORD_INFO + "?taskId=first");
        assertThat(har("log.entries[0].response.status")).isEqualTo(200L);
        assertThat(String.valueOf(har("log.entries[0].response.content.text"))).contains("recordInfo is null");
    }

    @Test
    void comparesTwoRows() {
        client.read("first");
        client.read("second");
        for (String text : List.of("first", "second")) {
            browser.find("#rows .row", text)
                    .findElement(By.cssSelector(".mark"))
                    .click();
        }
        browser.find("#compare").click();

        browser.waitForText("#details .compare .changed", "− GET /api/v1/modify/record-info?taskId=first");
        browser.waitForText("#details .compare", "+ GET /api/v1/modify/record-info?taskId=second");
        assertThat(browser.driver.getCurrentUrl()).contains("#/compare/requests/");
    }

    @Test
    void worksWithTheKeyboard() {
        client.read("first");
        client.read("second");
        browser.waitForCount("#rows .row", 2);
        WebElement grid = browser.find("#grid");
        grid.sendKeys(Keys.END);
        browser.waitForText("#rows .cursor", "first");
        grid.sendKeys(Keys.SPACE);
        browser.find("#rows [aria-selected=true]");
        grid.sendKeys(Keys.ENTER);
        browser.waitForText("#details", "taskId=first");
        grid.sendKeys(Keys.ARROW_UP);
        browser.waitForText("#details", "taskId=second");
        grid.sendKeys(Keys.ESCAPE);
        browser.waitUntil(
                "the details are closed", page -> !browser.find("#details").isDisplayed());

        browser.find("body").sendKeys(Keys.TAB);
        browser.executeScript("document.querySelector('#skip a').focus()");
        browser.driver.switchTo().activeElement().sendKeys(Keys.ENTER);
        assertThat(browser.driver.switchTo().activeElement().getDomAttribute("id"))
                .isEqualTo("timeline");
    }

    @Test
    void showsTheDataFirstOnAPhone() {
        client.createTask(TestClient.VALID_REQUEST);
        browser.setWidth(390);
        try {
            assertThat(browser.find("#rows .row", "generate").getRect().getY()).isLessThan(422);
            assertThat(browser.find("#drawer").isDisplayed()).isFalse();
            assertThat(browser.find("#filters [name=kind]").isDisplayed()).isFalse();
            browser.find("#more-filters").click();
            assertThat(browser.find("#filters [name=kind]").isDisplayed()).isTrue();
        } finally {
            browser.setWidth(0);
        }
    }

    @Test
    void rendersOnlyTheVisibleRowsOfTenThousand() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(mock.url() + "/nothing"))
                .POST(BodyPublishers.noBody())
                .build();
        for (int i = 0; i < 10_000; i++) {
            TestClient.send(request);
        }
        browser.waitForText("#count", "10000");

        WebElement grid = browser.find("#grid");
        grid.sendKeys(Keys.END);
        browser.waitUntil(
                "the oldest row is visible",
                page -> Objects.equals(
                        browser.executeScript(
                                "return document.querySelector('.row.cursor')?.getAttribute('aria-rowindex')"),
                        "10001"));
        assertThat(browser.driver.findElements(By.cssSelector("#rows .row"))).hasSizeLessThan(80);
        grid.sendKeys(Keys.HOME);
        browser.find("#rows .cursor[aria-rowindex='2']");
        browser.type("#filters [name=text]", "nothing");
        browser.waitForText("#count", "10000");
    }

    /** Returns what a button copies. */
    private static String copied(String label) {
        browser.executeScript("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
        browser.find("#details button", label).click();
        return String.valueOf(browser.executeScript("return window.copied"));
    }

    private static @Nullable Object har(String path) {
        return browser.executeScript("return JSON.parse(window.har)." + path);
    }

    private static void select(String name, String value) {
        new Select(browser.find("#filters [name=" + name + "]")).selectByValue(value);
    }
}
