package dev.lumamodify.contract.faults;

import dev.lumamodify.contract.internal.harness.CheckResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Writes a table of the faults, the checks that found them and the messages of the checks. */
public final class FaultReport {
    private static final int MAX_SHOWN = 200;

    private final Map<String, String> rows = new ConcurrentSkipListMap<>();
    private final Set<String> checks = new ConcurrentSkipListSet<>();

    public void add(String fault, CheckResult found) {
        checks.add(found.check().id());
        String message = found.detail().replaceAll("\\s+", " ").replace("|", "\\|");
        String start = message.substring(0, Math.min(MAX_SHOWN, message.length()));
        rows.put(fault, found.check().id() + " | " + start);
    }

    /** Writes the table, and the ids of those checks that found no fault. */
    public void write(String name, Collection<String> all) throws IOException {
        StringBuilder table = new StringBuilder("| fault | found by | message |\n| --- | --- | --- |\n");
        rows.forEach((fault, found) ->
                table.append("| ").append(fault).append(" | ").append(found).append(" |\n"));
        TreeSet<String> others = new TreeSet<>(all);
        others.removeAll(checks);
        table.append("\nChecks that no fault declares: ")
                .append(String.join(", ", others))
                .append("\n");
        Files.write(Path.of("target", name), table.toString().getBytes(StandardCharsets.UTF_8));
    }
}
