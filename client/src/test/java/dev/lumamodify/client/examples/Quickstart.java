package dev.lumamodify.client.examples;

import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import java.nio.file.Path;
import java.util.List;

final class Quickstart {
    public static void main(String[] args) {
        try (LumaModify luma = LumaModify.builder().apiKey(args[0]).build()) {
            modify(luma, Path.of(".")).forEach(System.out::println);
        }
    }

    static List<Path> modify(LumaModify luma, Path folder) {
        ModifyRequest request = ModifyRequest.builder()
                .prompt("Turn the street into a canal with slow boats")
                .videoUrl("https://example.com/input-video.mp4")
                .build();
        TaskRecord task = luma.modifyAndAwaitCompletion(request);
        return luma.download(task, folder);
    }
}
