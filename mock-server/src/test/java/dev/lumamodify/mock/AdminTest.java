package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.junit.MockServerExtension;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class AdminTest {
    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension(
            MockServer.builder().manualClock().webhookKey("webhook-secret").callbackHost("127.0.0.1"));

    private TestClient caller = new TestClient("");

    @BeforeEach
    void call(MockServer mock) {
        caller = new TestClient(mock);
    }

    @Test
    void saysThatItIsReady(MockServer mock) {
        assertThat(caller.ask("/health").path("status").asString()).isEqualTo("ready");
        assertThat(caller.ask("/health").path("url").asString()).isEqualTo(mock.url());
    }

    @Test
    void showsATaskWithItsHistory(MockServer mock) throws IOException {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            receiver.answers(delivery -> 500);
            String id = caller.createdId(TestClient.lawful(receiver.url()));
            mock.advance(Duration.ofMinutes(1));

            JsonNode task = caller.ask("/tasks/" + id);

            assertThat(task.path("state").asString()).isEqualTo("callback-failed");
            assertThat(task.path("history"))
                    .extracting(step -> step.path("state").asString())
                    .containsExactly("generating", "succeeded", "callback-failed");
            assertThat(task.path("callbackAttempts"))
                    .hasSize(4)
                    .allSatisfy(delivery ->
                            assertThat(delivery.path("status").asInt()).isEqualTo(500));
            assertThat(caller.ask("/callback-attempts?taskId=" + id)
                            .path("count")
                            .asInt())
                    .isEqualTo(4);
            assertThat(caller.ask("/callback-attempts?taskId=other")
                            .path("count")
                            .asInt())
                    .isZero();
            assertThat(caller.ask("/tasks")).hasSize(1);
        }
        assertThat(caller.admin("GET", "/tasks/unknown", "").status()).isEqualTo(404);
    }

    @Test
    void remembersRequestsWithoutTheirSecrets() {
        caller.create("{\"prompt\":\"\"}", "Authorization", "Bearer very-secret", "X-Trace", "42");

        JsonNode entry = caller.ask("/requests").at("/entries/0");

        assertThat(entry.path("operation").asString()).isEqualTo("generate");
        assertThat(entry.path("target").asString()).isEqualTo("/api/v1/modify/generate");
        assertThat(entry.path("body").asString()).isEqualTo("{\"prompt\":\"\"}");
        assertThat(entry.path("code").asInt()).isEqualTo(422);
        assertThat(entry.path("responseBody").asString()).contains("videoUrl is required");
        assertThat(entry.path("headers").toString()).contains("42", "(redacted)");
        assertThat(caller.ask("/requests").toString()).doesNotContain("very-secret");
        assertThat(caller.ask("/accounts").toString()).doesNotContain("very-secret");
        assertThat(caller.ask("/settings").toString()).doesNotContain("webhook-secret");
    }

    @Test
    void remembersNoKeyWhereverItWasWritten() {
        caller.admin("PUT", "/settings", "{\"apiKeys\":[\"key-number-one\"]}");
        String[] headers = {
            "Authorization", "Bearer key-number-two", "X-Api-Key", "key-number-one", "X-Key", "key-number-two"
        };
        caller.create("{\"key\":\"key-number-one\",\"prompt\":\"webhook-secret\"}", headers);
        caller.look("x&key=key-number-one&other=key-number-two", headers);
        caller.send(
                "GET", "/key-number-one/key-number-two", java.net.http.HttpRequest.BodyPublishers.noBody(), headers);

        JsonNode requests = caller.ask("/requests");

        assertThat(requests.path("count").asInt()).isEqualTo(3);
        assertThat(requests.toString())
                .contains("?taskId=x&key=(redacted)&other=(redacted)")
                .doesNotContain("key-number", "webhook-secret");
    }

    @Test
    void saysWhichKeyItNeeds() {
        TestClient.Reply reply = caller.admin("GET", "/account", "", "Authorization", "Basic x");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().path("error").asString()).isEqualTo("Authorization must be Bearer and a valid API key");
    }

    @Test
    void filtersRequests() {
        String id = caller.createdId(TestClient.LAWFUL);
        caller.look(id);
        caller.look("unknown");
        caller.send("GET", "/nowhere", java.net.http.HttpRequest.BodyPublishers.noBody());

        assertThat(seen("")).isEqualTo(4);
        assertThat(seen("operation=recordInfo")).isEqualTo(2);
        assertThat(seen("operation=recordInfo&code=422")).isEqualTo(1);
        assertThat(seen("taskId=" + id)).isEqualTo(2);
        assertThat(seen("status=200")).isEqualTo(4);
        assertThat(seen("code=404")).isEqualTo(1);
        assertThat(seen("account=" + caller.ask("/accounts").at("/0/account").asString()))
                .isEqualTo(3);
        assertThat(seen("since=" + caller.ask("/requests").at("/entries/1/id").asString()))
                .isEqualTo(2);
    }

    @Test
    void waitsForRequests() {
        CompletableFuture<JsonNode> waiting =
                CompletableFuture.supplyAsync(() -> caller.ask("/requests?operation=generate&atLeast=2&within=30s"));
        caller.create(TestClient.LAWFUL);
        caller.create(TestClient.LAWFUL);

        JsonNode seen = waiting.join();

        assertThat(seen.path("satisfied").asBoolean()).isTrue();
        assertThat(seen.path("count").asInt()).isEqualTo(2);
        assertThat(MOCK.server().awaitRequests("generate", 2, Duration.ofSeconds(30)))
                .hasSize(2);
    }

    @Test
    void saysWhatWasSeenWhenAWaitIsInVain() {
        caller.create(TestClient.LAWFUL);

        JsonNode seen = caller.ask("/requests?operation=generate&atLeast=2&within=1ms");

        assertThat(seen.path("satisfied").asBoolean()).isFalse();
        assertThat(seen.path("count").asInt()).isEqualTo(1);
        assertThat(seen.path("entries")).hasSize(1);
    }

    @Test
    void readsAndChangesSettings() {
        JsonNode changed = caller.admin("PUT", "/settings", """
                        {"taskDuration":"2m","readDelay":"10ms","timeScale":2.5,"errorStatus":"mirror","maxTasks":7,
                         "apiKeys":["k"],"webhookKey":"another","callbackTimeout":"1s","callbackHosts":["h"],
                         "adminHosts":["a"],"pollLimit":"10/1s","quiet":false,"jsonLog":true}""").body();

        assertThat(changed).isEqualTo(caller.ask("/settings"));
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
        assertThat(changed.path("pollLimit").asString()).isEqualTo("10/1s");
        assertThat(changed.path("quiet").asBoolean(true)).isFalse();
        assertThat(changed.path("jsonLog").asBoolean()).isTrue();
        assertThat(caller.look("x", "Authorization", "Bearer k").status()).isEqualTo(422);
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
                    POST | /queued-preferences     | {"operation":"x","prefer":"code=200"}     | operation must be one of generate, recordInfo, not x
                    POST | /queued-preferences     | {"operation":"generate"}                  | prefer is required
                    POST | /queued-preferences     | {"operation":"generate","prefer":"x=y"}   | Prefer: x is unknown; known preferences: code=
                    POST | /queued-preferences     | {"operation":"generate","prefer":"code=455","times":0} | times must be at least 1
                    GET  | /requests?operation=x          | ``                        | operation must be one of
                    GET  | /requests?colour=x             | ``                        | colour is unknown; known parameters: operation
                    GET  | /requests?atLeast=x            | ``                        | atLeast must be a whole number
                    GET  | /requests?since=x              | ``                        | since must be a whole number
                    GET  | /requests?within=2m            | ``                        | within must be at most 1m
                    """)
    void namesWhatIsWrong(String method, String path, String body, String said) {
        JsonNode before = caller.ask("/settings");

        TestClient.Reply reply = caller.admin(method, path, body == null ? "" : body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().path("error").asString()).contains(said);
        assertThat(caller.ask("/settings")).isEqualTo(before);
    }

    @Test
    void listsItsVerbsWhereThereIsNone() {
        TestClient.Reply reply = caller.admin("GET", "/nothing", "");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body().path("error").asString()).contains("POST /__mock/clock/advance");
    }

    @Test
    void steersTheClock() {
        Instant before = Instant.parse(caller.ask("/clock").path("now").asString());

        JsonNode advanced =
                caller.admin("POST", "/clock/advance", "{\"by\":\"90s\"}").body();

        assertThat(Instant.parse(advanced.path("now").asString())).isEqualTo(before.plusSeconds(90));
        assertThat(advanced.path("mode").asString()).isEqualTo("manual");
        assertThat(advanced.path("nowMillis").asLong())
                .isEqualTo(before.plusSeconds(90).toEpochMilli());
    }

    @Test
    void letsTimePassAgainFromWhereItStood() {
        String id = caller.createdId(TestClient.LAWFUL, "Prefer", "task-duration=10s");
        caller.admin("POST", "/clock/advance", "{\"by\":\"1h\"}");
        Instant stood = Instant.parse(caller.ask("/clock").path("now").asString());
        assertThat(caller.admin("PUT", "/clock", "{\"mode\":\"real\"}")
                        .body()
                        .path("mode")
                        .asString())
                .isEqualTo("real");
        assertThat(Instant.parse(caller.ask("/clock").path("now").asString())).isAfterOrEqualTo(stood);
        TestClient.Reply refused = caller.admin("POST", "/clock/advance", "{\"by\":\"1s\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("error").asString()).contains("Only a manual clock can be advanced");
        assertThat(caller.look(id).data().path("successFlag").asInt()).isEqualTo(1);

        caller.admin("POST", "/reset", "");
        assertThat(caller.ask("/clock").path("mode").asString()).isEqualTo("manual");
        assertThat(Instant.parse(caller.ask("/clock").path("now").asString())).isAfterOrEqualTo(stood);
    }

    @Test
    void laysDownScenariosInOrder(MockServer mock) {
        caller.admin("POST", "/queued-preferences", "{\"operation\":\"generate\",\"times\":2,\"prefer\":\"code=455\"}");
        mock.enqueue("generate", "code=505");
        mock.enqueue("recordInfo", "code=404");
        assertThat(caller.ask("/queued-preferences")).hasSize(3);

        assertThat(caller.create(TestClient.LAWFUL, "Prefer", "code=500").code())
                .isEqualTo(500);
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(455);
        assertThat(caller.look("x").code()).isEqualTo(404);
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(455);
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(505);
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
        assertThat(caller.ask("/queued-preferences")).isEmpty();
    }

    @Test
    void forgetsScenarios(MockServer mock) {
        mock.enqueue("generate", "code=455");

        assertThat(caller.admin("DELETE", "/queued-preferences", "").body()).isEmpty();
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
    }

    @Test
    void resetsEverything(MockServer mock) {
        String id = caller.createdId(TestClient.LAWFUL);
        caller.admin("PUT", "/settings", "{\"taskDuration\":\"1h\",\"errorStatus\":\"mirror\"}");
        caller.admin("PUT", "/account", "{\"credits\":0}");
        mock.enqueue("generate", "code=455");

        assertThat(caller.admin("POST", "/reset", "").status()).isEqualTo(200);

        assertThat(caller.ask("/tasks")).isEmpty();
        assertThat(caller.ask("/requests").path("count").asInt()).isZero();
        assertThat(caller.ask("/queued-preferences")).isEmpty();
        assertThat(caller.ask("/settings").path("taskDuration").asString()).isEqualTo("3s");
        assertThat(caller.look(id).status()).isEqualTo(200);
        assertThat(caller.look(id).code()).isEqualTo(422);
        assertThat(caller.create(TestClient.LAWFUL).code()).isEqualTo(200);
    }

    private int seen(String query) {
        return caller.ask("/requests?" + query).path("count").asInt();
    }
}
