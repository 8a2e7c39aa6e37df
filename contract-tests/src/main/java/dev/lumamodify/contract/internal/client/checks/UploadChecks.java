package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.API_KEY;
import static dev.lumamodify.contract.internal.client.FileScenarios.UPLOAD_FOLDER;
import static dev.lumamodify.contract.internal.client.FileScenarios.UPLOAD_NAME;
import static dev.lumamodify.contract.internal.client.FileScenarios.upload;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.FileScenarios;
import dev.lumamodify.contract.internal.client.ReceivedRequest;
import dev.lumamodify.contract.internal.client.ResponseBodies;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.client.TemporaryFile;
import dev.lumamodify.contract.internal.generate.SampleFiles;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.Multipart;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Checks of uploads and downloads. */
public final class UploadChecks {
    private static final String FACTS = "docs/api-facts.md#uploads";
    private static final String AUTHENTICATION = "docs/api-facts.md#authentication";
    private static final String MESSAGE = "the msg of this upload";
    private static final byte[] VIDEO = SampleFiles.mp4();

    private UploadChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "upload.request",
                        "An upload is one POST of the file, its folder and its name as multipart/form-data to the upload"
                                + " host, and nothing after it has succeeded.",
                        "#/components/schemas/FileUploadRequest",
                        UploadChecks::sendsFile),
                ClientCheck.of(
                        "upload.url",
                        "An upload returns the `downloadUrl` of the response.",
                        "#/components/schemas/UploadData/properties/downloadUrl",
                        UploadChecks::returnsUrl),
                ClientCheck.of(
                        "upload.api-errors",
                        "A rejected upload is reported with its code and msg.",
                        FACTS,
                        context -> rejections(context)
                                .forEach((code, response) -> upload(context, "code " + code, VIDEO, response)
                                        .endsAs(Kind.API_ERROR)
                                        .reports(code, MESSAGE))),
                ClientCheck.of(
                                "upload.rejected-once",
                                "A rejected upload is not repeated.",
                                FACTS,
                                context -> rejections(context)
                                        .forEach((code, response) -> upload(context, "code " + code, VIDEO, response)
                                                .sends(1)))
                        .recommended(),
                ClientCheck.of(
                        "upload.no-success-without-url",
                        "A response without a `downloadUrl` is not reported as a success.",
                        "#/components/schemas/UploadData/required",
                        UploadChecks::noSuccessWithoutUrl),
                ClientCheck.of(
                                "upload.retries",
                                "An upload that fails transiently is repeated with the same bytes, name and folder.",
                                FACTS,
                                UploadChecks::retries)
                        .recommended(),
                ClientCheck.of(
                        "upload.redirects",
                        "The API key is not sent to the host of a redirect of an upload.",
                        AUTHENTICATION,
                        UploadChecks::redirects),
                ClientCheck.of(
                        "download.without-key",
                        "A result is downloaded byte for byte, without the API key.",
                        "docs/api-facts.md#retention",
                        UploadChecks::downloads));
    }

    private static void sendsFile(ClientTestContext context) {
        for (byte[] content : List.of(VIDEO, SampleFiles.mp4(3_000_000))) {
            ClientRun run = upload(
                    context,
                    content.length + " bytes",
                    content,
                    ScriptedResponse.json(200, context.bodies().uploaded(), "Connection: close"));
            assertFileSent(context, run.endsAs(Kind.SUCCESS).sends(1), content);
        }
    }

    private static void assertFileSent(ClientTestContext context, ClientRun run, byte[] content) {
        for (ReceivedRequest received : run.requests()) {
            run.assertThat(
                    received.method()
                            .equals(context.document().operation("uploadFile").method()),
                    "must use the documented method");
            run.assertThat(
                    received.target()
                            .equals(context.document().operation("uploadFile").path()),
                    "must use the documented path");
            Map<String, byte[]> parts = Multipart.read(received.header("content-type"), received.body()).stream()
                    .collect(Collectors.toMap(Multipart.Part::name, Multipart.Part::content, (a, b) -> new byte[0]));
            run.assertThat(
                    parts.keySet()
                            .equals(Objects.requireNonNull(context.document()
                                            .operation("uploadFile")
                                            .requestSchema())
                                    .propertyNames()),
                    "must send the documented parts once, not " + parts.keySet());
            run.assertThat(Arrays.equals(parts.get("file"), content), "must send exactly the bytes of the file");
            run.assertThat(text(parts, "uploadPath").equals(UPLOAD_FOLDER), "must send the folder as uploadPath");
            run.assertThat(text(parts, "fileName").equals(UPLOAD_NAME), "must send the name as fileName");
        }
    }

    private static String text(Map<String, byte[]> parts, String name) {
        return new String(parts.get(name), StandardCharsets.UTF_8);
    }

    private static void returnsUrl(ClientTestContext context) {
        String url = "https://files.example.com/a%20b/stra%C3%9Fe.mp4?x=1";
        String body = context.bodies()
                .uploaded()
                .replaceFirst("\"downloadUrl\":\"[^\"]*\"", "\"downloadUrl\":\"" + url + "\"");
        ClientRun run = upload(context, "an encoded URL", VIDEO, ScriptedResponse.json(200, body));
        run.endsAs(Kind.SUCCESS)
                .assertThat(run.outcome().resultUrls().equals(List.of(url)), "must return the downloadUrl " + url);
    }

    /** Returns responses to uploads that were not stored, and that a repetition does not change. */
    private static Map<Integer, ScriptedResponse> rejections(ClientTestContext context) {
        Map<Integer, ScriptedResponse> responses = new LinkedHashMap<>();
        for (int code : context.document().operation("uploadFile").codes().keySet()) {
            if (code != 200 && code != 500) {
                String body = "{\"success\":false,\"code\":" + code + ",\"msg\":\"" + MESSAGE + "\",\"data\":null}";
                responses.put(code, ScriptedResponse.json(code, body));
            }
        }
        return responses;
    }

    private static void noSuccessWithoutUrl(ClientTestContext context) {
        String example = context.bodies().uploaded();
        for (String body : List.of(
                example.replace("downloadUrl", "url"),
                example.replaceFirst("\"downloadUrl\":\"[^\"]*\"", "\"downloadUrl\":\"\""),
                "{\"success\":true,\"code\":200,\"msg\":\"File uploaded successfully\",\"data\":null}",
                "{\"success\":true,\"code\":200,\"msg\":\"File uploaded successfully\"}",
                "<html>It works</html>",
                "")) {
            upload(context, "HTTP 200 " + body, VIDEO, ScriptedResponse.json(200, body))
                    .doesNotEndAs(Kind.SUCCESS, Kind.INVALID);
        }
    }

    private static void retries(ClientTestContext context) {
        ScriptedResponse stored = ScriptedResponse.json(200, context.bodies().uploaded());
        Map<String, ScriptedResponse> failures = new LinkedHashMap<>();
        failures.put("a closed connection", ScriptedResponse.CLOSE);
        failures.put("HTTP 503 HTML", ScriptedResponse.of(503, "text/html", "<html>Sorry</html>"));
        failures.put("HTTP 500", ScriptedResponse.json(500, ResponseBodies.error(500, MESSAGE)));
        byte[] content = SampleFiles.mp4(300_000);
        failures.forEach((scenario, failure) -> assertFileSent(
                context,
                upload(context, scenario, content, failure, stored)
                        .endsAs(Kind.SUCCESS)
                        .sends(2),
                content));
    }

    private static void redirects(ClientTestContext context) {
        for (int status : List.of(301, 302, 303, 307, 308)) {
            ScriptedResponse stored =
                    ScriptedResponse.json(200, context.bodies().uploaded());
            try (ScriptedServer otherHost = ScriptedServer.of(List.of(stored))) {
                String location =
                        "Location: http://localhost:" + otherHost.url().getPort() + "/elsewhere";
                ClientRun run = upload(
                        context, "HTTP " + status, VIDEO, ScriptedResponse.of(status, "text/plain", "", location));
                assertNoKey(run, otherHost);
            }
        }
    }

    private static void assertNoKey(ClientRun run, ScriptedServer otherHost) {
        run.assertThat(
                otherHost.requests().stream()
                        .noneMatch(
                                request -> (request.target() + request.headers() + request.text()).contains(API_KEY)),
                "must not send the API key to another host");
    }

    private static void downloads(ClientTestContext context) {
        byte[] content = context.bodies().task(1).getBytes(StandardCharsets.UTF_8);
        ScriptedResponse file =
                ScriptedResponse.of(200, "video/mp4", context.bodies().task(1));
        try (ScriptedServer results = ScriptedServer.of(List.of(file));
                TemporaryFile target = TemporaryFile.absent("result.mp4")) {
            String url = "http://localhost:" + results.url().getPort() + "/result.mp4?signature=x";
            ClientRun run = FileScenarios.download(context, "a result on another host", url, target);
            run.endsAs(Kind.SUCCESS);
            run.assertThat(Arrays.equals(target.content(), content), "must write exactly the bytes of the result");
            run.assertThat(
                    results.requests().get(0).target().equals("/result.mp4?signature=x"), "must use the whole URL");
            assertNoKey(run, results);
        }
    }
}
