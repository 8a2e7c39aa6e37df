package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.internal.http.HttpClients;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskStatus;
import java.net.Proxy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LumaModifyBuilderTest {

    private static LumaModifyBuilder builder() {
        return LumaModify.builder().apiKey(ScriptedServer.KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com",
                "http://localhost:1",
                "http://127.0.0.1:1/base/",
                "http://[::1]:1",
                "http://127.1.2.3",
                "http://mock.localhost:1",
                "http://LOCALHOST"
            })
    void httpsAndLoopbackBaseUrlsAreAccepted(String url) {
        builder().baseUrl(url).build().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://10.0.0.1",
                "http://127.256.0.1",
                "http://notlocalhost",
                "http://localhost.:1",
                "http://mock:8080",
                "http://host.docker.internal:8080"
            })
    void unencryptedBaseUrlRequiresPermission(String url) {
        assertThatThrownBy(() -> builder().baseUrl(url).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("baseUrl must be https")
                .hasMessageContaining("allowInsecureHttp");
        builder().baseUrl(url).allowInsecureHttp().build().close();
        builder().allowInsecureHttp().baseUrl(url).build().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://localhost", "localhost", ""})
    void invalidBaseUrlIsRejected(String url) {
        assertThatThrownBy(() -> builder().baseUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("baseUrl must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "k\u00e9y", "a\u007f"})
    void invalidApiKeyIsRejected(String key) {
        assertThatThrownBy(() -> LumaModify.builder().apiKey(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("apiKey must be");
    }

    @Test
    void apiKeyIsRequired() {
        assertThatThrownBy(() -> LumaModify.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("apiKey is required");
    }

    @Test
    void numberOfRetriesIsLimited() {
        for (int invalid : new int[] {-1, 11}) {
            assertThatThrownBy(() -> builder().maxRetries(invalid))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("maxRetries must be from 0 to 10");
        }
    }

    @Test
    void clientWithoutRetriesReadsOnce() {
        try (ScriptedServer server = new ScriptedServer(response(503, ""));
                LumaModify luma =
                        server.clientBuilder(new FakeScheduler()).maxRetries(0).build()) {
            assertThatThrownBy(() -> luma.getTask(TASK_ID)).isInstanceOf(ApiException.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void durationsMustBeMoreThanZero() {
        for (Duration invalid : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> builder().timeout(invalid)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> CallOptions.defaults().withTimeout(invalid))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> WaitOptions.defaults().withTimeout(invalid))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> WaitOptions.defaults().withPolling(Duration.ZERO, invalid))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> WaitOptions.defaults().withPolling(Duration.ofNanos(-1), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization", "authorization", "HOST", "Content-Type", "content-length", "Accept-Encoding"})
    void headersOfTheClientCannotBeSet(String name) {
        assertThatThrownBy(() -> CallOptions.defaults().withHeader(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"X-Name,Zo\u00eb", "X-Name,'a\nb'", "X-Name,\u007f", "'',x", "X Name,x", "X-N\u00e4me,x", "X:Name,x"})
    void invalidHeadersAreRejected(String name, String value) {
        assertThatThrownBy(() -> CallOptions.defaults().withHeader(name, value + "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header")
                .hasMessageNotContaining("secret");
    }

    @Test
    void optionsAreImmutable() {
        CallOptions options =
                CallOptions.defaults().withHeader("A", "1").withHeader("A", "2").withPrefer("code=402");
        assertThat(options.headers()).isEqualTo(Map.of("A", "2", "Prefer", "code=402"));
        assertThat(CallOptions.defaults().headers()).isEmpty();
        assertThat(WaitOptions.defaults().withCallOptions(options).callOptions())
                .isSameAs(options);
    }

    @Test
    void onlyTheTimeoutOfTheBuilderHasAMaximum() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        assertThatThrownBy(() -> builder().timeout(forever)).isInstanceOf(IllegalArgumentException.class);
        CallOptions call = CallOptions.defaults().withTimeout(forever);
        WaitOptions wait = WaitOptions.defaults().withTimeout(forever).withCallOptions(call);
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(1));
                LumaModify luma =
                        server.clientBuilder().timeout(Duration.ofDays(1)).build()) {
            assertThat(luma.getTask(TASK_ID, call).successFlag()).isEqualTo(TaskStatus.SUCCESS);
            assertThat(luma.awaitCompletion(TASK_ID, wait.withPolling(Duration.ZERO, forever))
                            .successFlag())
                    .isEqualTo(TaskStatus.SUCCESS);
            assertThat(luma.awaitCompletionAsync(TASK_ID, wait.withPolling(forever, forever)))
                    .isNotDone();
            assertThat(server.requests).hasSize(2);
        }
        new PollingPolicy(TASK_ID, wait.withPolling(forever, forever), () -> 1)
                .onTask(
                        TaskRecord.builder()
                                .taskId(TASK_ID)
                                .paramJson("{}")
                                .createTime(1)
                                .successFlag(TaskStatus.GENERATING)
                                .build(),
                        Duration.ZERO);
    }

    @Test
    void baseUrlCanHaveAPath() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = server.clientBuilder()
                        .baseUrl(server.url() + "/gateway")
                        .build()) {
            luma.getTask(TASK_ID);
            assertThat(server.requests.get(0).getTarget()).startsWith("/gateway/api/v1/");
        }
    }

    @Test
    void givenHttpClientIsNeverClosed() {
        OkHttpClient http = new OkHttpClient();
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0))) {
            LumaModify luma = server.clientBuilder().httpClient(http).build();
            luma.getTask(TASK_ID);
            luma.close();
            assertThat(http.dispatcher().executorService().isShutdown()).isFalse();
            assertThat(http.connectionPool().connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void defaultHttpClientIsClosedAndHasDaemonThreads() {
        OkHttpClient httpClient = HttpClients.createDefault();
        Thread thread = ((java.util.concurrent.ThreadPoolExecutor)
                        httpClient.dispatcher().executorService())
                .getThreadFactory()
                .newThread(() -> {});
        assertThat(thread.isDaemon()).isTrue();
        HttpClients.close(httpClient);
        assertThat(httpClient.dispatcher().executorService().isShutdown()).isTrue();
    }

    @Test
    void closeEndsACallInProgress() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.STALLED)) {
            LumaModify luma = server.clientBuilder().build();
            server.onStall = luma::close;
            CompletableFuture<String> submission = luma.modifyAsync(REQUEST);
            assertThatThrownBy(submission::join).hasCauseInstanceOf(SubmissionOutcomeUnknownException.class);
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @Test
    void timeoutEndsACallToASlowServer() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.STALLED);
                LumaModify luma =
                        server.clientBuilder().timeout(Duration.ofMillis(1)).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(LumaModifyException.class);
            assertThat(server.requests).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void redirectsAreNotFollowedWithTheApiKey() {
        try (ScriptedServer elsewhere = new ScriptedServer(taskWithStatus(0));
                ScriptedServer server = new ScriptedServer(responseBuilder(302, "")
                        .addHeader("Location", elsewhere.url() + "/")
                        .build());
                LumaModify luma = server.clientBuilder().build()) {
            assertThatThrownBy(() -> luma.getTask(TASK_ID))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("302");
            assertThat(elsewhere.requests).isEmpty();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void proxyIsUsed() {
        try (ScriptedServer proxy = new ScriptedServer(response(200, CREATED));
                LumaModify luma = LumaModify.builder()
                        .apiKey(ScriptedServer.KEY)
                        .baseUrl("http://localhost:1")
                        .proxy(proxy.start().server.getProxyAddress())
                        .build()) {
            assertThat(luma.modify(REQUEST)).isEqualTo(TASK_ID);
            assertThat(proxy.requests).hasSize(1);
        }
    }

    @Test
    void proxyCredentialsAreSentToTheProxyOnly() {
        try (ScriptedServer proxy = new ScriptedServer(responseBuilder(407, "")
                        .addHeader("Proxy-Authenticate", "Basic realm=\"x\"")
                        .inTunnel()
                        .build());
                LumaModify luma = LumaModify.builder()
                        .apiKey(ScriptedServer.KEY)
                        .baseUrl("https://api.example.com")
                        .proxy(proxy.start().server.getProxyAddress())
                        .proxyCredentials("user", OutputCapture.MARKER + "proxy-password")
                        .build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST))
                    .isInstanceOf(TransportException.class)
                    .hasMessageNotContaining(OutputCapture.MARKER + "proxy-password");
            assertThat(proxy.requests)
                    .isNotEmpty()
                    .allMatch(r ->
                            r.getMethod().equals("CONNECT") && r.getHeaders().get("Authorization") == null)
                    .anyMatch(r -> r.getHeaders().get("Proxy-Authorization") != null);
        }
    }

    @Test
    void proxyRequiresAnOkHttpClient() {
        OkHttpClient http = new OkHttpClient();
        Call.Factory other = new Call.Factory() {
            @Override
            public Call newCall(Request request) {
                return http.newCall(request);
            }
        };
        assertThatThrownBy(
                        () -> builder().callFactory(other).proxy(Proxy.NO_PROXY).build())
                .isInstanceOf(IllegalStateException.class);
    }
}
