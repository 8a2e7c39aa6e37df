package dev.lumamodify.client.examples;

import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.LumaModifyException;
import dev.lumamodify.client.SubmissionOutcomeUnknownException;
import dev.lumamodify.client.UploadOptions;
import dev.lumamodify.client.UploadedFile;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import java.nio.file.Path;
import java.util.List;

final class Uploads {
    private Uploads() {}

    static List<String> modifyTwice(LumaModify luma, Path video, String first, String second) {
        UploadOptions options = UploadOptions.defaults()
                .withUploadPath("videos")
                .withProgressListener((bytes, total) -> System.out.printf("%d of %d bytes%n", bytes, total));
        UploadedFile file = luma.upload(video, options);
        return List.of(luma.modify(request(file.url(), first)), luma.modify(request(file.url(), second)));
    }

    static TaskRecord resume(LumaModify luma, LumaModifyException failure, Path video, String prompt) {
        if (failure.taskId().isPresent()) {
            return luma.awaitCompletion(failure.taskId().get());
        }
        if (failure instanceof SubmissionOutcomeUnknownException) {
            // Another submission could cost credits again.
            throw failure;
        }
        return failure.uploadedUrl().isPresent()
                ? luma.modifyAndAwaitCompletion(request(failure.uploadedUrl().get(), prompt))
                : luma.modifyAndAwaitCompletion(video, prompt);
    }

    private static ModifyRequest request(String url, String prompt) {
        return ModifyRequest.builder().prompt(prompt).videoUrl(url).build();
    }
}
