package dev.lumamodify.mock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.RecordedRequest;
import dev.lumamodify.mock.junit.MockServerExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MyIntegrationTest {
    @RegisterExtension
    static final MockServerExtension mock =
            new MockServerExtension(MockServer.builder().manualClock());

    @Test
    void receivesTheMaintenanceError(MockServer server, URI url) throws Exception {
        server.enqueue("generate", "code=455");

        // Replace this request with a call of your own code.
        HttpRequest create = HttpRequest.newBuilder(url.resolve("/api/v1/modify/generate"))
                .POST(BodyPublishers.ofString("{}"))
                .build();
        HttpClient.newHttpClient().send(create, BodyHandlers.discarding());

        List<RecordedRequest> requests = server.awaitRequests("generate", 1, Duration.ofSeconds(5));
        assertThat(requests).singleElement().extracting(RecordedRequest::code).isEqualTo(455);
    }
}
