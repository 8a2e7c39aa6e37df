package dev.lumamodify.client;

import static dev.lumamodify.client.ResultFiles.file;
import static dev.lumamodify.client.ResultFiles.redirect;
import static dev.lumamodify.client.ResultFiles.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadRedirectTest {
    private static final DownloadOptions DEFAULTS = DownloadOptions.defaults();

    @TempDir
    private Path folder;

    private final FakeScheduler time = new FakeScheduler();

    @Test
    void redirectWithoutTargetIsRejected() {
        try (ScriptedServer server =
                        new ScriptedServer(new MockResponse.Builder().code(302).build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("redirect");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void redirectsAreLimited() {
        try (ScriptedServer server = new ScriptedServer(redirect("/again"));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() ->
                            luma.download(task(server.url() + "/v.mp4"), folder, DEFAULTS.followPrivateRedirects(true)))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("redirect");
            assertThat(server.requests).hasSize(6);
        }
    }

    @Test
    void redirectFromHttpsToHttpIsRejected() {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(301)
                        .message("")
                        .header("Location", "http://203.0.113.7/v.mp4")
                        .build())
                .build();
        try (LumaModify luma = LumaModify.builder()
                .apiKey(ScriptedServer.KEY)
                .callFactory(http)
                .scheduler(time)
                .random(() -> 0)
                .build()) {
            assertThatThrownBy(() -> luma.download(task("https://203.0.113.8/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("from https to http");
            assertThat(time.sleeps).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "2130706433",
                "[::1]",
                "[fc00::1]",
                "[fe80::1]",
                "[::ffff:10.0.0.1]",
                "0.1.2.3",
                "192.0.0.1",
                "198.18.0.1",
                "198.19.255.254",
                "240.0.0.1",
                "255.255.255.255",
                "[::7f00:1]",
                "[::8.8.8.8]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b::a9fe:a9fe]",
                "[64:ff9b::808:808]",
                "[64:ff9b:1::1]",
                "[2002:7f00:1::]",
                "[2002:a00:1::1]",
                "[2001:0:1::1]",
                "[fec0::1]",
                "[ff02::1]"
            })
    void redirectToAPrivateAddressIsRejected(String host) {
        try (ScriptedServer server = new ScriptedServer(redirect("http://" + host + ":1/secret"));
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("private address");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void hostThatBecomesPrivateIsRejected() {
        AtomicInteger lookups = new AtomicInteger();
        OkHttpClient http = new OkHttpClient.Builder()
                .dns(host -> List.of(InetAddress.getByAddress(
                        lookups.getAndIncrement() == 0
                                ? new byte[] {(byte) 203, 0, 113, 7}
                                : new byte[] {127, 0, 0, 1})))
                .build();
        try (ScriptedServer server = new ScriptedServer(request ->
                        redirect("http://rebound.test:" + request.getUrl().port() + "/secret"));
                LumaModify luma = server.clientBuilder()
                        .callFactory(http)
                        .scheduler(time)
                        .random(() -> 0)
                        .build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("private address");
            assertThat(lookups).hasValue(2);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void customCallFactoryRejectsPrivateRedirectsToo() {
        OkHttpClient http = new OkHttpClient.Builder().followRedirects(false).build();
        try (ScriptedServer server = new ScriptedServer(
                        redirect("http://localhost:1/secret"), file("x").build());
                LumaModify luma = server.clientBuilder()
                        .callFactory(new AtMostOnceTest.CustomCallFactory(http))
                        .scheduler(time)
                        .random(() -> 0)
                        .build()) {
            assertThatThrownBy(() -> luma.download(task(server.url() + "/v.mp4"), folder))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("private address");
            assertThat(server.requests).hasSize(1);
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder).get(0))
                    .hasContent("x");
        }
    }

    @Test
    void privateRedirectIsFollowedIfEnabled() {
        try (ScriptedServer server =
                        new ScriptedServer(redirect("/elsewhere"), file("x").build());
                LumaModify luma = server.clientBuilder(time).build()) {
            assertThat(luma.download(task(server.url() + "/v.mp4"), folder, DEFAULTS.followPrivateRedirects(true))
                            .get(0))
                    .hasContent("x");
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void publicRedirectIsFollowed() {
        try (ScriptedServer server = new ScriptedServer(
                redirect("http://203.0.113.7/next"), file("x").build())) {
            OkHttpClient proxied = new OkHttpClient.Builder()
                    .proxy(server.start().server.getProxyAddress())
                    .build();
            try (LumaModify luma = server.clientBuilder()
                    .callFactory(proxied)
                    .scheduler(time)
                    .random(() -> 0)
                    .build()) {
                assertThat(luma.download(task("http://203.0.113.8/v.mp4"), folder)
                                .get(0))
                        .hasContent("x");
                assertThat(server.requests).hasSize(2);
                assertThat(server.requests.get(1).getHeaders().get("Host")).isEqualTo("203.0.113.7");
            }
        }
    }

    @Test
    void nameOfAProxyMayBePrivate() {
        try (ScriptedServer server = new ScriptedServer(
                redirect("http://203.0.113.7/next"), file("x").build(), redirect("http://inside.test/secret"))) {
            OkHttpClient proxied = new OkHttpClient.Builder()
                    .proxy(new Proxy(
                            Proxy.Type.HTTP,
                            InetSocketAddress.createUnresolved(
                                    "localhost", server.start().server.getPort())))
                    .dns(host -> host.equals("inside.test")
                            ? List.of(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}))
                            : Dns.SYSTEM.lookup(host))
                    .build();
            try (LumaModify luma = server.clientBuilder()
                    .callFactory(proxied)
                    .scheduler(time)
                    .random(() -> 0)
                    .build()) {
                assertThat(luma.download(task("http://203.0.113.8/v.mp4"), folder)
                                .get(0))
                        .hasContent("x");
                assertThatThrownBy(() -> luma.download(task("http://203.0.113.8/w.mp4"), folder))
                        .isInstanceOf(DownloadException.class)
                        .hasMessageContaining("private address");
                assertThat(server.requests).hasSize(3);
            }
        }
    }

    @Test
    void redirectReleasesItsConnection() {
        OkHttpClient http = new OkHttpClient();
        try (ScriptedServer server =
                        new ScriptedServer(redirect("/elsewhere"), file("x").build());
                LumaModify luma = server.clientBuilder().callFactory(http).build()) {
            luma.download(task(server.url() + "/v.mp4"), folder, DEFAULTS.followPrivateRedirects(true));
            assertThat(http.connectionPool().connectionCount()).isEqualTo(1);
            assertThat(server.requests).hasSize(2);
        }
    }
}
