package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the live page is made of, without a browser. */
final class PageRoutesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final MockServer mock = MockServer.builder().manualClock().start();
    private final TestClient caller = new TestClient(mock);

    @AfterEach
    void stop() {
        mock.close();
    }

    @Test
    void peopleGetThePageAndProgramsAnEnvelope() throws Exception {
        HttpResponse<String> page = send("GET", "/", "Accept", "text/html,*/*");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).startsWith("<!doctype html>").doesNotContain("http://", "https://");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';")
                        .doesNotContain("unsafe"));

        assertThat(send("GET", "/", "Accept", "*/*").body()).startsWith("{\"code\":404,");
    }

    @Test
    void everyFileOfThePageIsServed() throws Exception {
        for (String file :
                List.of("page.css", "page.js", "actions.js", "curl.js", "document.js", "dom.js", "requests.js")) {
            HttpResponse<String> asset = send("GET", "/page/" + file, "Accept", "*/*");
            assertThat(asset.statusCode()).as(file).isEqualTo(200);
            assertThat(asset.headers().firstValue("Content-Type").orElseThrow())
                    .isEqualTo(file.endsWith("css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
            assertThat(asset.body()).doesNotContain("innerHTML", "document.write", "eval(");
        }
    }

    @Test
    void aCallbackIsResentHoweverItWent() {
        String id = caller.createdId(TestClient.lawful(mock.url() + "/callback/200"));
        mock.advance(Duration.ofSeconds(3));

        JsonNode task = caller.admin("POST", "/tasks/" + id + "/resend", "").body();

        assertThat(task.path("taskId").asString()).isEqualTo(id);
        assertThat(mock.callbackAttempts()).extracting(CallbackAttempt::attempt).containsExactly(1, 2);
        assertThat(mock.callbackAttempts())
                .extracting(CallbackAttempt::body)
                .containsOnly(mock.callbackAttempts().get(0).body());
    }

    @Test
    void aFailedTaskResendsItsFailure() {
        mock.enqueue("generate", "outcome=generate-failed");
        String id = caller.createdId(TestClient.lawful(mock.url() + "/callback/200"));
        mock.advance(Duration.ofSeconds(3));
        caller.admin("POST", "/tasks/" + id + "/resend", "");

        assertThat(mock.callbackAttempts())
                .hasSize(2)
                .extracting(CallbackAttempt::body)
                .containsOnly(mock.callbackAttempts().get(0).body());
        assertThat(mock.callbackAttempts().get(1).body()).startsWith("{\"code\":500,");
    }

    @Test
    void whatCannotBeResentIsSaid() {
        String working = caller.createdId(TestClient.lawful(mock.url() + "/callback/200"));
        assertThat(error(working, 409)).isEqualTo("Task " + working + " has not ended");

        String silent = caller.createdId(TestClient.LAWFUL);
        mock.advance(Duration.ofSeconds(3));
        assertThat(error(silent, 409)).isEqualTo("Task " + silent + " has no callback URL");
        assertThat(error("unknown", 404)).isEqualTo("There is no task unknown");
    }

    @Test
    void theReceiverAnswersAsItsPathSays() throws Exception {
        assertThat(send("POST", "/callback/200", "Accept", "*/*").statusCode()).isEqualTo(200);
        assertThat(send("POST", "/callback/503", "Accept", "*/*").statusCode()).isEqualTo(503);
        for (String path : List.of("/callback/199", "/callback/600", "/callback/x", "/callback/")) {
            assertThat(send("POST", path, "Accept", "*/*").body()).as(path).startsWith("{\"code\":404,");
        }
    }

    @Test
    void preferencesAreListedWithTheirChoices() {
        JsonNode preferences = caller.ask("/preferences");

        assertThat(preferences.valueStream().map(each -> each.path("name").asString()))
                .containsExactly("code", "status", "outcome", "task-duration", "callback", "delay", "fault");
        assertThat(preferences.get(2).path("choices").valueStream().map(JsonNode::asString))
                .containsExactly("success", "create-failed", "generate-failed");
    }

    private String error(String taskId, int status) {
        TestClient.Reply reply = caller.admin("POST", "/tasks/" + taskId + "/resend", "");
        assertThat(reply.status()).isEqualTo(status);
        return reply.body().path("error").asString();
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(mock.url() + path))
                        .method(method, BodyPublishers.noBody())
                        .headers(headers)
                        .build(),
                BodyHandlers.ofString());
    }
}
