package dev.lumamodify.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which laws caught which fault, for people to read. */
final class FaultTable {
    private final Map<String, String> caught = new ConcurrentSkipListMap<>();

    void add(String fault, String laws) {
        caught.put(fault, laws);
    }

    void write(String name) throws IOException {
        StringBuilder table = new StringBuilder("| fault | caught by |\n| --- | --- |\n");
        caught.forEach((fault, laws) -> table.append("| ")
                .append(fault)
                .append(" | ")
                .append(laws.isEmpty() ? "**nothing**" : laws)
                .append(" |\n"));
        Files.writeString(Path.of("target", name), table);
    }
}
