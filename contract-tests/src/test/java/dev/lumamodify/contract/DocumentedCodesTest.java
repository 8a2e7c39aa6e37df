package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumamodify.client.ApiException;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.mock.FaultProxy;
import dev.lumamodify.mock.ErrorStatus;
import dev.lumamodify.mock.MockServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The client on the mock server: what a caller gets for each code. */
class DocumentedCodesTest {
    private static final List<Integer> UNDOCUMENTED = List.of(400, 408, 433, 451, 531, 550, 299, 999);

    @TestFactory
    Stream<DynamicTest> everyDocumentedCodeReachesTheCaller() {
        OpenApiDocument document = OpenApiDocument.load();
        return Stream.of(ErrorStatus.values())
                .flatMap(style -> document.operations().stream()
                        .flatMap(operation -> operation.codes().entrySet().stream()
                                .map(code -> DynamicTest.dynamicTest(
                                        operation.id() + " " + code.getKey() + " " + code.getValue() + " (" + style
                                                + ")",
                                        () -> documentedCodeReachesTheCaller(style, operation, code.getKey())))));
    }

    private static void documentedCodeReachesTheCaller(ErrorStatus style, Operation operation, int code)
            throws IOException {
        try (MockServer mock =
                        MockServer.builder().errorStatus(style).manualClock().start();
                FaultProxy proxy = new FaultProxy(
                        URI.create(mock.url()),
                        (request, server) -> notRetried(server.send(request.header("Prefer", "code=" + code))));
                LumaModify client = LumaModify.builder()
                        .apiKey("key")
                        .baseUrl(proxy.url().toString())
                        .build()) {
            Throwable thrown = catchThrowable(() -> call(client, operation));

            if (code == Response.OK) {
                assertThat(thrown).isNull();
            } else {
                assertThat(thrown)
                        .asInstanceOf(InstanceOfAssertFactories.type(ApiException.class))
                        .satisfies(e -> assertThat(e.code().value()).isEqualTo(code))
                        .satisfies(e -> assertThat(e.code().isKnown()).isTrue())
                        .satisfies(e -> assertThat(e.httpStatus()).isEqualTo(style == ErrorStatus.MIRROR ? code : 200));
            }
        }
    }

    private static Object call(LumaModify client, Operation operation) {
        return switch (operation.id()) {
            case "generate" ->
                client.modify(ModifyRequest.builder()
                        .prompt("Turn the street into a canal")
                        .videoUrl("https://example.com/input-video.mp4")
                        .build());
            case "recordInfo" -> client.getTask("774d9a7dd608a0e49293903095e45a4c");
            case "getCredits" -> client.getCredits();
            case "getDownloadUrl" -> client.getDownloadUrl("https://files.example.com/result.mp4");
            default -> throw new IllegalArgumentException("This test does not call " + operation.id());
        };
    }

    @TestFactory
    Stream<DynamicTest> undocumentedCodesReachTheCallerAsErrors() {
        return Stream.of(ErrorStatus.values())
                .flatMap(style -> OpenApiDocument.load().operations().stream()
                        .flatMap(operation -> UNDOCUMENTED.stream()
                                .map(code -> DynamicTest.dynamicTest(
                                        operation.id() + " " + code + " (" + style + ")",
                                        () -> undocumentedCodeReachesTheCaller(style, operation, code)))));
    }

    private static void undocumentedCodeReachesTheCaller(ErrorStatus style, Operation operation, int code)
            throws IOException {
        byte[] body =
                ("{\"code\":" + code + ",\"msg\":\"a new message\",\"data\":null}").getBytes(StandardCharsets.UTF_8);
        int status = style == ErrorStatus.MIRROR ? code : 200;
        try (FaultProxy proxy = new FaultProxy(
                        URI.create("http://127.0.0.1:9"),
                        (request, server) -> notRetried(new Response(
                                request, status, Map.of("content-type", List.of("application/json")), body)));
                LumaModify client = LumaModify.builder()
                        .apiKey("key")
                        .baseUrl(proxy.url().toString())
                        .build()) {
            assertThat(catchThrowable(() -> call(client, operation)))
                    .asInstanceOf(InstanceOfAssertFactories.type(ApiException.class))
                    .satisfies(e -> assertThat(e.code().value()).isEqualTo(code))
                    .satisfies(e -> assertThat(e.code().isKnown()).isFalse())
                    .satisfies(e -> assertThat(e.msg()).isEqualTo("a new message"));
        }
    }

    /** Adds a Retry-After that exceeds every timeout, so that the client fails at once instead of retrying. */
    private static Response notRetried(Response response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers());
        headers.put("retry-after", List.of("86400"));
        return new Response(response.request(), response.status(), headers, response.body());
    }
}
