package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Tests the hosts that callbacks may go to. No test sends to a public address: these are reserved for documentation. */
final class CallbackHostTest {
    @ParameterizedTest
    @CsvSource({
        "http://203.0.113.1:1/cb, 203.0.113.1",
        "https://[2001:db8::1]/, [2001:db8::1]",
        "http://3405803777/, 3405803777"
    })
    void blocksPublicAddressesOnLoopback(String url, String host) {
        try (MockServer mock = MockServer.builder().manualClock().start()) {
            TestClient client = new TestClient(mock);
            String id = client.createTask(TestClient.validRequest(url));
            mock.advance(Duration.ofMinutes(1));

            assertThat(mock.callbackAttempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.blocked()).isTrue();
                assertThat(attempt.delivered()).isFalse();
                assertThat(attempt.status()).isNull();
                assertThat(attempt.failure())
                        .isEqualTo("Blocked: " + host + " is a public host. To allow it, use --callback-host " + host);
                assertThat(attempt.body()).contains(id);
            });
            JsonNode logged =
                    client.getAdmin("/callback-attempts").path("entries").path(0);
            assertThat(logged.path("blocked").asBoolean()).isTrue();
            // Not sending is not a failed delivery.
            assertThat(client.read(id).data().path("successFlag").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aBlockedCallbackDoesNotKeepItsTask() {
        try (MockServer mock = MockServer.builder().manualClock().maxTasks(1).start()) {
            TestClient client = new TestClient(mock);
            client.createTask(TestClient.validRequest("http://203.0.113.1/"));
            mock.advance(Duration.ofSeconds(3));

            client.createTask(TestClient.VALID_REQUEST);
        }
    }

    @Test
    void needsNoNameForALocalHostOnLoopback() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver();
                MockServer mock = MockServer.builder()
                        .manualClock()
                        .callbackHost("example.com")
                        .start()) {
            TestClient client = new TestClient(mock);
            client.createTask(TestClient.validRequest(receiver.url()));
            client.createTask(TestClient.validRequest(receiver.url().replace("127.0.0.1", "LocalHost")));
            mock.advance(Duration.ofSeconds(3));

            assertThat(receiver.received).hasSize(2);
        }
    }

    @Test
    void callsOnlyNamedHostsIfNotBoundToLoopback() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver();
                MockServer mock =
                        MockServer.builder().host("0.0.0.0").manualClock().start()) {
            TestClient client = new TestClient(mock.url().replace("0.0.0.0", "127.0.0.1"));
            String blocked = client.createTask(TestClient.validRequest(receiver.url()));
            mock.advance(Duration.ofMinutes(1));
            assertThat(receiver.received).isEmpty();
            assertThat(mock.callbackAttempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.failure())
                            .isEqualTo("Blocked: 127.0.0.1 is not named, and the server is not on loopback."
                                    + " To allow it, use --callback-host 127.0.0.1"));
            assertThat(client.read(blocked).data().path("successFlag").asInt()).isEqualTo(1);

            for (String named : new String[] {"127.0.0.1", "any"}) {
                client.sendAdmin("PUT", "/settings", "{\"callbackHosts\":[\"" + named + "\"]}");
                client.createTask(TestClient.validRequest(receiver.url()));
                mock.advance(Duration.ofMinutes(1));
            }
            assertThat(receiver.received).hasSize(2);
        }
    }

    @Test
    void matchesNamedHostsInAnyNotation() {
        try (MockServer mock = MockServer.builder()
                .host("0.0.0.0")
                .manualClock()
                .callbackHost("::1")
                .start()) {
            TestClient client = new TestClient(mock.url().replace("0.0.0.0", "127.0.0.1"));
            client.createTask(TestClient.validRequest("http://[0:0::1]:1/"));
            mock.advance(Duration.ofSeconds(3));
            client.sendAdmin("PUT", "/settings", "{\"callbackHosts\":[\"LocalHost\"]}");
            client.createTask(TestClient.validRequest("http://LOCALHOST:1/"));
            mock.advance(Duration.ofSeconds(3));

            assertThat(mock.callbackAttempts())
                    .filteredOn(attempt -> attempt.attempt() == 1)
                    .hasSize(2)
                    .allSatisfy(attempt -> assertThat(attempt.failure()).contains("ConnectException"));
        }
    }
}
