package dev.lumamodify.contract.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.contract.internal.harness.Request;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackReceiverTest {
    private static CallbackReceiver start(String target, @Nullable String listen, @Nullable String url) {
        return CallbackReceiver.start(
                new Target(
                        URI.create(target),
                        null,
                        "key",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Duration.ZERO,
                        Duration.ZERO,
                        null,
                        listen,
                        url == null ? null : URI.create(url)),
                TargetClock.system());
    }

    @ParameterizedTest
    @CsvSource({
        "'', http://127.0.0.1:",
        "127.0.0.1:0, http://127.0.0.1:",
        "localhost, http://127.0.0.1:",
        "[::1]:0, http://[0:0:0:0:0:0:0:1]:",
        "[::1], http://[0:0:0:0:0:0:0:1]:",
        "0.0.0.0:0, http://127.0.0.1:",
        "[::]:0, http://127.0.0.1:"
    })
    void theUrlThatTheServerGetsCanBeCalled(String listen, String url) {
        try (CallbackReceiver receiver = start("http://127.0.0.1:1", listen.isEmpty() ? null : listen, null)) {
            CallbackEndpoint endpoint = receiver.newEndpoint(CallbackResponder.status(204));

            assertThat(endpoint.url()).startsWith(url);
            URI called = URI.create(endpoint.url());
            RecordingHttpClient client = new RecordingHttpClient(URI.create(receiver.localUrl()));
            assertThat(client.send(new Request("POST", called.getPath())).status())
                    .isEqualTo(204);
            assertThat(endpoint.attempts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host.docker.internal:19050",
                "http://web_app:19055",
                "https://tunnel.example.com/a/b/",
                "https://ci.example.com/callbacks"
            })
    void anotherUrlCanBeStated(String url) {
        try (CallbackReceiver receiver = start("http://127.0.0.1:1", "127.0.0.1:0", url)) {
            CallbackEndpoint endpoint = receiver.newEndpoint(CallbackResponder.status(204));

            assertThat(endpoint.url()).isEqualTo(url.replaceFirst("/$", "") + "/callbacks/1");
            // A tunnel may keep the path of its URL, or remove it.
            URI local = URI.create(receiver.localUrl());
            RecordingHttpClient client = new RecordingHttpClient(local);
            assertThat(client.send(new Request("POST", "/a/b/callbacks/1")).status())
                    .isEqualTo(204);
            assertThat(client.send(new Request("POST", "/callbacks/1")).status())
                    .isEqualTo(204);
            assertThat(client.send(new Request("POST", "/callbacks/callbacks/1"))
                            .status())
                    .isEqualTo(204);
            assertThat(client.send(new Request("POST", "/other")).status()).isEqualTo(404);
        }
    }

    @Test
    void theWildcardAddressNeedsAUrlForAServerOnAnotherMachine() {
        assertThatThrownBy(() -> start("http://192.0.2.1:1", "0.0.0.0:0", null))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("--callback-url must state the URL of this machine");
    }

    @Test
    void nameThatIsNoAddressOfThisMachineIsReported() {
        assertThatThrownBy(() -> start("http://127.0.0.1:1", "web_app.invalid:0", null))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("web_app.invalid is no address of this machine")
                .hasMessageContaining("--callback-url");
    }
}
