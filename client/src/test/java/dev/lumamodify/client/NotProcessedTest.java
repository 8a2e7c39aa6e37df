package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.CONNECTION_CLOSED;
import static dev.lumamodify.client.ScriptedServer.CREATED;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static dev.lumamodify.client.ScriptedServer.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.AtMostOnceTest.CallStyle;
import dev.lumamodify.client.AtMostOnceTest.Interceptors;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.QueueDispatcher;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A submission that the server certainly did not process can be repeated. */
class NotProcessedTest {
    private static final MockResponse STREAM_REFUSED = new MockResponse.Builder()
            .onRequestStart(new SocketEffect.CloseStream(7))
            .build();
    private static final List<Protocol> HTTP_2 = List.of(Protocol.H2_PRIOR_KNOWLEDGE);

    enum Factory {
        OKHTTP {
            @Override
            Call.Factory create(OkHttpClient http) {
                return http;
            }
        },
        WITHOUT_EVENTS {
            @Override
            Call.Factory create(OkHttpClient http) {
                return request -> proxy(http.newCall(request), () -> {});
            }
        },
        OLDER_OKHTTP {
            @Override
            Call.Factory create(OkHttpClient http) {
                return request -> proxy(http.newCall(request), () -> {
                    throw new AbstractMethodError();
                });
            }
        },
        INCOMPATIBLE_OKHTTP {
            @Override
            Call.Factory create(OkHttpClient http) {
                return request -> proxy(http.newCall(request), () -> {
                    throw new IncompatibleClassChangeError();
                });
            }
        };

        abstract Call.Factory create(OkHttpClient http);

        /** Returns a call that does something else instead of adding an event listener. */
        private static Call proxy(Call call, Runnable addEventListener) {
            return (Call) Proxy.newProxyInstance(
                    NotProcessedTest.class.getClassLoader(),
                    new Class<?>[] {Call.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("addEventListener")) {
                            addEventListener.run();
                            return null;
                        }
                        try {
                            return method.invoke(call, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    static Stream<Arguments> factories() {
        return Stream.of(Factory.values())
                .flatMap(factory -> Stream.of(CallStyle.values()).map(callStyle -> Arguments.of(factory, callStyle)));
    }

    private static void assertNotSent(Throwable failure) {
        assertThat(failure)
                .isInstanceOf(TransportException.class)
                .hasMessageStartingWith("The submission was not sent");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("factories")
    void refusedConnectionSendsNothing(Factory factory, CallStyle callStyle) {
        OkHttpClient http = new OkHttpClient();
        ScriptedServer server = new ScriptedServer(response(200, CREATED));
        try (LumaModify luma =
                server.clientBuilder().callFactory(factory.create(http)).build()) {
            assertThat(callStyle.modify(luma)).isEqualTo(TASK_ID);
            server.close();
            http.connectionPool().evictAll();
            assertNotSent(callStyle.failure(luma));
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("factories")
    void refusedStreamIsNotProcessed(Factory factory, CallStyle callStyle) throws Exception {
        assertNotProcessed(factory, callStyle, streamId -> frame(3, streamId, "00000007"));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("factories")
    void streamAboveTheLastOneOfAGoAwayIsNotProcessed(Factory factory, CallStyle callStyle) throws Exception {
        assertNotProcessed(factory, callStyle, streamId -> frame(7, 0, "00000000" + "00000000"));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("factories")
    void streamWithAnotherErrorHasAnUnknownOutcome(Factory factory, CallStyle callStyle) throws Exception {
        assertThat(failure(factory, callStyle, streamId -> frame(3, streamId, "00000002")))
                .isInstanceOf(SubmissionOutcomeUnknownException.class);
    }

    private static void assertNotProcessed(Factory factory, CallStyle callStyle, IntFunction<byte[]> response)
            throws Exception {
        assertNotSent(failure(factory, callStyle, response));
    }

    /** Returns the failure of a submission to an HTTP/2 server that responds to a request with one frame. */
    private static Throwable failure(Factory factory, CallStyle callStyle, IntFunction<byte[]> response)
            throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Thread thread = new Thread(() -> respond(server, response));
            thread.start();
            OkHttpClient http = new OkHttpClient.Builder().protocols(HTTP_2).build();
            try (LumaModify luma = LumaModify.builder()
                    .apiKey(ScriptedServer.KEY)
                    .baseUrl("http://127.0.0.1:" + server.getLocalPort())
                    .callFactory(factory.create(http))
                    .build()) {
                return callStyle.failure(luma);
            } finally {
                http.connectionPool().evictAll();
                thread.join();
            }
        }
    }

    /** Accepts one HTTP/2 connection. Sends a frame after the end of the request. */
    private static void respond(ServerSocket server, IntFunction<byte[]> response) {
        try (Socket socket = server.accept();
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            socket.getOutputStream().write(frame(4, 0, ""));
            in.skipNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
            boolean data = false;
            boolean ended = false;
            int streamId = 0;
            while (!data || !ended) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                data = in.readUnsignedByte() == 0;
                ended = (in.readUnsignedByte() & 1) == 1;
                streamId = in.readInt();
                in.skipNBytes(length);
            }
            socket.getOutputStream().write(response.apply(streamId));
            // The client closes the connection.
            while (in.read() >= 0) {}
        } catch (IOException e) {
            // The client sees that the connection is closed, and the test fails.
        }
    }

    private static byte[] frame(int type, int streamId, String payload) {
        return HexFormat.of()
                .parseHex(String.format("%06x%02x00%08x%s", payload.length() / 2, type, streamId, payload));
    }

    /** The first request may have been processed, even though the stream of the second one was refused. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void refusedStreamOfARepeatedRequestHasAnUnknownOutcome(Interceptors interceptors) {
        for (Factory factory : Factory.values()) {
            OkHttpClient http =
                    interceptors.http().newBuilder().protocols(HTTP_2).build();
            try (ScriptedServer server = new ScriptedServer()) {
                server.server.setProtocols(HTTP_2);
                QueueDispatcher responses = new QueueDispatcher();
                responses.setFailFast(STREAM_REFUSED);
                server.server.setDispatcher(responses);
                server.server.enqueue(CONNECTION_CLOSED);
                try (LumaModify luma =
                        server.clientBuilder().callFactory(factory.create(http)).build()) {
                    assertThat(CallStyle.BLOCKING.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
                }
            }
        }
    }

    /** The body of the client is not written, but the server may have processed the other one. */
    @ParameterizedTest
    @EnumSource
    void replacedBodyHasAnUnknownOutcome(CallStyle callStyle) {
        RequestBody replacement = RequestBody.create("{}", MediaType.get("application/json"));
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().post(replacement).build()))
                .build();
        try (ScriptedServer server = new ScriptedServer(CONNECTION_CLOSED);
                LumaModify luma = server.clientBuilder().callFactory(http).build()) {
            assertThat(callStyle.failure(luma)).isInstanceOf(SubmissionOutcomeUnknownException.class);
            assertThat(server.createRequests()).isEqualTo(1);
        }
    }
}
