package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.files.ResultFiles;
import dev.lumamodify.mock.internal.state.ApiError;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/** Executes {@code getDownloadUrl}: returns a link to a result. Source: {@code docs/api-facts.md#download-links}. */
final class CreateLink implements OperationExecutor {
    private final ResultFiles resultFiles;

    CreateLink(ResultFiles resultFiles) {
        this.resultFiles = resultFiles;
    }

    @Override
    public EnvelopeResponse execute(ValidRequest request) {
        String link = resultFiles.link(request.input().path("url").asString());
        if (link == null) {
            throw new ApiError(ApiError.Reason.INVALID_REQUEST);
        }
        return new EnvelopeResponse(request.operation()
                .examples()
                .fill("success", Map.of("data", JsonNodeFactory.instance.stringNode(link))));
    }
}
