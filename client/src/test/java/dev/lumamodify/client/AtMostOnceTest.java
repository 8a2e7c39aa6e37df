package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CONNECTION_CLOSED;
import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.STALLED;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.envelope;
import static dev.lumamodify.client.ScriptedServer.response;
import static dev.lumamodify.client.ScriptedServer.responseBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AtMostOnceTest {

    enum CallStyle {
        BLOCKING {
            @Override
            String modify(LumaModify luma) {
                return luma.modify(REQUEST);
            }
        },
        ASYNC {
            @Override
            String modify(LumaModify luma) {
                return luma.modifyAsync(REQUEST).join();
            }
        };

        abstract String modify(LumaModify luma);

        Throwable failure(LumaModify luma) {
            Throwable thrown = catchThrowable(() -> modify(luma));
            return Objects.requireNonNull(thrown instanceof CompletionException ? thrown.getCause() : thrown);
        }
    }

    enum Interceptors {
        NONE,
        RETRYING,
        COPYING,
        REBUILDING;

        OkHttpClient http() {
            return this == NONE
                    ? new OkHttpClient()
                    : new OkHttpClient.Builder().addInterceptor(this::retry).build();
        }

        private Response retry(Interceptor.Chain chain) throws IOException {
            Request request = chain.request();
            if (this != RETRYING && request.body() != null) {
                Buffer copy = new Buffer();
                request.body().writeTo(copy);
                Request.Builder builder = this == COPYING
                        ? request.newBuilder()
                        : new Request.Builder().url(request.url()).headers(request.headers());
                request = builder.post(RequestBody.create(
                                copy.readByteString(), request.body().contentType()))
                        .build();
            }
            for (int i = 0; i < 4; i++) {
                try {
                    Response response = chain.proceed(request);
                    if (response.isSuccessful()) {
                        return response;
                    }
                    response.close();
                } catch (IOException e) {
                    // Retried below.
                }
            }
            return chain.proceed(request);
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                        Arguments.of(
                                "503, Retry-After 0",
                                responseBuilder(503, "")
                                        .addHeader("Retry-After", 0)
                                        .build(),
                                SubmissionOutcomeUnknownException.class),
                        Arguments.of("503", response(503, "busy"), SubmissionOutcomeUnknownException.class),
                        Arguments.of("500", response(500, ""), SubmissionOutcomeUnknownException.class),
                        Arguments.of("500 with an envelope", response(500, envelope(500)), ApiException.class),
                        Arguments.of("408", response(408, ""), SubmissionOutcomeUnknownException.class),
                        Arguments.of("307", redirect(307), ApiException.class),
                        Arguments.of("308", redirect(308), ApiException.class),
                        Arguments.of(
                                "401",
                                responseBuilder(401, "")
                                        .addHeader("WWW-Authenticate", "Bearer")
                                        .build(),
                                ApiException.class),
                        Arguments.of("429", response(429, envelope(429)), ApiException.class),
                        Arguments.of("455", response(200, envelope(455)), ApiException.class),
                        Arguments.of("connection closed", CONNECTION_CLOSED, SubmissionOutcomeUnknownException.class),
                        Arguments.of("stalled", STALLED, SubmissionOutcomeUnknownException.class),
                        Arguments.of(
                                "not JSON",
                                response(200, "<html>hello</html>"),
                                SubmissionOutcomeUnknownException.class),
                        Arguments.of(
                                "truncated JSON",
                                response(200, CREATED.substring(0, 30)),
                                SubmissionOutcomeUnknownException.class),
                        Arguments.of(
                                "connection closed in the body",
                                responseBuilder(200, CREATED)
                                        .onResponseBody(new SocketEffect.CloseSocket())
                                        .build(),
                                SubmissionOutcomeUnknownException.class),
                        Arguments.of("empty", response(200, ""), SubmissionOutcomeUnknownException.class))
                .flatMap(failure -> Stream.of(CallStyle.values())
                        .flatMap(callStyle -> Stream.of(Interceptors.values())
                                .map(interceptors -> Arguments.of(
                                        failure.get()[0],
                                        failure.get()[1],
                                        failure.get()[2],
                                        callStyle,
                                        interceptors))));
    }

    private static MockResponse redirect(int status) {
        return responseBuilder(status, "").addHeader("Location", "/elsewhere").build();
    }

    @ParameterizedTest(name = "{0}, {3}, {4}")
    @MethodSource("failures")
    void createRequestIsSentOnce(
            String name, MockResponse response, Class<?> expected, CallStyle callStyle, Interceptors interceptors) {
        OkHttpClient http = interceptors.http();
        try (ScriptedServer server = new ScriptedServer(response);
                LumaModify luma = server.clientBuilder().callFactory(http).build()) {
            server.onStall = http.dispatcher()::cancelAll;
            assertFailure(callStyle.failure(luma), interceptors, expected);
            assertThat(server.createRequests()).isEqualTo(1);
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}, {3}, {4}")
    @MethodSource("failures")
    void createRequestIsSentOnceOnAWarmConnection(
            String name, MockResponse response, Class<?> expected, CallStyle callStyle, Interceptors interceptors) {
        OkHttpClient http = interceptors.http();
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED), response);
                LumaModify luma = server.clientBuilder().callFactory(http).build()) {
            server.onStall = http.dispatcher()::cancelAll;
            assertThat(callStyle.modify(luma)).isEqualTo(TASK_ID);
            assertFailure(callStyle.failure(luma), interceptors, expected);
            assertThat(server.createRequests()).isEqualTo(2);
            assertThat(server.requests).hasSize(2);
        }
    }

    /** A retrying interceptor hides the first response, so that the outcome is unknown. */
    private static void assertFailure(Throwable thrown, Interceptors interceptors, Class<?> expected) {
        assertThat(thrown).isInstanceOf(LumaModifyException.class).hasMessageNotContaining(ScriptedServer.KEY);
        if (interceptors == Interceptors.NONE) {
            assertThat(thrown).isInstanceOf(expected);
        } else {
            assertThat(thrown).isNotInstanceOf(TransportException.class);
        }
    }

    static Stream<Arguments> failuresOverHttp2() {
        return Stream.of(
                        Arguments.of(
                                "stream reset",
                                emptyResponse()
                                        .onResponseStart(new SocketEffect.CloseStream(2))
                                        .build()),
                        Arguments.of(
                                "connection shut down",
                                emptyResponse()
                                        .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                                        .code(503)
                                        .build()),
                        Arguments.of("connection closed", CONNECTION_CLOSED))
                .flatMap(failure -> Stream.of(CallStyle.values())
                        .flatMap(callStyle -> Stream.of(Interceptors.values())
                                .map(interceptors ->
                                        Arguments.of(failure.get()[0], failure.get()[1], callStyle, interceptors))));
    }

    private static MockResponse.Builder emptyResponse() {
        return new MockResponse.Builder();
    }

    @ParameterizedTest(name = "{0}, {2}, {3}")
    @MethodSource("failuresOverHttp2")
    void createRequestIsSentOnceOverHttp2(
            String name, MockResponse response, CallStyle callStyle, Interceptors interceptors) {
        List<Protocol> http2 = List.of(Protocol.H2_PRIOR_KNOWLEDGE);
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED), response)) {
            server.server.setProtocols(http2);
            try (LumaModify luma = server.clientBuilder()
                    .callFactory(
                            interceptors.http().newBuilder().protocols(http2).build())
                    .build()) {
                assertThat(callStyle.modify(luma)).isEqualTo(TASK_ID);
                assertThat(callStyle.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
                assertThat(server.createRequests()).isLessThanOrEqualTo(2);
                assertThat(server.requests).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusedConnectionThrowsTransportException(CallStyle callStyle) {
        ScriptedServer server = new ScriptedServer(CONNECTION_CLOSED).start();
        server.close();
        try (LumaModify luma = server.clientBuilder().build()) {
            assertThat(callStyle.failure(luma))
                    .isInstanceOf(TransportException.class)
                    .hasMessageStartingWith("The submission was not sent");
            assertThat(server.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void failingCallFactoryThrowsTransportException(CallStyle callStyle) {
        try (LumaModify luma = LumaModify.builder()
                .apiKey(ScriptedServer.KEY)
                .callFactory(request -> {
                    throw new IllegalStateException("no call");
                })
                .build()) {
            assertThat(callStyle.failure(luma))
                    .isInstanceOf(TransportException.class)
                    .hasMessageStartingWith("The submission was not sent");
        }
    }

    @ParameterizedTest
    @EnumSource
    void responseConsumedByAnInterceptorHasAnUnknownOutcome(CallStyle callStyle) {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(AtMostOnceTest::consumeBody)
                .build();
        try (ScriptedServer server = new ScriptedServer(response(200, CREATED));
                LumaModify luma = server.clientBuilder().callFactory(http).build()) {
            assertThat(callStyle.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    /** Reads the body and does not replace it, as some logging interceptors do. */
    static Response consumeBody(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        response.body().bytes();
        return response;
    }

    @ParameterizedTest
    @EnumSource
    void customCallFactorySendsOnceToo(Interceptors interceptors) {
        OkHttpClient http = interceptors.http();
        try (ScriptedServer server = new ScriptedServer(response(503, ""));
                LumaModify luma = server.clientBuilder()
                        .callFactory(new CustomCallFactory(http))
                        .build()) {
            for (CallStyle callStyle : CallStyle.values()) {
                server.requests.clear();
                assertThat(callStyle.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
                assertThat(server.createRequests()).isEqualTo(1);
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    /** A call factory that is not an {@link OkHttpClient}. */
    record CustomCallFactory(OkHttpClient http) implements Call.Factory {
        @Override
        public Call newCall(Request request) {
            return http.newCall(request);
        }
    }
}
