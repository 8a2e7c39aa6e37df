package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;

/** Servers that reject valid requests. */
final class ValidRequestFaults {
    private ValidRequestFaults() {}

    static void addTo(FaultTable table) {
        FaultTable.Group faults = table.foundBy("requests.valid-accepted");
        prompts(faults);
        fields(faults);
        urls(faults);
        table.foundBy("requests.chunked-accepted").rejectsValid("does not decode chunked bodies", Request::chunked);
    }

    private static void prompts(FaultTable.Group faults) {
        faults.rejectsValid("rejects long prompts", request -> prompt(request).length() > 2000);
        faults.rejectsValid("rejects short prompts", request -> prompt(request).length() < 3);
        faults.rejectsValid(
                "rejects prompts that are not ASCII",
                request -> prompt(request).chars().anyMatch(c -> c > 127));
        faults.rejectsValid("rejects emoji", request -> prompt(request).chars().anyMatch(c -> c > 0xD7FF));
        faults.rejectsValid(
                "rejects the character NUL", request -> prompt(request).indexOf(0) >= 0);
        faults.rejectsValid("rejects quotes", request -> prompt(request).contains("\""));
    }

    private static void fields(FaultTable.Group faults) {
        faults.rejectsValid(
                "rejects unknown fields", request -> Messages.json(request).has("x-unknown"));
        faults.rejectsValid(
                "requires a watermark", request -> !Messages.json(request).has("watermark"));
        faults.rejectsValid(
                "requires a callBackUrl", request -> !Messages.json(request).has("callBackUrl"));
        faults.rejectsValid(
                "rejects a callBackUrl", request -> Messages.json(request).has("callBackUrl"));
        faults.rejectsValid(
                "rejects a content type with a charset",
                request -> request.header("content-type").contains("charset"));
    }

    private static void urls(FaultTable.Group faults) {
        faults.rejectsValid(
                "rejects videos of the format MOV", request -> video(request).endsWith(".mov"));
        faults.rejectsValid(
                "rejects a videoUrl with a query", request -> video(request).contains("?"));
        faults.rejectsValid(
                "rejects a videoUrl with the scheme http",
                request -> video(request).startsWith("http:"));
        faults.rejectsValid("rejects a long videoUrl", request -> video(request).length() > 500);
    }

    private static String prompt(Request request) {
        return Messages.text(Messages.json(request), "prompt");
    }

    private static String video(Request request) {
        return Messages.text(Messages.json(request), "videoUrl");
    }
}
