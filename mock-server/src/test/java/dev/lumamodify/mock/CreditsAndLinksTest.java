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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CreditsAndLinksTest {
    private static final Duration MINUTES_20 = Duration.ofMinutes(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final MockServer mock =
            MockServer.builder().manualClock().creditsPerTask(3).start();
    private final TestClient client = new TestClient(mock);

    @AfterEach
    void stop() {
        mock.close();
    }

    private TestClient.Response credits() {
        return client.send("GET", TestClient.CREDITS, BodyPublishers.noBody());
    }

    private TestClient.Response link(String url) {
        return client.send(
                "POST",
                TestClient.DOWNLOAD_URL,
                BodyPublishers.ofString("{\"url\":\"" + url + "\"}"),
                "Content-Type",
                "application/json");
    }

    private String resultUrl() {
        String id = client.createTask(TestClient.VALID_REQUEST);
        mock.advance(Duration.ofDays(1));
        return client.read(id).data().at("/response/resultUrls/0").asString();
    }

    private static HttpResponse<String> fetch(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    @Test
    void creditsAreThoseOfTheAccount() {
        long before = credits().data().asLong();
        client.createTask(TestClient.VALID_REQUEST);

        assertThat(credits().body().toString())
                .isEqualTo("{\"code\":200,\"msg\":\"success\",\"data\":" + (before - 3) + "}");
    }

    @Test
    void operationsCostNothing() {
        String url = resultUrl();
        long before = credits().data().asLong();

        link(url);

        assertThat(credits().data().asLong()).isEqualTo(before);
    }

    @Test
    void creditsAreLoggedAsTheirOperation() {
        credits();

        assertThat(mock.requests()).singleElement().satisfies(request -> {
            assertThat(request.operation()).isEqualTo("getCredits");
            assertThat(request.code()).isEqualTo(200);
        });
    }

    @Test
    void linkWorksFor20Minutes() throws Exception {
        String url = resultUrl();
        String link = link(url).data().asString();
        assertThat(link).startsWith(url + "?");

        mock.advance(MINUTES_20);
        assertThat(fetch(link).statusCode()).isEqualTo(200);

        mock.advance(Duration.ofMillis(1));
        HttpResponse<String> expired = fetch(link);
        assertThat(expired.statusCode()).isEqualTo(410);
        assertThat(expired.body()).contains("\"code\":410", "links work for 20 minutes");
        assertThat(fetch(url).statusCode()).isEqualTo(200);
    }

    @Test
    void expiredLinkGivesAFreshLink() throws Exception {
        String link = link(resultUrl()).data().asString();
        mock.advance(MINUTES_20.plusMillis(1));

        assertThat(fetch(link(link).data().asString()).statusCode()).isEqualTo(200);
    }

    @Test
    void foreignUrlIsRejected() {
        String url = resultUrl();
        for (String foreign : new String[] {
            "https://example.com/a.mp4",
            url.replace("127.0.0.1", "example.com"),
            url.replace(".mp4", ".mov"),
            url.replaceAll("[^/]+\\.mp4", "unknown.mp4"),
            url.replace("/results/", "/other/"),
            mock.url() + "/"
        }) {
            TestClient.Response response = link(foreign);
            assertThat(response.code()).as(foreign).isEqualTo(422);
            assertThat(response.msg()).isEqualTo("The URL is no file of this service");
        }
    }

    @Test
    void resultThatDoesNotExistIsRejected() {
        String url = resultUrl();
        String id = client.createTask(TestClient.VALID_REQUEST);
        assertThat(link(url.replaceAll("[^/]+\\.mp4", id + ".mp4")).code())
                .as("in progress")
                .isEqualTo(422);

        mock.advance(Duration.ofDays(15));
        assertThat(link(url).code()).as("deleted").isEqualTo(422);
    }

    @Test
    void invalidRequestIsRejected() {
        assertThat(link("a.mp4").msg()).isEqualTo("url must be an http or https URL");
        assertThat(client.send(
                                "POST",
                                TestClient.DOWNLOAD_URL,
                                BodyPublishers.ofString("{}"),
                                "Content-Type",
                                "application/json")
                        .msg())
                .isEqualTo("url is required");
    }
}
