package dev.lumamodify.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The space for uploads, and uploads that do not arrive. */
final class UploadQuotaTest {
    private MockServer mock;
    private TestClient client;

    @BeforeEach
    void start() {
        start(MockServer.builder().maxUploadBytes(100).uploadRetention(Duration.ofMinutes(1)));
    }

    private void start(MockServerBuilder builder) {
        if (mock != null) {
            mock.close();
        }
        mock = builder.manualClock().start();
        client = new TestClient(mock);
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    private TestClient.Response upload(int size, String name) {
        return new Multipart()
                .file("file", new byte[size])
                .field("fileName", name)
                .send(client);
    }

    @Test
    void rejectsUploadsBeyondTheQuotaUnlessFilesHaveExpired() {
        assertThat(upload(60, "a").status()).isEqualTo(200);
        mock.advance(Duration.ofSeconds(50));
        assertThat(upload(40, "b").status()).isEqualTo(200);

        TestClient.Response rejected = upload(60, "c");
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.msg()).endsWith("100 bytes; see --max-upload-bytes");

        mock.advance(Duration.ofSeconds(11));
        assertThat(upload(60, "c").status()).isEqualTo(200);
        assertThat(mock.uploads()).extracting(UploadedFile::path).containsExactly("b", "c");
        assertThat(upload(1, "d").status()).isEqualTo(400);
    }

    @Test
    void freesTheSpaceOfAReplacedAndOfARejectedFile() {
        for (int i = 0; i < 5; i++) {
            assertThat(upload(50, "a").status()).isEqualTo(200);
            assertThat(upload(50, "..").status()).isEqualTo(400);
        }
    }

    /** A client that does not read before it has sent everything, as most do. */
    @Test
    void rejectsALargeUploadWithoutAConnectionReset() throws Exception {
        byte[] part = new byte[1 << 20];
        int parts = 200;
        try (RawConnection connection = new RawConnection(mock)) {
            byte[] head = new Multipart().file("file", part).incomplete();
            connection
                    .write("POST " + Multipart.PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test\r\n"
                            + "Connection: close\r\nContent-Type: " + Multipart.CONTENT_TYPE + "\r\nContent-Length: "
                            + (head.length + (long) parts * part.length) + "\r\n\r\n")
                    .write(head);
            for (int i = 0; i < parts; i++) {
                connection.write(part);
            }

            assertThat(connection.readAll()).startsWith("HTTP/1.1 400 ").contains("see --max-upload-bytes");
        }
    }

    @Test
    void rejectsABodyThatPauses() throws Exception {
        start(MockServer.builder().idleTimeout(Duration.ofMillis(500)));
        try (RawConnection connection = new RawConnection(mock)) {
            connection
                    .write("POST " + Multipart.PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                            + Multipart.CONTENT_TYPE + "\r\nContent-Length: 100000\r\n\r\n")
                    .write(new Multipart().file("file", new byte[9]).incomplete());

            assertThat(connection.readAll())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("the request body must not pause for 500ms");
        }
    }

    @Test
    void freesTheSpaceOfAFileWhoseClientDisconnects() throws Exception {
        start(MockServer.builder().maxUploadBytes(100_000));
        try (RawConnection connection = new RawConnection(mock)) {
            connection
                    .write("POST " + Multipart.PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test\r\n"
                            + "Content-Type: " + Multipart.CONTENT_TYPE + "\r\nContent-Length: 100000\r\n\r\n")
                    .write(new Multipart().file("file", new byte[90_000]).incomplete());
        }
        assertThat(mock.awaitRequests("uploadFile", 1, Duration.ofMinutes(1))).hasSize(1);

        assertThat(upload(90_000, "a").status()).isEqualTo(200);
    }
}
