package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import java.time.Duration;
import java.util.regex.Pattern;

/** Servers whose download links are wrong. */
final class LinkFaults {
    private static final Pattern EXPIRES = Pattern.compile("expires=(\\d+)");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private LinkFaults() {}

    static void addTo(FaultTable table) {
        FaultTable.Group resolve = table.foundBy("links.resolve");
        resolve.responds(
                "creates links to another path",
                response -> Messages.asksForLink(response.request()) && response.accepted()
                        ? Messages.editJson(
                                response,
                                json -> json.put(
                                        "data", json.path("data").asString().replace("/results/", "/files/")))
                        : response);
        resolve.handlesRequest("serves a part of the file under a link", (request, mock) -> {
            Response response = mock.apply(request);
            return isLink(request) ? Messages.withBody(response, "part") : response;
        });
        resolve.handlesRequest("needs the API key for links", (request, mock) -> {
            Response response = mock.apply(request);
            return isLink(request) && request.header("Authorization").isEmpty()
                    ? Messages.withStatus(response, 401)
                    : response;
        });
        FaultTable.Group expire = table.foundBy("links.expire");
        expire.readsRequest(
                "creates links that never expire",
                request -> isLink(request) ? request.path(request.path().replaceFirst("\\?.*", "")) : request);
        expire.responds(
                "creates links that expire after ten minutes",
                response -> Messages.asksForLink(response.request()) && response.accepted()
                        ? Messages.editJson(
                                response,
                                json -> json.put(
                                        "data",
                                        tenMinutesEarlier(json.path("data").asString())))
                        : response);
        FaultTable.Group foreign = table.foundBy("links.foreign-rejected");
        foreign.handlesRequest("creates links to files of other hosts", (request, mock) -> {
            Response response = mock.apply(request);
            return Messages.asksForLink(request) && response.code() == 422
                    ? mock.apply(request.header("Prefer", "code=200"))
                    : response;
        });
        foreign.handlesRequest("creates links to URLs that contain its own", (request, mock) -> {
            Response response = mock.apply(request);
            String url = Messages.text(Messages.json(request), "url");
            return Messages.asksForLink(request) && url.matches(".*foreign.example/.*127\\.0\\.0\\.1.*")
                    ? mock.apply(request.header("Prefer", "code=200"))
                    : response;
        });
        foreign.responds(
                "rejects links to files of other hosts with code 403",
                response ->
                        Messages.asksForLink(response.request()) ? Messages.withCode(response, 422, 403) : response);
    }

    /** Returns whether a request uses a link. The links of the mock server have a query, and other URLs have none. */
    private static boolean isLink(Request request) {
        return Messages.isDownload(request) && request.path().contains("?");
    }

    /** Changes the time at which a link of the mock server expires, in Unix milliseconds. */
    private static String tenMinutesEarlier(String link) {
        return EXPIRES.matcher(link)
                .replaceFirst(match -> "expires=" + (Long.parseLong(match.group(1)) - TEN_MINUTES.toMillis()));
    }
}
