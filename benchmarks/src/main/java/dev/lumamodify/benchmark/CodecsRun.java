package dev.lumamodify.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link Codecs} several times over, so that each round has its own weather. */
final class CodecsRun {
    private CodecsRun() {}

    static void measure(Report report, double scale) throws RunnerException {
        int rounds = Math.max(1, (int) (3 * scale));
        String answer = Servers.looked().toAbsolutePath().toString();
        Map<String, List<Double>> nanos = new HashMap<>();
        for (int i = 0; i < rounds; i++) {
            var options = new OptionsBuilder()
                    .include(Codecs.class.getName() + "\\.")
                    .jvmArgsAppend("-Danswer=" + answer)
                    .verbosity(VerboseMode.SILENT)
                    .build();
            for (RunResult result : new Runner(options).run()) {
                nanos.computeIfAbsent(result.getPrimaryResult().getLabel(), label -> new ArrayList<>())
                        .add(result.getPrimaryResult().getStatistics().getMin());
            }
        }
        for (String way : List.of("decode", "encode")) {
            for (String peer : List.of("Moshi", "Gson", "Jackson")) {
                String what = way + " record-info, generated adapters";
                List<Double> ours = nanos.getOrDefault(way + "Generated", List.of());
                List<Double> beside = nanos.getOrDefault(way + peer, List.of());
                if (way.equals("decode")) {
                    report.atMost(what, "ns", ours, peer + " by reflection", beside, 1);
                } else {
                    report.compare(what, "ns", ours, peer + " by reflection", beside);
                }
            }
        }
    }
}
