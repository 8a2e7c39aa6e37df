package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class AdminApiTest {
    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(
            MockServer.builder().manualClock().webhookKey("webhook-secret").callbackHost("127.0.0.1"));

    private TestClient client = new TestClient("");

    @BeforeEach
    void connect(MockServer mock) {
        client = new TestClient(mock);
    }

    @Test
    void returnsStatusAndUrlAsHealth(MockServer mock) {
        assertThat(client.getAdmin("/health").path("status").asString()).isEqualTo("ready");
        assertThat(client.getAdmin("/health").path("url").asString()).isEqualTo(mock.url());
    }

    @Test
    void returnsATaskWithItsStatesAndCallbackAttempts(MockServer mock) throws IOException {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            receiver.respondWith(attempt -> 500);
            String id = client.createTask(TestClient.validRequest(receiver.url()));
            mock.advance(Duration.ofMinutes(1));

            JsonNode task = client.getAdmin("/tasks/" + id);

            assertThat(task.path("state").asString()).isEqualTo("callback-failed");
            assertThat(task.path("history"))
                    .extracting(step -> step.path("state").asString())
                    .containsExactly("generating", "succeeded", "callback-failed");
            assertThat(task.path("readableAt")).isEqualTo(task.at("/history/0/at"));
            assertThat(task.path("callbackAttempts"))
                    .hasSize(4)
                    .allSatisfy(attempt ->
                            assertThat(attempt.path("status").asInt()).isEqualTo(500));
            assertThat(client.getAdmin("/callback-attempts?taskId=" + id)
                            .path("count")
                            .asInt())
                    .isEqualTo(4);
            assertThat(client.getAdmin("/callback-attempts?taskId=other")
                            .path("count")
                            .asInt())
                    .isZero();
            assertThat(client.getAdmin("/tasks")).hasSize(1);
        }
        assertThat(client.sendAdmin("GET", "/tasks/unknown", "").status()).isEqualTo(404);
    }

    @Test
    void recordsRequestsWithoutSecrets() {
        client.create("{\"prompt\":\"\"}", "Authorization", "Bearer very-secret", "X-Trace", "42");

        JsonNode entry = client.getAdmin("/requests").at("/entries/0");

        assertThat(entry.path("operation").asString()).isEqualTo("generate");
        assertThat(entry.path("target").asString()).isEqualTo("/api/v1/modify/generate");
        assertThat(entry.path("body").asString()).isEqualTo("{\"prompt\":\"\"}");
        assertThat(entry.path("code").asInt()).isEqualTo(422);
        assertThat(entry.path("responseBody").asString()).contains("videoUrl is required");
        assertThat(entry.path("headers").toString()).contains("42", "(redacted)");
        assertThat(client.getAdmin("/requests").toString()).doesNotContain("very-secret");
        assertThat(client.getAdmin("/accounts").toString()).doesNotContain("very-secret");
        assertThat(client.getAdmin("/settings").toString()).doesNotContain("webhook-secret");
    }

    @Test
    void redactsApiKeysInEveryPartOfARequest() {
        client.sendAdmin("PUT", "/settings", "{\"apiKeys\":[\"key-number-one\"]}");
        String[] headers = {
            "Authorization", "Bearer key-number-two", "X-Api-Key", "key-number-one", "X-Key", "key-number-two"
        };
        client.create("{\"key\":\"key-number-one\",\"prompt\":\"webhook-secret\"}", headers);
        client.read("x&key=key-number-one&other=key-number-two", headers);
        client.send("GET", "/key-number-one/key-number-two", BodyPublishers.noBody(), headers);

        JsonNode requests = client.getAdmin("/requests");

        assertThat(requests.path("count").asInt()).isEqualTo(3);
        assertThat(requests.toString())
                .contains("?taskId=x&key=(redacted)&other=(redacted)")
                .doesNotContain("key-number", "webhook-secret");
    }

    @Test
    void rejectsAnAccountRequestWithoutABearerKey() {
        TestClient.Response response = client.sendAdmin("GET", "/account", "", "Authorization", "Basic x");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.body().path("error").asString())
                .isEqualTo("Authorization must be Bearer and a valid API key");
    }

    @Test
    void filtersRequests() {
        String id = client.createTask(TestClient.VALID_REQUEST);
        client.read(id);
        client.read("unknown");
        client.send("GET", "/nowhere", BodyPublishers.noBody());

        assertThat(countRequests("")).isEqualTo(4);
        assertThat(countRequests("operation=recordInfo")).isEqualTo(2);
        assertThat(countRequests("operation=recordInfo&code=422")).isEqualTo(1);
        assertThat(countRequests("taskId=" + id)).isEqualTo(2);
        assertThat(countRequests("status=200")).isEqualTo(4);
        assertThat(countRequests("code=404")).isEqualTo(1);
        assertThat(countRequests("account="
                        + client.getAdmin("/accounts").at("/0/account").asString()))
                .isEqualTo(3);
        assertThat(countRequests("since="
                        + client.getAdmin("/requests").at("/entries/1/id").asString()))
                .isEqualTo(2);
    }

    @Test
    void waitsUntilThereAreEnoughRequests() {
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(
                () -> client.getAdmin("/requests?operation=generate&atLeast=2&within=30s"));
        client.create(TestClient.VALID_REQUEST);
        client.create(TestClient.VALID_REQUEST);

        JsonNode found = waiting.join();

        assertThat(found.path("satisfied").asBoolean()).isTrue();
        assertThat(found.path("count").asInt()).isEqualTo(2);
        assertThat(MOCK.server().awaitRequests("generate", 2, Duration.ofSeconds(30)))
                .hasSize(2);
    }

    @Test
    void returnsTheExistingEntriesWhenAWaitTimesOut() {
        client.create(TestClient.VALID_REQUEST);

        JsonNode found = client.getAdmin("/requests?operation=generate&atLeast=2&within=1ms");

        assertThat(found.path("satisfied").asBoolean()).isFalse();
        assertThat(found.path("count").asInt()).isEqualTo(1);
        assertThat(found.path("entries")).hasSize(1);
    }

    @Test
    void readsAndChangesSettings() {
        JsonNode changed = client.sendAdmin("PUT", "/settings", """
                        {"taskDuration":"2m","readDelay":"10ms","timeScale":2.5,"errorStatus":"mirror","maxTasks":7,
                         "apiKeys":["k"],"webhookKey":"another","callbackTimeout":"1s","callbackHosts":["h"],
                         "adminHosts":["a"],"cors":["http://A:1"],"pollLimit":"10/1s","quiet":false,"logFormat":"dated"}""").body();

        assertThat(changed).isEqualTo(client.getAdmin("/settings"));
        assertThat(changed.path("taskDuration").asString()).isEqualTo("120s");
        assertThat(changed.path("readDelay").asString()).isEqualTo("10ms");
        assertThat(changed.path("timeScale").asDouble()).isEqualTo(2.5);
        assertThat(changed.path("errorStatus").asString()).isEqualTo("mirror");
        assertThat(changed.path("maxTasks").asInt()).isEqualTo(7);
        assertThat(changed.path("apiKeys").asInt()).isEqualTo(1);
        assertThat(changed.path("webhookKey").asBoolean()).isTrue();
        assertThat(changed.path("callbackTimeout").asString()).isEqualTo("1s");
        assertThat(changed.at("/callbackHosts/0").asString()).isEqualTo("h");
        assertThat(changed.at("/adminHosts/0").asString()).isEqualTo("a");
        assertThat(changed.at("/cors/0").asString()).isEqualTo("http://a:1");
        assertThat(changed.path("pollLimit").asString()).isEqualTo("10/1s");
        assertThat(changed.path("quiet").asBoolean(true)).isFalse();
        assertThat(changed.path("logFormat").asString()).isEqualTo("dated");
        assertThat(client.read("x", "Authorization", "Bearer k").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    PUT  | /settings      | {"taskDuration":"soon"}                       | taskDuration must be a duration such as 500ms, 3s, 2m, 1h or 14d, not 'soon'
                    PUT  | /settings      | {"tasktime":"3s"}                         | tasktime is unknown; known fields: taskDuration
                    PUT  | /settings      | {"timeScale":0}                           | timeScale must be more than 0
                    PUT  | /settings      | {"timeScale":1e400}                       | timeScale must be more than 0
                    PUT  | /settings      | {"maxTasks":0}                            | maxTasks must be at least 1
                    PUT  | /settings      | {"maxTasks":2147483648}                   | maxTasks must be at most 2147483647
                    PUT  | /settings      | {"errorStatus":"odd"}                     | errorStatus must be envelope or mirror
                    PUT  | /settings      | {"apiKeys":"k"}                           | apiKeys must be an array of strings
                    PUT  | /settings      | {"apiKeys":[""]}                          | apiKeys must not be blank
                    PUT  | /settings      | []                                        | the request body must be a JSON object
                    PUT  | /settings      | {                                         | the request body must be JSON
                    PUT  | /settings      | {"pollLimit":"often"}                     | pollLimit must be off or a rate limit such as 20/10s, not 'often'
                    PUT  | /settings      | {"callbackHosts":["http://a/"]}           | callbackHosts must be names or addresses without a port, not 'http://a/'
                    PUT  | /settings      | {"callbackHosts":[""]}                    | callbackHosts must be names or addresses without a port, not ''
                    PUT  | /settings      | {"adminHosts":["a:80"]}                   | adminHosts must be names or addresses without a port, not 'a:80'
                    PUT  | /settings      | {"cors":["http://a/"]}                    | cors must be *, or origins without a path such as http://localhost:3000
                    PUT  | /settings      | {"cors":["localhost:3000"]}               | cors must be *, or origins without a path such as http://localhost:3000
                    PUT  | /clock         | {"mode":"manual","by":"1s"}               | by is unknown; known fields: mode
                    POST | /clock/advance | {"by":"1s","mode":"manual"}               | mode is unknown; known fields: by
                    POST | /queued-preferences     | {"operation":"generate","prefer":"code=455","time":2} | time is unknown; known fields: operation, times, prefer
                    GET  | /requests?code=x               | ``                        | code must be a whole number
                    GET  | /requests?status=x             | ``                        | status must be a whole number
                    GET  | /requests?within=soon          | ``                        | within must be a duration such as 500ms
                    GET  | /requests?atLeast=1001         | ``                        | atLeast must be at most 1000
                    GET  | /callback-attempts?atLeast=1001       | ``                        | atLeast must be at most 1000
                    PUT  | /account       | {"credits":-1}                            | credits must be a whole number that is not negative
                    PUT  | /account       | {"credit":1}                              | credit is unknown; known fields: credits
                    PUT  | /account       | {"rateLimit":"fast"}                      | rateLimit must be off or a rate limit such as 20/10s, not 'fast'
                    PUT  | /account       | {"maintenance":1}                         | maintenance must be true or false
                    PUT  | /clock         | {"mode":"odd"}                            | mode must be manual or real
                    POST | /clock/advance | {}                                        | by is required
                    POST | /clock/advance | {"by":"-1s"}                              | by must be a duration
                    POST | /queued-preferences     | {"operation":"x","prefer":"code=200"}     | operation must be one of generate, recordInfo, getCredits, getDownloadUrl, uploadFile, uploadFromUrl, uploadBase64, not x
                    POST | /queued-preferences     | {"operation":"generate"}                  | prefer is required
                    POST | /queued-preferences     | {"operation":"generate","prefer":"x=y"}   | Prefer: x is unknown; known preferences: code=
                    POST | /queued-preferences     | {"operation":"generate","prefer":"code=455","times":0} | times must be at least 1
                    GET  | /requests?operation=x          | ``                        | operation must be one of
                    GET  | /requests?colour=x             | ``                        | colour is unknown; known parameters: operation
                    GET  | /requests?atLeast=x            | ``                        | atLeast must be a whole number
                    GET  | /requests?since=x              | ``                        | since must be a whole number
                    GET  | /requests?within=2m            | ``                        | within must be at most 1m
                    """)
    void rejectsInvalidInputNamingFieldAndRule(String method, String path, String body, String expected) {
        JsonNode before = client.getAdmin("/settings");

        TestClient.Response response = client.sendAdmin(method, path, body == null ? "" : body);

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.body().path("error").asString()).contains(expected);
        assertThat(client.getAdmin("/settings")).isEqualTo(before);
    }

    @Test
    void listsTheRoutesForAnUnknownPath() {
        TestClient.Response response = client.sendAdmin("GET", "/nothing", "");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body().path("error").asString()).contains("POST /__mock/clock/advance");
    }

    @Test
    void advancesTheClock() {
        Instant before = Instant.parse(client.getAdmin("/clock").path("now").asString());

        JsonNode advanced =
                client.sendAdmin("POST", "/clock/advance", "{\"by\":\"90s\"}").body();

        assertThat(Instant.parse(advanced.path("now").asString())).isEqualTo(before.plusSeconds(90));
        assertThat(advanced.path("mode").asString()).isEqualTo("manual");
        assertThat(advanced.path("nowMillis").asLong())
                .isEqualTo(before.plusSeconds(90).toEpochMilli());
    }

    @Test
    void resumesRealTimeFromTheManualTime() {
        String id = client.createTask(TestClient.VALID_REQUEST, "Prefer", "task-duration=10s");
        client.sendAdmin("POST", "/clock/advance", "{\"by\":\"1h\"}");
        Instant manualTime = Instant.parse(client.getAdmin("/clock").path("now").asString());
        assertThat(client.sendAdmin("PUT", "/clock", "{\"mode\":\"real\"}")
                        .body()
                        .path("mode")
                        .asString())
                .isEqualTo("real");
        assertThat(Instant.parse(client.getAdmin("/clock").path("now").asString()))
                .isAfterOrEqualTo(manualTime);
        TestClient.Response rejected = client.sendAdmin("POST", "/clock/advance", "{\"by\":\"1s\"}");
        assertThat(rejected.status()).isEqualTo(409);
        assertThat(rejected.body().path("error").asString()).contains("Only a manual clock can be advanced");
        assertThat(client.read(id).data().path("successFlag").asInt()).isEqualTo(1);

        client.sendAdmin("POST", "/reset", "");
        assertThat(client.getAdmin("/clock").path("mode").asString()).isEqualTo("manual");
        assertThat(Instant.parse(client.getAdmin("/clock").path("now").asString()))
                .isAfterOrEqualTo(manualTime);
    }

    @Test
    void appliesQueuedPreferencesInOrder(MockServer mock) {
        client.sendAdmin(
                "POST", "/queued-preferences", "{\"operation\":\"generate\",\"times\":2,\"prefer\":\"code=455\"}");
        mock.enqueue("generate", "code=505");
        mock.enqueue("recordInfo", "code=404");
        assertThat(client.getAdmin("/queued-preferences")).hasSize(3);

        assertThat(client.create(TestClient.VALID_REQUEST, "Prefer", "code=500").code())
                .isEqualTo(500);
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(455);
        assertThat(client.read("x").code()).isEqualTo(404);
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(455);
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(505);
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
        assertThat(client.getAdmin("/queued-preferences")).isEmpty();
    }

    @Test
    void listsPreferencesWithTheirChoices() {
        JsonNode preferences = client.getAdmin("/preferences");

        assertThat(preferences.valueStream().map(each -> each.path("name").asString()))
                .containsExactly(
                        "code", "status", "outcome", "task-duration", "callback", "delay", "fault", "handling");
        assertThat(preferences.get(2).path("choices").valueStream().map(JsonNode::asString))
                .containsExactly("success", "create-failed", "generate-failed");
    }

    @Test
    void removesQueuedPreferences(MockServer mock) {
        mock.enqueue("generate", "code=455");

        assertThat(client.sendAdmin("DELETE", "/queued-preferences", "").body()).isEmpty();
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
    }

    @Test
    void removesOneOfTheQueuedPreferences(MockServer mock) {
        mock.enqueue("generate", "code=455");
        mock.enqueue("generate", "code=505");
        String first = client.getAdmin("/queued-preferences").at("/0/id").asString();

        JsonNode left =
                client.sendAdmin("DELETE", "/queued-preferences/" + first, "").body();

        assertThat(left).hasSize(1);
        assertThat(client.sendAdmin("DELETE", "/queued-preferences/" + first, "")
                        .body())
                .isEqualTo(left);
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(505);
    }

    @Test
    void returnsTheNextScheduledEvent() {
        assertThat(client.getAdmin("/clock").path("next").isNull()).isTrue();
        Instant now = Instant.parse(client.getAdmin("/clock").path("now").asString());
        String id = client.createTask(TestClient.VALID_REQUEST);

        JsonNode next = client.getAdmin("/clock").path("next");

        assertThat(next.path("event").asString()).isEqualTo("the end of task " + id);
        assertThat(Instant.parse(next.path("at").asString())).isEqualTo(now.plusSeconds(3));
    }

    @Test
    void recordsTheResponseOfAReceiverAndWhetherTheSignatureIsValid(MockServer mock) {
        client.createTask(TestClient.validRequest(mock.url() + "/callback/200"));
        client.createTask(TestClient.validRequest(mock.url() + "/callback/200"), "Prefer", "callback=bad-signature");
        client.createTask(
                TestClient.validRequest(mock.url() + "/callback/200"), "Prefer", "callback=expired-signature");
        client.createTask(TestClient.validRequest(mock.url() + "/callback/200"), "Prefer", "callback=unsigned");
        mock.advance(Duration.ofSeconds(3));

        JsonNode attempts = client.getAdmin("/callback-attempts").path("entries");

        assertThat(attempts.valueStream()
                        .map(each -> each.path("fault").asString() + " "
                                + each.path("verification").asString()))
                .containsExactlyInAnyOrder(
                        " valid", "bad-signature invalid", "expired-signature expired", "unsigned unsigned");
        assertThat(attempts.valueStream()).allSatisfy(each -> {
            assertThat(each.path("responseBody").asString()).isEqualTo("Received");
            assertThat(each.at("/responseHeaders/Content-Type").asString()).isEqualTo("text/plain");
        });
        assertThat(attempts.valueStream().map(each -> each.path("id").asLong())).doesNotHaveDuplicates();
    }

    @Test
    void resetRestoresTheInitialState(MockServer mock) {
        String id = client.createTask(TestClient.VALID_REQUEST);
        client.sendAdmin("PUT", "/settings", "{\"taskDuration\":\"1h\",\"errorStatus\":\"mirror\"}");
        client.sendAdmin("PUT", "/account", "{\"credits\":0}");
        mock.enqueue("generate", "code=455");

        assertThat(client.sendAdmin("POST", "/reset", "").status()).isEqualTo(200);

        assertThat(client.getAdmin("/tasks")).isEmpty();
        assertThat(client.getAdmin("/requests").path("count").asInt()).isZero();
        assertThat(client.getAdmin("/queued-preferences")).isEmpty();
        assertThat(client.getAdmin("/settings").path("taskDuration").asString()).isEqualTo("3s");
        assertThat(client.read(id).status()).isEqualTo(200);
        assertThat(client.read(id).code()).isEqualTo(422);
        assertThat(client.create(TestClient.VALID_REQUEST).code()).isEqualTo(200);
    }

    private int countRequests(String query) {
        return client.getAdmin("/requests?" + query).path("count").asInt();
    }
}
