package dev.lumamodify.contract;

import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.WaitOptions;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import java.time.Duration;

class ReadmeExample {
    public static void main(String[] args) {
        try (LumaModify luma =
                LumaModify.builder().apiKey("any-key").baseUrl(args[0]).build()) {
            ModifyRequest request = ModifyRequest.builder()
                    .prompt("Turn the street into a canal with slow boats")
                    .videoUrl("https://example.com/input-video.mp4")
                    .build();
            // The mock server is fast. The defaults suit the live service.
            WaitOptions options = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofSeconds(1));
            TaskRecord task = luma.modifyAndAwaitCompletion(request, options);
            TaskResults results = task.response();
            if (results != null) {
                results.resultUrls().forEach(System.out::println);
            }
        }
    }
}
