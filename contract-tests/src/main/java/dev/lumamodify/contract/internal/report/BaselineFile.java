package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.spec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads the {@code report.json} of an earlier run. */
public final class BaselineFile {
    private BaselineFile() {}

    /** Returns the ids of the checks that failed. Throws {@link IOException} if the file is no complete report. */
    public static Set<String> failedChecks(Path file) throws IOException {
        JsonNode report = Json.parse(Files.readAllBytes(file));
        int version = report.path("formatVersion").asInt(0);
        if (version != JsonReport.FORMAT_VERSION || report.has("incomplete")) {
            throw new IOException(file
                    + (report.has("incomplete")
                            ? " is incomplete"
                            : " has the format " + version + ", not " + JsonReport.FORMAT_VERSION));
        }
        return report.path("checks")
                .valueStream()
                .filter(check -> check.path("outcome").asString("").equals(Outcome.FAILED.name())
                        || check.path("outcome").asString("").equals(Outcome.WARNED.name()))
                .map(check -> check.path("id").asString())
                .collect(Collectors.toSet());
    }
}
