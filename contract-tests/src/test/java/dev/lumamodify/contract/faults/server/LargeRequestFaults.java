package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Servers that reject, damage or fail on create requests that are large but valid. */
final class LargeRequestFaults {
    private static final int KIB = 1024;

    private LargeRequestFaults() {}

    static void addTo(FaultTable table) {
        damages(table.foundBy("requests.large-undamaged"));
        rejections(table.foundBy("requests.large-accepted"));
        FaultTable.Group uploads = table.foundBy("uploads.base64-limit");
        uploads.readsRequest(
                "rejects a file above 1 MiB in Base64",
                request -> Messages.editField(request, "base64Data", data -> data.length() > 1 << 20 ? "" : data));
        uploads.readsRequest(
                "accepts a file of any size in Base64",
                request -> Messages.editField(
                        request, "base64Data", data -> data.length() > 13_900_000 ? "SGVsbG8=" : data));
    }

    private static void damages(FaultTable.Group faults) {
        faults.readsRequest(
                "fails with code 500 for a body above 64 KiB",
                request -> isLarger(request, 64) ? request.header("Prefer", "code=500") : request);
        faults.readsRequest(
                "reads a body above 256 KiB as maintenance",
                request -> isLarger(request, 256) ? request.header("Prefer", "code=455") : request);
        editsPrompt(faults, "cuts prompts at 64 KiB", text -> cut(text, 64 * KIB));
        editsPrompt(faults, "cuts prompts at 1 MiB", text -> cut(text, KIB * KIB));
        editsPrompt(
                faults,
                "loses the beginning of prompts above 256 KiB",
                text -> text.length() > 256 * KIB ? text.substring(256 * KIB) : text);
        faults.readsRequest(
                "decodes each 16 KiB of a body separately",
                request -> Messages.isCreate(request) ? decodedInParts(request) : request);
        faults.handlesRequest("accepts a body above 100 KiB without a task", (request, mock) -> {
            Response response = mock.apply(request);
            return isLarger(request, 100) ? Messages.editJson(response, json -> json.putNull("data")) : response;
        });
    }

    private static void rejections(FaultTable.Group faults) {
        faults.rejectsValid("rejects a body above 64 KiB", request -> isLarger(request, 64));
        faults.rejectsValid("rejects a body above 1 MiB", request -> isLarger(request, KIB));
        faults.handlesRequest(
                "rejects a body above 100 KiB with HTTP status 413 and a page",
                (request, mock) -> isLarger(request, 100)
                        ? new Response(
                                request,
                                413,
                                Map.of("content-type", List.of("text/html")),
                                "<h1>413</h1>".getBytes(StandardCharsets.UTF_8))
                        : mock.apply(request));
    }

    private static boolean isLarger(Request request, int kib) {
        return Messages.isCreate(request) && request.body() != null && request.body().length > kib * KIB;
    }

    private static void editsPrompt(FaultTable.Group faults, String name, UnaryOperator<String> edit) {
        faults.readsRequest(
                name,
                request -> Messages.isCreate(request)
                        ? Messages.editJson(request, json -> {
                            if (json.path("prompt").isString()) {
                                json.put("prompt", edit.apply(Messages.text(json, "prompt")));
                            }
                        })
                        : request);
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    private static Request decodedInParts(Request request) {
        byte[] body = request.body() == null ? new byte[0] : request.body();
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int start = 0; start < body.length; start += 16 * KIB) {
            byte[] part = Arrays.copyOfRange(body, start, Math.min(body.length, start + 16 * KIB));
            decoded.writeBytes(new String(part, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
        }
        return request.body(decoded.toByteArray());
    }
}
