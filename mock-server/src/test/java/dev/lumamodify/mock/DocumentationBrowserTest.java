package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.logging.LogType;

@Tag("browser")
final class DocumentationBrowserTest {
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
