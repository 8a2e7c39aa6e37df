package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumamodify.client.ApiException;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.UploadedFile;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.contract.internal.generate.SampleFiles;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.mock.FaultProxy;
import dev.lumamodify.mock.ErrorStatus;
import dev.lumamodify.mock.MockServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The client on the mock server: what a caller gets for each code. */
class DocumentedCodesTest {
    private static final Set<Integer> RESULT_CODES =
            OpenApiDocument.load().operation("generate").codes().keySet();

    private static final List<Integer> UNDOCUMENTED = List.of(400, 408, 433, 451, 531, 550, 299, 999);

    @TestFactory
    Stream<DynamicTest> everyDocumentedCodeReachesTheCaller() {
        return Stream.of(ErrorStatus.values())
                .flatMap(style -> operations()
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
                        // ApiException has the codes of the other operations; those of uploads only are unknown to it.
                        .satisfies(e -> assertThat(e.code().isKnown()).isEqualTo(RESULT_CODES.contains(code)))
                        .satisfies(e -> assertThat(e.httpStatus()).isEqualTo(isStatus(operation, style) ? code : 200));
            }
        }
    }

    /** Returns the operations of the client. It has no method for uploadBase64. */
    private static Stream<Operation> operations() {
        return OpenApiDocument.load().operations().stream()
                .filter(operation -> !operation.id().equals("uploadBase64"));
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
            case "uploadFile" -> upload(client);
            case "uploadFromUrl" -> client.uploadFromUrl("https://example.com/input-video.mp4");
            default -> throw new IllegalArgumentException("This test does not call " + operation.id());
        };
    }

    private static UploadedFile upload(LumaModify client) {
        try {
            Path video = Files.createTempFile("upload", ".mp4");
            try {
                return client.upload(Files.write(video, SampleFiles.mp4()));
            } finally {
                Files.delete(video);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> undocumentedCodesReachTheCallerAsErrors() {
        return Stream.of(ErrorStatus.values())
                .flatMap(style -> operations()
                        .flatMap(operation -> UNDOCUMENTED.stream()
                                .filter(code -> !operation.codes().containsKey(code))
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

    private static boolean isStatus(Operation operation, ErrorStatus style) {
        return operation.statusIsCode() || style == ErrorStatus.MIRROR;
    }

    /** Adds a Retry-After that exceeds every timeout, so that the client fails at once instead of retrying. */
    private static Response notRetried(Response response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers());
        headers.put("retry-after", List.of("86400"));
        return new Response(response.request(), response.status(), headers, response.body());
    }
}
