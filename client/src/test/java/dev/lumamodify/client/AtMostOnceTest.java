package dev.lumamodify.client;

import static dev.lumamodify.client.FaultyServer.ACCEPTED;
import static dev.lumamodify.client.FaultyServer.CLOSED;
import static dev.lumamodify.client.FaultyServer.REQUEST;
import static dev.lumamodify.client.FaultyServer.STALLED;
import static dev.lumamodify.client.FaultyServer.TASK;
import static dev.lumamodify.client.FaultyServer.answer;
import static dev.lumamodify.client.FaultyServer.answering;
import static dev.lumamodify.client.FaultyServer.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
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

    enum Face {
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

    enum User {
        PLAIN,
        RETRYING,
        COPYING,
        REBUILDING;

        OkHttpClient http() {
            return this == PLAIN
                    ? new OkHttpClient()
                    : new OkHttpClient.Builder().addInterceptor(this::repeat).build();
        }

        private Response repeat(Interceptor.Chain chain) throws IOException {
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
                    // Tries again, as such interceptors do.
                }
            }
            return chain.proceed(request);
        }
    }

    static Stream<Arguments> rude() {
        return Stream.of(
                        Arguments.of(
                                "503, Retry-After 0",
                                answering(503, "").addHeader("Retry-After", 0).build(),
                                SubmissionOutcomeUnknownException.class),
                        Arguments.of("503", answer(503, "busy"), SubmissionOutcomeUnknownException.class),
                        Arguments.of("500", answer(500, ""), SubmissionOutcomeUnknownException.class),
                        Arguments.of("500 in words", answer(500, envelope(500)), ApiException.class),
                        Arguments.of("408", answer(408, ""), SubmissionOutcomeUnknownException.class),
                        Arguments.of("307", moved(307), ApiException.class),
                        Arguments.of("308", moved(308), ApiException.class),
                        Arguments.of(
                                "401",
                                answering(401, "")
                                        .addHeader("WWW-Authenticate", "Bearer")
                                        .build(),
                                ApiException.class),
                        Arguments.of("429", answer(429, envelope(429)), ApiException.class),
                        Arguments.of("455", answer(200, envelope(455)), ApiException.class),
                        Arguments.of("dropped", CLOSED, SubmissionOutcomeUnknownException.class),
                        Arguments.of("stalled", STALLED, SubmissionOutcomeUnknownException.class),
                        Arguments.of(
                                "garbled", answer(200, "<html>hello</html>"), SubmissionOutcomeUnknownException.class),
                        Arguments.of(
                                "truncated",
                                answer(200, ACCEPTED.substring(0, 30)),
                                SubmissionOutcomeUnknownException.class),
                        Arguments.of(
                                "cut off",
                                answering(200, ACCEPTED)
                                        .onResponseBody(new SocketEffect.CloseSocket())
                                        .build(),
                                SubmissionOutcomeUnknownException.class),
                        Arguments.of("empty", answer(200, ""), SubmissionOutcomeUnknownException.class))
                .flatMap(rude -> Stream.of(Face.values())
                        .flatMap(face -> Stream.of(User.values())
                                .map(user -> Arguments.of(rude.get()[0], rude.get()[1], rude.get()[2], face, user))));
    }

    private static MockResponse moved(int status) {
        return answering(status, "").addHeader("Location", "/elsewhere").build();
    }

    @ParameterizedTest(name = "{0}, {3}, {4}")
    @MethodSource("rude")
    void aCreateArrivesOnce(String name, MockResponse rude, Class<?> expected, Face face, User user) {
        OkHttpClient http = user.http();
        try (FaultyServer server = new FaultyServer(rude);
                LumaModify luma = server.client().callFactory(http).build()) {
            server.whenStalled = http.dispatcher()::cancelAll;
            judge(face.failure(luma), user, expected);
            assertThat(server.creates()).isEqualTo(1);
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}, {3}, {4}")
    @MethodSource("rude")
    void aCreateArrivesOnceOnAWarmConnection(String name, MockResponse rude, Class<?> expected, Face face, User user) {
        OkHttpClient http = user.http();
        try (FaultyServer server = new FaultyServer(answer(200, ACCEPTED), rude);
                LumaModify luma = server.client().callFactory(http).build()) {
            server.whenStalled = http.dispatcher()::cancelAll;
            assertThat(face.modify(luma)).isEqualTo(TASK);
            judge(face.failure(luma), user, expected);
            assertThat(server.creates()).isEqualTo(2);
            assertThat(server.requests).hasSize(2);
        }
    }

    /** A repeating interceptor hides what the service said first, so its user learns only that the outcome is unknown. */
    private static void judge(Throwable thrown, User user, Class<?> expected) {
        assertThat(thrown).isInstanceOf(LumaModifyException.class).hasMessageNotContaining(FaultyServer.KEY);
        if (user == User.PLAIN) {
            assertThat(thrown).isInstanceOf(expected);
        } else {
            assertThat(thrown).isNotInstanceOf(TransportException.class);
        }
    }

    static Stream<Arguments> rudeOverHttp2() {
        return Stream.of(
                        Arguments.of(
                                "reset",
                                broken().onResponseStart(new SocketEffect.CloseStream(2))
                                        .build()),
                        Arguments.of(
                                "refused",
                                broken().onRequestStart(new SocketEffect.CloseStream(7))
                                        .build()),
                        Arguments.of(
                                "shut down",
                                broken().onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                                        .code(503)
                                        .build()),
                        Arguments.of("dropped", CLOSED))
                .flatMap(rude -> Stream.of(Face.values())
                        .flatMap(face -> Stream.of(User.values())
                                .map(user -> Arguments.of(rude.get()[0], rude.get()[1], face, user))));
    }

    private static MockResponse.Builder broken() {
        return new MockResponse.Builder();
    }

    @ParameterizedTest(name = "{0}, {2}, {3}")
    @MethodSource("rudeOverHttp2")
    void aCreateArrivesOnceOverHttp2(String name, MockResponse rude, Face face, User user) {
        List<Protocol> http2 = List.of(Protocol.H2_PRIOR_KNOWLEDGE);
        try (FaultyServer server = new FaultyServer(answer(200, ACCEPTED), rude)) {
            server.server.setProtocols(http2);
            try (LumaModify luma = server.client()
                    .callFactory(user.http().newBuilder().protocols(http2).build())
                    .build()) {
                assertThat(face.modify(luma)).isEqualTo(TASK);
                assertThat(face.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
                assertThat(server.creates()).isLessThanOrEqualTo(2);
                assertThat(server.requests).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSentToNobody(Face face) {
        FaultyServer server = new FaultyServer(CLOSED).start();
        server.close();
        try (LumaModify luma = server.client().build()) {
            assertThat(face.failure(luma))
                    .isInstanceOf(TransportException.class)
                    .hasMessageStartingWith("Nothing was sent");
            assertThat(server.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatIsNotMadeSendsNothing(Face face) {
        try (LumaModify luma = LumaModify.builder()
                .apiKey(FaultyServer.KEY)
                .callFactory(request -> {
                    throw new IllegalStateException("rude");
                })
                .build()) {
            assertThat(face.failure(luma))
                    .isInstanceOf(TransportException.class)
                    .hasMessageStartingWith("Nothing was sent");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatSomebodyElseHasReadIsUnknown(Face face) {
        OkHttpClient http =
                new OkHttpClient.Builder().addInterceptor(AtMostOnceTest::read).build();
        try (FaultyServer server = new FaultyServer(answer(200, ACCEPTED));
                LumaModify luma = server.client().callFactory(http).build()) {
            assertThat(face.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
            assertThat(server.creates()).isEqualTo(1);
        }
    }

    /** Reads the answer and does not put it back, as careless interceptors do. */
    static Response read(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        response.body().bytes();
        return response;
    }

    @ParameterizedTest
    @EnumSource
    void anotherCallFactoryIsGuardedToo(User user) {
        OkHttpClient http = user.http();
        try (FaultyServer server = new FaultyServer(answer(503, ""));
                LumaModify luma = server.client().callFactory(new Hidden(http)).build()) {
            for (Face face : Face.values()) {
                server.requests.clear();
                assertThat(face.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
                assertThat(server.creates()).isEqualTo(1);
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallMadeForAnOlderOkHttpProvesNothing(Face face) {
        OkHttpClient http = new OkHttpClient();
        FaultyServer server = new FaultyServer(answer(200, ACCEPTED));
        try (LumaModify luma = server.client()
                .callFactory(request -> old(http.newCall(request)))
                .build()) {
            assertThat(face.modify(luma)).isEqualTo(TASK);
            assertThat(server.creates()).isEqualTo(1);
            server.close();
            assertThat(face.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
            assertThat(server.creates()).isEqualTo(1);
        }
    }

    /** Is without the methods that {@link Call} had not always. */
    private static Call old(Call call) {
        return (Call) Proxy.newProxyInstance(
                AtMostOnceTest.class.getClassLoader(), new Class<?>[] {Call.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("addEventListener")) {
                        throw new AbstractMethodError();
                    }
                    try {
                        return method.invoke(call, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Is no {@link OkHttpClient} to the eye. */
    record Hidden(OkHttpClient http) implements Call.Factory {
        @Override
        public Call newCall(Request request) {
            return http.newCall(request);
        }
    }
}
