package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumamodify.client.ApiException;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.mock.ErrorStatus;
import dev.lumamodify.mock.MockServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DocumentedCodesTest {
    @TestFactory
    Stream<DynamicTest> everyDocumentedCodeReachesTheCaller() {
        OpenApiDocument document = OpenApiDocument.load();
        return Stream.of(ErrorStatus.values())
                .flatMap(style -> document.operations().stream()
                        .flatMap(operation -> operation.codes().entrySet().stream()
                                .map(code -> DynamicTest.dynamicTest(
                                        operation.id() + " " + code.getKey() + " " + code.getValue() + " (" + style
                                                + ")",
                                        () -> reaches(style, operation, code.getKey())))));
    }

    private static void reaches(ErrorStatus style, Operation operation, int code) throws IOException {
        try (MockServer mock =
                        MockServer.builder().errorStatus(style).manualClock().start();
                FaultProxy relay = new FaultProxy(
                        URI.create(mock.url()),
                        (call, onward) -> unrepeatable(onward.send(call.header("Prefer", "code=" + code))));
                LumaModify client = LumaModify.builder()
                        .apiKey("key")
                        .baseUrl(relay.url().toString())
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
            default -> throw new IllegalArgumentException("No call of the client for " + operation.id());
        };
    }

    @TestFactory
    Stream<DynamicTest> undocumentedCodesAreCarriedThrough() {
        return Stream.of(ErrorStatus.values())
                .flatMap(style -> OpenApiDocument.load().operations().stream()
                        .flatMap(operation -> List.of(400, 408, 433, 451, 531, 550, 299, 999).stream()
                                .map(code -> DynamicTest.dynamicTest(
                                        operation.id() + " " + code + " (" + style + ")",
                                        () -> carried(style, operation, code)))));
    }

    private static void carried(ErrorStatus style, Operation operation, int code) throws IOException {
        byte[] body = ("{\"code\":" + code + ",\"msg\":\"new to you\",\"data\":null}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int status = style == ErrorStatus.MIRROR ? code : 200;
        try (FaultProxy relay = new FaultProxy(
                        URI.create("http://127.0.0.1:9"),
                        (call, onward) -> unrepeatable(new Response(
                                call, status, Map.of("content-type", List.of("application/json")), body)));
                LumaModify client = LumaModify.builder()
                        .apiKey("key")
                        .baseUrl(relay.url().toString())
                        .build()) {
            assertThat(catchThrowable(() -> call(client, operation)))
                    .asInstanceOf(InstanceOfAssertFactories.type(ApiException.class))
                    .satisfies(e -> assertThat(e.code().value()).isEqualTo(code))
                    .satisfies(e -> assertThat(e.code().isKnown()).isFalse())
                    .satisfies(e -> assertThat(e.msg()).isEqualTo("new to you"));
        }
    }

    /** Names a wait that no deadline allows, so that the client fails at once instead of asking again. */
    private static Response unrepeatable(Response answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers());
        headers.put("retry-after", List.of("86400"));
        return new Response(answer.request(), answer.status(), headers, answer.body());
    }
}
