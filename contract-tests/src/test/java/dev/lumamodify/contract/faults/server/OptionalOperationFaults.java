package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Response;

/** Servers that handle credits and download links wrongly. */
final class OptionalOperationFaults {
    private OptionalOperationFaults() {}

    static void addTo(FaultTable table) {
        FaultTable.Group valid = table.foundBy("operations.valid-accepted");
        valid.readsRequest(
                "fails to read the credits",
                request -> Messages.asksForCredits(request) ? request.header("Prefer", "code=500") : request);
        valid.readsRequest(
                "rejects the read of credits with code 422",
                request -> Messages.asksForCredits(request) ? request.header("Prefer", "code=422") : request);
        valid.readsRequest(
                "fails to create download links",
                request -> Messages.asksForLink(request) ? request.header("Prefer", "code=500") : request);
        FaultTable.Group invalid = table.foundBy("operations.invalid-rejected");
        invalid.handlesRequest("creates download links for anything but a URL", (request, mock) -> {
            Response response = mock.apply(request);
            String url = Messages.text(Messages.json(request), "url");
            return Messages.asksForLink(request) && !url.isEmpty() && !url.startsWith("http")
                    ? mock.apply(request.header("Prefer", "code=200"))
                    : response;
        });
        invalid.handlesRequest("fails without the URL of a file", (request, mock) -> {
            boolean without =
                    Messages.asksForLink(request) && !Messages.json(request).has("url");
            return mock.apply(without ? request.header("Prefer", "code=500") : request);
        });
    }
}
