package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Multipart.Part;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.mock.FaultLayer;
import dev.lumamodify.contract.mock.MockTarget;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Servers that store, serve or charge uploads wrongly. */
final class UploadFaults {
    private static final int MIB = 1 << 20;

    private UploadFaults() {}

    static void addTo(FaultTable table) {
        contents(table);
        names(table);
        parameters(table);
        data(table);
        envelopes(table);
        others(table);
    }

    private static void contents(FaultTable table) {
        FaultTable.Group served = table.foundBy("uploads.round-trip");
        stores(served, "stores line breaks in another form", content -> content.replace("\r\n", "\n"));
        stores(served, "removes a byte order mark from files", content -> content.replace("\u00ef\u00bb\u00bf", ""));
        stores(served, "ends a file at the first NUL", content -> content.split("\0", 2)[0]);
        stores(served, "cuts files after 1 MiB", content -> content.substring(0, Math.min(MIB, content.length())));
        served.handlesRequest("serves files with an API key only", (request, mock) -> {
            boolean rejected = Messages.isDownload(request)
                    && request.header("Authorization").isEmpty();
            Response response = mock.apply(request);
            return rejected ? Messages.withStatus(response, 401) : response;
        });
        table.foundBy("uploads.empty-file")
                .readsRequest(
                        "stores a blank for an empty file",
                        request -> withContent(request, content -> content.isEmpty() ? " " : content));
        table.foundBy("uploads.base64").handlesRequest("stores the text of a data URL", (request, mock) -> {
            String data = Messages.text(Messages.json(request), "base64Data");
            String text = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
            return mock.apply(
                    data.startsWith("data:")
                            ? Messages.editJson(request, json -> json.put("base64Data", text))
                            : request);
        });
        // The only download of the check comes after 23 hours.
        table.foundBy("uploads.kept")
                .readsRequest(
                        "deletes files before 23 hours have passed",
                        request -> Messages.isDownload(request) ? request.path(request.path() + "x") : request);
    }

    private static void names(FaultTable table) {
        table.foundBy("uploads.named")
                .readsRequest("ignores the folder", request -> Messages.editField(request, "uploadPath", path -> ""));
        table.foundBy("uploads.unusual-names")
                .responds(
                        "does not encode the names of files in URLs",
                        response -> Messages.isUpload(response.request()) && response.accepted()
                                ? Messages.editJson(
                                        response,
                                        json -> json.withObject("/data")
                                                .put(
                                                        "downloadUrl",
                                                        json.at("/data/downloadUrl")
                                                                .asString()
                                                                .replace("%23", "#")
                                                                .replace("%3F", "?")))
                                : response);
        table.foundBy("uploads.random-names")
                .readsRequest(
                        "stores all files without a name under the same one",
                        request -> Messages.editParts(
                                request,
                                parts -> parts.stream()
                                                .anyMatch(part -> part.name().equals("fileName"))
                                        ? parts
                                        : Stream.concat(parts.stream(), Stream.of(Part.field("fileName", "file.bin")))
                                                .toList()));
        table.foundBy("uploads.replaced").add("keeps the first file of a name", UploadFaults::firstOfName);
        table.foundBy("uploads.other-file-kept")
                .readsRequest(
                        "stores the files of all folders in one",
                        request -> Messages.editField(request, "uploadPath", path -> "all"));
        FaultTable.Group traversal = table.foundBy("uploads.no-traversal");
        traversal.readsRequest("resolves .. in names", request -> {
            boolean parent = field(request, "fileName").equals("../victim.txt");
            return parent
                    ? Messages.editField(
                            Messages.editField(request, "fileName", name -> "victim.txt"),
                            "uploadPath",
                            path -> path.replaceFirst("/[^/]*$", ""))
                    : request;
        });
        traversal.readsRequest(
                "resolves .. in folders",
                request -> Messages.editField(request, "uploadPath", path -> path.replaceFirst("/[^/]+/\\.\\.$", "")));
        traversal.readsRequest("ends a name at the first NUL", request -> {
            boolean nul = field(request, "fileName").contains("\0");
            return nul
                    ? Messages.editField(
                            Messages.editField(request, "fileName", name -> name.split("\0", 2)[0]),
                            "uploadPath",
                            path -> path.replaceFirst("/[^/]*$", ""))
                    : request;
        });
    }

    private static void parameters(FaultTable table) {
        table.foundBy("uploads.bad-base64-rejected")
                .readsRequest(
                        "removes invalid characters from Base64",
                        request -> Messages.editField(
                                request,
                                "base64Data",
                                data -> data.startsWith("data:")
                                        ? data
                                        : data.replaceAll("[^\\w+/]", "").replaceFirst("^$", "AAAA")));
        FaultTable.Group invalid = table.foundBy("operations.invalid-rejected");
        invalid.readsRequest(
                "accepts a file under any name",
                request -> Messages.editParts(
                        request,
                        parts -> parts.stream()
                                .map(part -> part.fileName() != null ? Part.file("file", part.content()) : part)
                                .toList()));
        invalid.readsRequest(
                "accepts a folder that begins with a slash",
                request -> Messages.editField(request, "uploadPath", path -> path.replaceFirst("^/+", "")));
        invalid.responds(
                "rejects an upload without a file with code 422",
                response -> Messages.isUpload(response.request()) ? Messages.withCode(response, 400, 422) : response);
        table.foundBy("uploads.from-stored-url")
                .handlesRequest("stores the URL of a file as its content", (request, mock) -> {
                    String url = Messages.text(Messages.json(request), "fileUrl");
                    return mock.apply(request.path().endsWith("file-url-upload") ? asBase64(request, url) : request);
                });
        table.foundBy("uploads.from-url")
                .readsRequest(
                        "removes the query of the URL of a file",
                        request -> Messages.editField(request, "fileUrl", url -> url.replaceFirst("\\?.*", "")));
        table.foundBy("uploads.unreachable-url-rejected")
                .handlesRequest("stores an empty file for a URL that cannot be reached", (request, mock) -> {
                    Response response = mock.apply(request);
                    return response.code() == 400 && request.path().endsWith("file-url-upload")
                            ? mock.apply(asBase64(request, "sorry"))
                            : response;
                });
    }

