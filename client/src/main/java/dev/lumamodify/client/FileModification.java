package dev.lumamodify.client;

import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import java.nio.file.Path;
import java.util.function.Function;

/** Modifies a local file: uploads it, and submits its URL. An exception after the upload has the URL. */
final class FileModification {
    /** Stands for the URL that is not known yet, when the prompt is validated. */
    private static final String ANY_URL = "https://example.com/";

    private FileModification() {}

    static String modify(LumaModify luma, Path video, String prompt) {
        return afterUpload(luma, video, prompt, luma::modify);
    }

    static TaskRecord modifyAndAwaitCompletion(LumaModify luma, Path video, String prompt, WaitOptions options) {
        return afterUpload(luma, video, prompt, request -> luma.modifyAndAwaitCompletion(request, options));
    }

    private static <T> T afterUpload(LumaModify luma, Path video, String prompt, Function<ModifyRequest, T> action) {
        // An invalid prompt must not cost an upload.
        request(prompt, ANY_URL);
        String url = luma.upload(video).url();
        try {
            return action.apply(request(prompt, url));
        } catch (LumaModifyException e) {
            e.setUploadedUrl(url);
            throw e;
        }
    }

    private static ModifyRequest request(String prompt, String url) {
        return ModifyRequest.builder().prompt(prompt).videoUrl(url).build();
    }
}
