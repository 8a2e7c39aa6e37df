package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AccountLimitsTest {
    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(
            MockServer.builder().manualClock().credits(100).creditsPerTask(10));

    private TestClient client = new TestClient("");

    @BeforeEach
    void connect(MockServer mock) {
        client = new TestClient(mock);
    }

    @Test
    void chargesOnlyAcceptedRequests() {
        client.create(TestClient.VALID_REQUEST);
        client.create("{}");
        client.create(TestClient.VALID_REQUEST, "Content-Type", "text/plain");
        client.create(TestClient.VALID_REQUEST, "Prefer", "code=500");
        client.create(TestClient.VALID_REQUEST, "Prefer", "status=503");
        client.create(TestClient.VALID_REQUEST, "Prefer", "nonsense, handling=strict");
        client.read("x");

        assertThat(credits("test")).isEqualTo(90);
    }

    @Test
    void rejectsARequestWithoutEnoughCredits() {
        client.sendAdmin("PUT", "/account", "{\"credits\":19}", "Authorization", "Bearer test");

        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
        TestClient.Response rejected = client.create(TestClient.VALID_REQUEST);

        assertThat(rejected.code()).isEqualTo(402);
        assertThat(rejected.msg()).isEqualTo("Credits insufficient");
        assertThat(credits("test")).isEqualTo(9);
        assertThat(client.create(TestClient.VALID_REQUEST, "Authorization", "Bearer other")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void returnsTheCreditsOfTheAuthenticatedAccount() {
        client.create(TestClient.VALID_REQUEST);

        TestClient.Response credits = credit("Authorization", "Bearer test");
        assertThat(credits.code()).isEqualTo(200);
        assertThat(credits.data().asInt()).isEqualTo(90);
        assertThat(credit("Authorization", "Bearer other").data().asInt()).isEqualTo(100);
        TestClient.Response unauthenticated = credit("Authorization", "Basic test");
        assertThat(unauthenticated.code()).isEqualTo(401);
        assertThat(unauthenticated.data().isNull()).isTrue();
    }

    @Test
    void rejectsRequestsAboveTheRateLimitWithoutCharge(MockServer mock) {
        client.sendAdmin("PUT", "/account", "{\"credits\":1000}");
        for (int i = 0; i < 20; i++) {
            assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
            mock.advance(Duration.ofMillis(100));
        }

        TestClient.Response rejected = client.create(TestClient.VALID_REQUEST);

        assertThat(rejected.code()).isEqualTo(429);
        assertThat(rejected.http().headers().firstValue("Retry-After")).hasValue("8");
        assertThat(credits("test")).isEqualTo(800);
        assertThat(client.getAdmin("/tasks").size()).isEqualTo(20);
        assertThat(client.create(TestClient.VALID_REQUEST, "Authorization", "Bearer other")
                        .code())
                .isEqualTo(200);
        mock.advance(Duration.ofMillis(7999));
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(429);
        mock.advance(Duration.ofMillis(1));
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(429);
    }

    @Test
    void sendsRetryAfterForALoweredRateLimit(MockServer mock) {
        client.sendAdmin("PUT", "/account", "{\"credits\":1000}");
        for (int i = 0; i < 4; i++) {
            client.create(TestClient.VALID_REQUEST);
            mock.advance(Duration.ofSeconds(1));
        }
        client.sendAdmin("PUT", "/account", "{\"rateLimit\":\"2/10s\"}");

        TestClient.Response rejected = client.create(TestClient.VALID_REQUEST);
        assertThat(rejected.http().headers().firstValue("Retry-After")).hasValue("8");
        mock.advance(Duration.ofMillis(7999));
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(429);
        mock.advance(Duration.ofMillis(1));
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
    }

    @Test
    void doesNotCountRejectedRequestsTowardsTheRateLimit() {
        for (int i = 0; i < 30; i++) {
            assertThat(client.create("{}").code()).isEqualTo(422);
        }

        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
    }

    @Test
    void acceptsAnyRateIfTheLimitIsOff() {
        client.sendAdmin("PUT", "/account", "{\"rateLimit\":\"off\",\"creditsPerTask\":0}");

        for (int i = 0; i < 30; i++) {
            assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
        }
        assertThat(credits("test")).isEqualTo(100);
    }

    @Test
    void rejectsAllRequestsDuringMaintenance() {
        String id = client.createTask(TestClient.VALID_REQUEST);
        client.sendAdmin("PUT", "/account", "{\"maintenance\":true}");

        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(455);
        assertThat(client.read(id).code()).isEqualTo(455);
        assertThat(credit().code()).isEqualTo(455);
        assertThat(credits("test")).isEqualTo(90);

        client.sendAdmin("PUT", "/account", "{\"maintenance\":false}");
        assertThat(client.read(id).code()).isEqualTo(200);
    }

    @Test
    void rejectsCreateRequestsWhileTheFeatureIsDisabled() {
        String id = client.createTask(TestClient.VALID_REQUEST);
        client.sendAdmin("PUT", "/account", "{\"disabled\":true}", "Authorization", "Bearer test");

        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(505);
        assertThat(client.read(id).code()).isEqualTo(200);
        assertThat(client.create(TestClient.VALID_REQUEST, "Authorization", "Bearer other")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void rejectsAnUnknownApiKey() {
        client.sendAdmin("PUT", "/settings", "{\"apiKeys\":[\"test\",\"second\"]}");

        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
        assertThat(client.create(TestClient.VALID_REQUEST, "Authorization", "Bearer second")
                        .code())
                .isEqualTo(200);
        assertThat(client.create(TestClient.VALID_REQUEST, "Authorization", "Bearer third")
                        .code())
                .isEqualTo(401);
        assertThat(client.read("x", "Authorization", "Bearer third").code()).isEqualTo(401);
    }

    @Test
    void comparesApiKeysCaseSensitively(MockServer mock) throws IOException {
        client.sendAdmin("PUT", "/settings", "{\"apiKeys\":[\"KEY\"]}");
        String read =
                "GET " + TestClient.RECORD_INFO + "?taskId=x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n";

        try (RawConnection raw = new RawConnection(mock)) {
            String responses = raw.write(read.formatted("KEY") + read.formatted("key"))
                    .endOutput()
                    .readAll();

            assertThat(responses).containsSubsequence("\"code\":422", "\"code\":401");
        }
    }

    private TestClient.Response credit(String... headers) {
        return client.send("GET", TestClient.CREDITS, BodyPublishers.noBody(), headers);
    }

    private long credits(String key) {
        return client.sendAdmin("GET", "/account", "", "Authorization", "Bearer " + key)
                .body()
                .path("credits")
                .asLong();
    }
}
