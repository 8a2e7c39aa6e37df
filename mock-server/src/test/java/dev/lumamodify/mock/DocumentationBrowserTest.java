package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogType;

@Tag("browser")
final class DocumentationBrowserTest {
    private static final String CREATE = "#operations-Modify-generate";

    @Test
    void simulatesACodeWithPrefer() {
        try (Browser browser = Browser.open();
                MockServer mock = MockServer.start()) {
            openCreate(browser, mock);
            assertThat(browser.find(CREATE + " .servers select, .servers select")
                            .getText())
                    .isEqualTo(mock.url() + " - This mock server");
            assertThat(browser.find(CREATE + " textarea").getText()).contains(mock.url() + "/callback/200");
            assertThat(browser.driver.findElements(By.cssSelector(CREATE + " .responses-table option")).stream()
                            .map(WebElement::getText))
                    .contains("404: Not found", "455: Under maintenance", "505: Feature disabled");

            browser.type(CREATE + " [data-param-name=Prefer] input", "code=455");
            browser.find(CREATE + " .execute").click();

            browser.waitForText(CREATE + " .live-responses-table", "Under maintenance");
        }
    }

    @Test
    void followsTheColourSchemeAndLinksToTheLivePage() {
        try (Browser browser = Browser.open();
                MockServer mock = MockServer.start()) {
            browser.setColorScheme("dark");
            openCreate(browser, mock);
            assertThat(background(browser)).isEqualTo("rgb(28, 32, 34)");
            browser.setColorScheme("light");
            browser.waitUntil("a light background", page -> !background(browser).equals("rgb(28, 32, 34)"));

            browser.find("nav a").click();
            browser.waitUntil("the live page", page -> mock.url().concat("/").equals(page.getCurrentUrl()));
        }
    }

    private static String background(Browser browser) {
        return String.valueOf(
                browser.executeScript("return getComputedStyle(document.documentElement).backgroundColor"));
    }

    private static void openCreate(Browser browser, MockServer mock) {
        browser.driver.get(mock.url() + "/docs");
        browser.find(CREATE + " button.opblock-summary-control").click();
        browser.find(CREATE + " textarea");
    }

    @Test
    void showsTheCallbackAndExecutesAnOperation() {
        try (Browser browser = Browser.open();
                MockServer mock = MockServer.start()) {
            browser.driver.get(mock.url() + "/docs");
            browser.find("#operations-Modify-recordInfo");
            browser.find("#operations-Modify-generate button.opblock-summary-control")
                    .click();

            browser.find("#operations-Modify-generate .tab-header .tab-item:nth-child(2)")
                    .click();
            browser.waitForText("#operations-Modify-generate .callbacks-container", "A task has ended");
            browser.find("#operations-Modify-generate .tab-header .tab-item:nth-child(1)")
                    .click();

            browser.find("#operations-Modify-generate .execute").click();
            browser.waitForText("#operations-Modify-generate .live-responses-table", "\"taskId\"");

            browser.find(".models button.models-control, .models h4 button");
            List<String> errors = browser.driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                    .map(Object::toString)
                    .filter(line -> line.contains("SEVERE"))
                    .toList();
            assertThat(errors).isEmpty();
            assertThat(browser.driver.findElements(By.cssSelector(".errors-wrapper")))
                    .isEmpty();
        }
    }
}
