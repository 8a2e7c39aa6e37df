package dev.lumamodify.client;

import static dev.lumamodify.client.FaultyServer.ACCEPTED;
import static dev.lumamodify.client.FaultyServer.REQUEST;
import static dev.lumamodify.client.FaultyServer.TASK;
import static dev.lumamodify.client.FaultyServer.answer;
import static dev.lumamodify.client.FaultyServer.answering;
import static dev.lumamodify.client.FaultyServer.flag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.internal.http.Http;
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
        return LumaModify.builder().apiKey(FaultyServer.KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com",
                "http://localhost:1",
                "http://127.0.0.1:1/base/",
                "http://[::1]:1",
                "http://127.1.2.3"
            })
    void theKeyTravelsEncryptedOrNotAtAll(String url) {
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
                "ftp://localhost",
                "localhost",
                ""
            })
    void anyOtherBaseUrlIsRefused(String url) {
        assertThatThrownBy(() -> builder().baseUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("baseUrl must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "k\u00e9y", "a\u007f"})
    void aKeyMustFitIntoAHeader(String key) {
        assertThatThrownBy(() -> LumaModify.builder().apiKey(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("apiKey must be");
    }

    @Test
    void aKeyIsRequired() {
        assertThatThrownBy(() -> LumaModify.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("apiKey is required");
    }

    @Test
    void durationsAreMoreThanZero() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> builder().timeout(wrong)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> CallOptions.defaults().withTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> WaitOptions.defaults().withTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> WaitOptions.defaults().withPolling(Duration.ZERO, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> WaitOptions.defaults().withPolling(Duration.ofNanos(-1), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization", "authorization", "HOST", "Content-Type", "content-length", "Accept-Encoding"})
    void headersOfTheClientAreItsOwn(String name) {
        assertThatThrownBy(() -> CallOptions.defaults().withHeader(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"X-Name,Zo\u00eb", "X-Name,'a\nb'", "X-Name,\u007f", "'',x", "X Name,x", "X-N\u00e4me,x", "X:Name,x"})
    void headersThatCannotBeSentAreRefusedAtOnce(String name, String value) {
        assertThatThrownBy(() -> CallOptions.defaults().withHeader(name, value + "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header")
                .hasMessageNotContaining("secret");
    }

    @Test
    void optionsAreCopied() {
        CallOptions options =
                CallOptions.defaults().withHeader("A", "1").withHeader("A", "2").withPrefer("code=402");
        assertThat(options.headers()).isEqualTo(Map.of("A", "2", "Prefer", "code=402"));
        assertThat(CallOptions.defaults().headers()).isEmpty();
        assertThat(WaitOptions.defaults().withCallOptions(options).callOptions())
                .isSameAs(options);
    }

    @Test
    void durationsHaveNoUpperLimitWhereNoneIsNamed() {
        Duration ever = ChronoUnit.FOREVER.getDuration();
        assertThatThrownBy(() -> builder().timeout(ever)).isInstanceOf(IllegalArgumentException.class);
        CallOptions call = CallOptions.defaults().withTimeout(ever);
        WaitOptions wait = WaitOptions.defaults().withTimeout(ever).withCallOptions(call);
        try (FaultyServer server = new FaultyServer(flag(1));
                LumaModify luma = server.client().timeout(Duration.ofDays(1)).build()) {
            assertThat(luma.getTask(TASK, call).successFlag()).isEqualTo(TaskStatus.SUCCESS);
            assertThat(luma.awaitCompletion(TASK, wait.withPolling(Duration.ZERO, ever))
                            .successFlag())
                    .isEqualTo(TaskStatus.SUCCESS);
            assertThat(luma.awaitCompletionAsync(TASK, wait.withPolling(ever, ever)))
                    .isNotDone();
            assertThat(server.requests).hasSize(2);
        }
        new PollingPolicy(TASK, wait.withPolling(ever, ever), () -> 1)
                .saw(
                        TaskRecord.builder()
                                .taskId(TASK)
                                .paramJson("{}")
                                .createTime(1)
                                .successFlag(TaskStatus.GENERATING)
                                .build(),
                        Duration.ZERO);
    }

    @Test
    void aBaseUrlMayHaveAPath() {
        try (FaultyServer server = new FaultyServer(flag(0));
                LumaModify luma =
                        server.client().baseUrl(server.url() + "/gateway").build()) {
            luma.getTask(TASK);
            assertThat(server.requests.get(0).getTarget()).startsWith("/gateway/api/v1/");
        }
    }

    @Test
    void aClientOfTheUserIsNeverClosed() {
        OkHttpClient http = new OkHttpClient();
        try (FaultyServer server = new FaultyServer(flag(0))) {
            LumaModify luma = server.client().callFactory(http).build();
            luma.getTask(TASK);
            luma.close();
            assertThat(http.dispatcher().executorService().isShutdown()).isFalse();
            assertThat(http.connectionPool().connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void aClientOfOursIsClosedAndItsThreadsAreDaemons() {
        OkHttpClient own = Http.own();
        Thread made = ((java.util.concurrent.ThreadPoolExecutor)
                        own.dispatcher().executorService())
                .getThreadFactory()
                .newThread(() -> {});
        assertThat(made.isDaemon()).isTrue();
        Http.close(own);
        assertThat(own.dispatcher().executorService().isShutdown()).isTrue();
    }

    @Test
    void closingEndsACallInFlight() {
        try (FaultyServer server = new FaultyServer(FaultyServer.STALLED)) {
            LumaModify luma = server.client().build();
            server.whenStalled = luma::close;
            CompletableFuture<String> submit = luma.modifyAsync(REQUEST);
            assertThatThrownBy(submit::join).hasCauseInstanceOf(SubmissionOutcomeUnknownException.class);
            assertThat(server.creates()).isEqualTo(1);
        }
    }

    @Test
    void aSlowServerIsNotWaitedForEver() {
        try (FaultyServer server = new FaultyServer(FaultyServer.STALLED);
                LumaModify luma = server.client().timeout(Duration.ofMillis(1)).build()) {
            assertThatThrownBy(() -> luma.modify(REQUEST)).isInstanceOf(LumaModifyException.class);
            assertThat(server.requests).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void redirectsNeverCarryTheKey() {
        try (FaultyServer elsewhere = new FaultyServer(flag(0));
                FaultyServer server = new FaultyServer(answering(302, "")
                        .addHeader("Location", elsewhere.url() + "/")
                        .build());
                LumaModify luma = server.client().build()) {
            assertThatThrownBy(() -> luma.getTask(TASK))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("302");
            assertThat(elsewhere.requests).isEmpty();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aProxyIsUsedForItsClientOnly() {
        try (FaultyServer proxy = new FaultyServer(answer(200, ACCEPTED));
                LumaModify luma = LumaModify.builder()
                        .apiKey(FaultyServer.KEY)
                        .baseUrl("http://localhost:1")
                        .proxy(proxy.start().server.getProxyAddress())
                        .build()) {
            assertThat(luma.modify(REQUEST)).isEqualTo(TASK);
            assertThat(proxy.requests).hasSize(1);
        }
    }

    @Test
    void proxyCredentialsGoToTheProxyOnly() {
        try (FaultyServer proxy = new FaultyServer(answering(407, "")
                        .addHeader("Proxy-Authenticate", "Basic realm=\"x\"")
                        .inTunnel()
                        .build());
                LumaModify luma = LumaModify.builder()
                        .apiKey(FaultyServer.KEY)
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
    void aProxyNeedsAnOkHttpClient() {
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
