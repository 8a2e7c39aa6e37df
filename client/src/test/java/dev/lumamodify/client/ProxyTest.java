package dev.lumamodify.client;

import static dev.lumamodify.client.ResultFiles.file;
import static dev.lumamodify.client.ResultFiles.task;
import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProxyTest {
    private static final String PASSWORD = OutputCapture.MARKER + "proxy-password";
    private static final String HTTP = "http://127.0.0.1:1";

    private static LumaModifyBuilder builder() {
        return LumaModify.builder().apiKey(ScriptedServer.KEY).baseUrl(HTTP);
    }

    private static MockResponse respondIfAuthorized(RecordedRequest request) {
        if (!Credentials.basic("user", PASSWORD).equals(request.getHeaders().get("Proxy-Authorization"))) {
            return responseBuilder(407, "")
                    .addHeader("Proxy-Authenticate", "Basic realm=\"x\"")
                    .build();
        }
        return request.getTarget().endsWith(".mp4")
                ? file("x").build()
                : request.getMethod().equals("POST") ? response(200, CREATED) : taskWithStatus(1);
    }

    @Test
    void proxyCredentialsAreSentForAnHttpUrl(@TempDir Path folder) {
        try (ScriptedServer proxy = new ScriptedServer(ProxyTest::respondIfAuthorized);
                LumaModify luma = builder()
                        .proxy(proxy.start().server.getProxyAddress())
                        .proxyCredentials("user", PASSWORD)
                        .build()) {
            assertThat(luma.modify(REQUEST)).isEqualTo(TASK_ID);
            assertThat(luma.modifyAsync(REQUEST).join()).isEqualTo(TASK_ID);
            assertThat(luma.getTask(TASK_ID).taskId()).isEqualTo(TASK_ID);
            assertThat(luma.download(task("http://203.0.113.7/v.mp4"), folder).get(0))
                    .hasContent("x");
            assertThat(proxy.requests).hasSize(4);
        }
    }

    @Test
    void proxyCredentialsAreNotSentWithoutAProxy() {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder()
                        .proxyCredentials("user", PASSWORD)
                        .build()) {
            assertThat(luma.modify(REQUEST)).isEqualTo(TASK_ID);
            assertThat(server.requests)
                    .hasSize(1)
                    .allMatch(request -> request.getHeaders().get("Proxy-Authorization") == null);
        }
    }

    static Stream<Proxy> remoteProxies() {
        return Stream.of(
                new Proxy(Proxy.Type.HTTP, new InetSocketAddress("203.0.113.7", 3128)),
                new Proxy(Proxy.Type.SOCKS, new InetSocketAddress("203.0.113.7", 1080)),
                new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example.com", 3128)));
    }

    @ParameterizedTest
    @MethodSource("remoteProxies")
    void remoteProxyOfAnHttpUrlNeedsPermission(Proxy proxy) {
        OkHttpClient http = new OkHttpClient.Builder().proxy(proxy).build();
        for (LumaModifyBuilder builder :
                List.of(builder().proxy(proxy), builder().callFactory(http))) {
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("unencrypted")
                    .hasMessageContaining("allowInsecureHttp");
            assertThatCode(() -> builder.allowInsecureHttp().build().close()).doesNotThrowAnyException();
        }
        assertThatCode(() ->
                        LumaModify.builder().apiKey("k").proxy(proxy).build().close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("remoteProxies")
    void remoteProxyOfASelectorGetsNoApiKey(Proxy proxy) {
        OkHttpClient http =
                new OkHttpClient.Builder().proxySelector(selector(proxy)).build();
        try (LumaModify luma = builder().callFactory(http).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("unencrypted");
        }
    }

    @Test
    void localProxyOfASelectorIsUsed() {
        try (ScriptedServer proxy = new ScriptedServer(response(200, CREATED))) {
            OkHttpClient http = new OkHttpClient.Builder()
                    .proxySelector(selector(proxy.start().server.getProxyAddress()))
                    .build();
            try (LumaModify luma = builder().callFactory(http).build()) {
                assertThat(luma.modify(REQUEST)).isEqualTo(TASK_ID);
                assertThat(proxy.requests).hasSize(1);
            }
        }
    }

    private static ProxySelector selector(Proxy proxy) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxy);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }
}
