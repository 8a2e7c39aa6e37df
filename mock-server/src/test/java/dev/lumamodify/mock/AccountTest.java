package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.http.CreditHandler;
import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AccountTest {
    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(
            MockServer.builder().manualClock().credits(100).creditsPerTask(10));

    private TestClient caller = new TestClient("");

    @BeforeEach
    void call(MockServer mock) {
        caller = new TestClient(mock);
    }

    @Test
    void paysOnceForWhatIsAcceptedAndNothingElse() {
        caller.create(TestClient.LAWFUL);
        caller.create("{}");
        caller.create(TestClient.LAWFUL, "Content-Type", "text/plain");
        caller.create(TestClient.LAWFUL, "Prefer", "code=500");
        caller.create(TestClient.LAWFUL, "Prefer", "status=503");
        caller.create(TestClient.LAWFUL, "Prefer", "nonsense");
        caller.look("x");

        assertThat(credits("test")).isEqualTo(90);
    }

    @Test
    void isRefusedWithoutCredits() {
        caller.admin("PUT", "/account", "{\"credits\":19}", "Authorization", "Bearer test");

        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
        TestClient.Reply broke = caller.create(TestClient.LAWFUL);

        assertThat(broke.code()).isEqualTo(402);
        assertThat(broke.msg()).isEqualTo("Credits insufficient");
        assertThat(credits("test")).isEqualTo(9);
        assertThat(caller.create(TestClient.LAWFUL, "Authorization", "Bearer other")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void tellsItsCreditsToItsOwnerAlone() {
        caller.create(TestClient.LAWFUL);

        TestClient.Reply own = credit("Authorization", "Bearer test");
        assertThat(own.code()).isEqualTo(200);
        assertThat(own.data().asInt()).isEqualTo(90);
        assertThat(credit("Authorization", "Bearer other").data().asInt()).isEqualTo(100);
        TestClient.Reply nobody = credit("Authorization", "Basic test");
        assertThat(nobody.code()).isEqualTo(401);
        assertThat(nobody.data().isNull()).isTrue();
    }

    @Test
    void isLimitedToItsRateAndNotCharged(MockServer mock) {
        caller.admin("PUT", "/account", "{\"credits\":1000}");
        for (int i = 0; i < 20; i++) {
            assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
            mock.advance(Duration.ofMillis(100));
        }

        TestClient.Reply refused = caller.create(TestClient.LAWFUL);

        assertThat(refused.code()).isEqualTo(429);
        assertThat(refused.http().headers().firstValue("Retry-After")).hasValue("8");
        assertThat(credits("test")).isEqualTo(800);
        assertThat(caller.ask("/tasks").size()).isEqualTo(20);
        assertThat(caller.create(TestClient.LAWFUL, "Authorization", "Bearer other")
                        .code())
                .isEqualTo(200);
        mock.advance(Duration.ofMillis(7999));
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(429);
        mock.advance(Duration.ofMillis(1));
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(429);
    }

    @Test
    void isToldWhenALimitThatWasLoweredIsKeptAgain(MockServer mock) {
        caller.admin("PUT", "/account", "{\"credits\":1000}");
        for (int i = 0; i < 4; i++) {
            caller.create(TestClient.LAWFUL);
            mock.advance(Duration.ofSeconds(1));
        }
        caller.admin("PUT", "/account", "{\"rateLimit\":\"2/10s\"}");

        TestClient.Reply refused = caller.create(TestClient.LAWFUL);
        assertThat(refused.http().headers().firstValue("Retry-After")).hasValue("8");
        mock.advance(Duration.ofMillis(7999));
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(429);
        mock.advance(Duration.ofMillis(1));
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
    }

    @Test
    void isNotLimitedByWhatWasRefused() {
        for (int i = 0; i < 30; i++) {
            assertThat(caller.create("{}").code()).isEqualTo(422);
        }

        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
    }

    @Test
    void mayBeWithoutLimit() {
        caller.admin("PUT", "/account", "{\"rateLimit\":\"off\",\"creditsPerTask\":0}");

        for (int i = 0; i < 30; i++) {
            assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
        }
        assertThat(credits("test")).isEqualTo(100);
    }

    @Test
    void isUnderMaintenanceAltogether() {
        String id = caller.createdId(TestClient.LAWFUL);
        caller.admin("PUT", "/account", "{\"maintenance\":true}");

        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(455);
        assertThat(caller.look(id).code()).isEqualTo(455);
        assertThat(credit().code()).isEqualTo(455);
        assertThat(credits("test")).isEqualTo(90);

        caller.admin("PUT", "/account", "{\"maintenance\":false}");
        assertThat(caller.look(id).code()).isEqualTo(200);
    }

    @Test
    void cannotCreateWhileTheFeatureIsOff() {
        String id = caller.createdId(TestClient.LAWFUL);
        caller.admin("PUT", "/account", "{\"disabled\":true}", "Authorization", "Bearer test");

        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(505);
        assertThat(caller.look(id).code()).isEqualTo(200);
        assertThat(caller.create(TestClient.LAWFUL, "Authorization", "Bearer other")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void isRefusedUnlessItsKeyIsNamed() {
        caller.admin("PUT", "/settings", "{\"apiKeys\":[\"test\",\"second\"]}");

        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
        assertThat(caller.create(TestClient.LAWFUL, "Authorization", "Bearer second")
                        .code())
                .isEqualTo(200);
        assertThat(caller.create(TestClient.LAWFUL, "Authorization", "Bearer third")
                        .code())
                .isEqualTo(401);
        assertThat(caller.look("x", "Authorization", "Bearer third").code()).isEqualTo(401);
    }

    @Test
    void isNotTakenForAnotherWhoseKeyDiffersInCase(MockServer mock) throws IOException {
        caller.admin("PUT", "/settings", "{\"apiKeys\":[\"KEY\"]}");
        String look =
                "GET " + TestClient.RECORD_INFO + "?taskId=x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n";

        try (RawConnection raw = new RawConnection(mock)) {
            String answers = raw.write(look.formatted("KEY") + look.formatted("key"))
                    .end()
                    .readAll();

            assertThat(answers).containsSubsequence("\"code\":422", "\"code\":401");
        }
    }

    private TestClient.Reply credit(String... headers) {
        return caller.send("GET", CreditHandler.PATH, BodyPublishers.noBody(), headers);
    }

    private long credits(String key) {
        return caller.admin("GET", "/account", "", "Authorization", "Bearer " + key)
                .body()
                .path("credits")
                .asLong();
    }
}
