package dev.lumamodify.mock;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A browser that shows the live page of a mock server with a manual clock. */
abstract class LivePageFixture {
    static Browser browser;
    static MockServer mock;
    static TestClient client;

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
    }
}
