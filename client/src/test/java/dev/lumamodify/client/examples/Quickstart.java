package dev.lumamodify.client.examples;

import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.model.TaskRecord;
import java.nio.file.Path;
import java.util.List;

final class Quickstart {
    public static void main(String[] args) {
        try (LumaModify luma = LumaModify.builder().apiKey(args[0]).build()) {
            modify(luma, Path.of("in.mp4"), Path.of(".")).forEach(System.out::println);
        }
    }

    static List<Path> modify(LumaModify luma, Path video, Path folder) {
        TaskRecord task = luma.modifyAndAwaitCompletion(video, "Turn the street into a canal with slow boats");
        return luma.download(task, folder);
    }
}
