package dev.lumamodify.contract;

import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.WaitOptions;
import dev.lumamodify.client.model.TaskRecord;
import java.nio.file.Path;
import java.time.Duration;

class ReadmeExample {
    public static void main(String[] args) {
        Path video = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        // Without baseUrl, the client calls the live service.
        try (LumaModify luma =
                LumaModify.builder().apiKey("any-key").baseUrl(args[2]).build()) {
            // The mock server is fast. The defaults suit the live service.
            WaitOptions options = WaitOptions.defaults().withPolling(Duration.ZERO, Duration.ofSeconds(1));
            TaskRecord task =
                    luma.modifyAndAwaitCompletion(video, "Turn the street into a canal with slow boats", options);
            luma.download(task, folder).forEach(System.out::println);
        }
    }
}