    private static void data(FaultTable table) {
        FaultTable.Group size = table.foundBy("uploads.size");
        edits(size, "reports the size of the Base64 text", data -> {
            data.put("fileSize", (data.path("fileSize").asInt() + 2) / 3 * 4);
        });
        edits(size, "reports the extension of the name as the media type", data -> data.put("mimeType", "txt"));
        FaultTable.Group valid = table.foundBy("envelope.valid").withTrafficOf("uploads.size");
        edits(valid, "reports the time of an upload without an offset", data -> {
            data.put("uploadedAt", data.path("uploadedAt").asString().replaceFirst("Z$", ""));
        });
        edits(valid, "reports the time of an upload as a number", data -> data.put("uploadedAt", 1_755_078_000_000L));
        edits(valid, "reports the size of a file as text", data -> {
            data.put("fileSize", data.path("fileSize").asString());
        });
        edits(valid, "returns a path as the URL of a file", data -> data.put("downloadUrl", "/uploads/file"));
    }

    private static void envelopes(FaultTable table) {
        table.foundBy("envelope.valid")
                .withTrafficOf("uploads.bad-base64-rejected")
                .responds(
                        "reports success of a rejected upload",
                        response -> Messages.isUpload(response.request())
                                ? Messages.editJson(response, json -> json.put("success", true))
                                : response);
        FaultTable.Group status = table.foundBy("envelope.status-is-code").withTrafficOf("uploads.bad-base64-rejected");
        status.responds(
                "rejects uploads with HTTP status 200",
                response -> Messages.isUpload(response.request()) ? Messages.withStatus(response, 200) : response);
        status.responds(
                "rejects uploads with HTTP status 422",
                response -> Messages.isUpload(response.request()) && response.code() == 400
                        ? Messages.withStatus(response, 422)
                        : response);
        table.foundBy("auth.operations-need-key")
                .readsRequest(
                        "stores files without a key",
                        request -> Messages.isUpload(request) ? request.key(MockTarget.API_KEY) : request);
    }

    private static void others(FaultTable table) {
        table.foundBy("uploads.free").add("charges for uploads", () -> new FaultLayer() {
            private final AtomicInteger uploads = new AtomicInteger();

            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                int count = Messages.isUpload(request) ? uploads.incrementAndGet() : uploads.get();
                return Messages.asksForCredits(request) && response.accepted()
                        ? Messages.editJson(
                                response,
                                json -> json.put("data", json.path("data").asDouble() - count))
                        : response;
            }
        });
        table.foundBy("uploads.usable-in-create")
                .rejectsValid(
                        "rejects create requests with the URL of an uploaded file",
                        request -> Messages.text(Messages.json(request), "videoUrl")
                                .contains("/uploads/"));
    }

    /** Stores the first file for each folder and name, and ignores the others. */
    private static FaultLayer firstOfName() {
        Map<String, Response> first = new ConcurrentHashMap<>();
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                String name = field(request, "fileName");
                return Messages.isUpload(request) && !name.isEmpty()
                        ? first.computeIfAbsent(field(request, "uploadPath") + "/" + name, key -> mock.apply(request))
                        : mock.apply(request);
            }
        };
    }

    private static String field(Request request, String name) {
        Map<String, String> fields = new HashMap<>();
        Messages.parts(request).forEach(part -> fields.put(part.name(), part.text()));
        return fields.getOrDefault(name, Messages.text(Messages.json(request), name));
    }

    private static Request asBase64(Request request, String content) {
        String data = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
        return Messages.editJson(request, json -> json.put("base64Data", data).remove("fileUrl"))
                .path("/api/file-base64-upload");
    }

    private static void stores(FaultTable.Group group, String name, UnaryOperator<String> change) {
        group.readsRequest(name, request -> withContent(request, change));
    }

    /** Changes the content of an uploaded file, in which every byte is one character. */
    private static Request withContent(Request request, UnaryOperator<String> change) {
        return Messages.editParts(
                request,
                parts -> parts.stream()
                        .map(part -> part.fileName() == null
                                ? part
                                : Part.file(
                                        part.name(),
                                        change.apply(new String(part.content(), StandardCharsets.ISO_8859_1))
                                                .getBytes(StandardCharsets.ISO_8859_1)))
                        .toList());
    }

    private static void edits(FaultTable.Group group, String name, Consumer<ObjectNode> edit) {
        group.responds(
                name,
                response -> Messages.isUpload(response.request()) && response.accepted()
                        ? Messages.editJson(response, json -> edit.accept(json.withObject("/data")))
                        : response);
    }
}
