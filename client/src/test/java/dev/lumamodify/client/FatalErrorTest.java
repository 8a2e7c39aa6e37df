package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.taskWithStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumamodify.client.AtMostOnceTest.CallStyle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An {@link Error} ends a call at once, as itself. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FatalErrorTest {
    private final Error error = new NoSuchMethodError("an incompatible library");
    private static final WaitOptions WAIT = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofSeconds(1));

    private void fail() {
        throw error;
    }

    private Stream<Named<Call.Factory>> factories() {
        OkHttpClient http = new OkHttpClient();
        return Stream.concat(
                FailingListener.EVENTS.stream()
                        .filter(event -> !event.startsWith("requestBody"))
                        .map(event -> Named.of(event, FailingListener.http(event, this::fail))),
                Stream.of(
                        Named.of("call factory", request -> {
                            throw error;
                        }),
                        Named.of(
                                "interceptor before the request",
                                http.newBuilder()
                                        .addInterceptor(chain -> {
                                            throw error;
                                        })
                                        .build()),
                        Named.of(
                                "interceptor after the response",
                                http.newBuilder()
                                        .addInterceptor(chain -> {
                                            chain.proceed(chain.request()).close();
                                            throw error;
                                        })
                                        .build()),
                        Named.of(
                                "network interceptor",
                                http.newBuilder()
                                        .addNetworkInterceptor(chain -> {
                                            throw error;
                                        })
                                        .build())));
    }

    Stream<Arguments> submissions() {
        Stream<Named<Call.Factory>> onlyPost = Stream.of("requestBodyStart", "requestBodyEnd")
                .map(event -> Named.of(event, FailingListener.http(event, this::fail)));
        return Stream.concat(factories(), onlyPost)
                .flatMap(factory -> Stream.of(CallStyle.values()).map(callStyle -> Arguments.of(factory, callStyle)));
    }

    @ParameterizedTest
    @MethodSource("submissions")
    void errorEndsASubmissionAsItself(Call.Factory factory, CallStyle callStyle) {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder()
                        .callFactory(factory)
                        .retryRejectedSubmissions()
                        .build()) {
            assertThat(callStyle.failure(luma)).isSameAs(error);
            assertThat(server.createRequests()).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("factories")
    void errorEndsAReadAsItself(Call.Factory factory) {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = server.clientBuilder().callFactory(factory).build()) {
            assertThat(catchThrowable(() -> luma.getTask(TASK_ID))).isSameAs(error);
            assertThat(server.requests).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("factories")
    void errorEndsAWaitAsItself(Call.Factory factory) {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = server.clientBuilder().callFactory(factory).build()) {
            assertThat(catchThrowable(() -> luma.awaitCompletion(TASK_ID, WAIT)))
                    .isSameAs(error);
            assertThatThrownBy(() -> luma.awaitCompletionAsync(TASK_ID, WAIT).join())
                    .hasCause(error);
            assertThat(server.requests).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void errorOfTheExecutorEndsACallBeforeItIsSent() {
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder()
                        .executor(task -> {
                            throw error;
                        })
                        .build()) {
            assertThatThrownBy(() -> luma.modifyAsync(REQUEST).join()).hasCause(error);
            assertThat(catchThrowable(() -> luma.awaitCompletion(TASK_ID, WAIT)))
                    .isSameAs(error);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void errorOfAListenerEndsTheWait() {
        Consumer<Object> listener = change -> fail();
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(0));
                LumaModify luma = server.clientBuilder().build()) {
            CompletableFuture<?> wait = luma.awaitCompletionAsync(TASK_ID, WAIT.withListener(listener::accept));
            assertThatThrownBy(wait::join).hasCause(error);
        }
    }

    @Test
    void exceptionOfAListenerIsIgnored() {
        try (ScriptedServer server = new ScriptedServer(taskWithStatus(1));
                LumaModify luma = server.clientBuilder().build()) {
            WaitOptions options = WAIT.withListener(change -> {
                throw new IllegalStateException();
            });
            assertThat(luma.awaitCompletion(TASK_ID, options).taskId()).isEqualTo(TASK_ID);
        }
    }
}
