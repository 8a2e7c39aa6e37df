package dev.lumamodify.contract.internal.report;

import java.net.URI;
import java.time.Instant;
import java.util.Set;

/**
 * What a run was started with.
 *
 * @param strict whether a failed recommended check fails the run
 * @param version the version of the suite
 * @param command the command that started the run, without the selection of checks, the seed and the report directory
 * @param knownFailures the ids of the checks whose failure does not fail the run
 */
public record RunInfo(
        URI target,
        long seed,
        boolean strict,
        Instant started,
        String version,
        String command,
        Set<String> knownFailures) {}
