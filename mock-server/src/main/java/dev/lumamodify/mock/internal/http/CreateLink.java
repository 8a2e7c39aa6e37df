package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.files.ResultFiles;
import dev.lumamodify.mock.internal.files.UploadRoute;
import dev.lumamodify.mock.internal.state.ApiError;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.JsonNodeFactory;

/** Executes {@code getDownloadUrl}: returns a link to a result or an upload. Source: {@code docs/api-facts.md#download-links}. */
final class CreateLink implements OperationExecutor {
    private final ResultFiles results;
    private final UploadRoute uploads;

    CreateLink(ResultFiles results, UploadRoute uploads) {
        this.results = results;
        this.uploads = uploads;
    }

    @Override
    public CompletableFuture<EnvelopeResponse> execute(ValidRequest request) {
        String url = request.input().path("url").asString();
        String resultLink = results.link(url);
        String link = resultLink == null ? uploads.link(url) : resultLink;
        if (link == null) {
            throw new ApiError(ApiError.Reason.INVALID_REQUEST);
        }
        return EnvelopeResponse.completed(request.operation()
                .examples()
                .fill("success", Map.of("data", JsonNodeFactory.instance.stringNode(link))));
    }
}
