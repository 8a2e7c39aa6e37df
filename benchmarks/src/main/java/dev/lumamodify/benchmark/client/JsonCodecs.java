package dev.lumamodify.benchmark.client;

import dev.lumamodify.benchmark.process.RecordedResponses;
import dev.lumamodify.benchmark.report.ResultTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Compares the client's generated JSON adapters with other JSON libraries, in several rounds of {@link JsonCodecBenchmark}. */
public final class JsonCodecs {
    private JsonCodecs() {}

    public static void measure(ResultTable results, double scale) throws RunnerException {
        int rounds = Math.max(1, (int) (3 * scale));
        var options = new OptionsBuilder()
                .include(JsonCodecBenchmark.class.getName() + "\\.")
                .jvmArgsAppend("-Dresponse=" + RecordedResponses.RECORD_INFO.toAbsolutePath())
                .verbosity(VerboseMode.SILENT)
                .build();
        Map<String, List<Double>> nanos = new HashMap<>();
        for (int i = 0; i < rounds; i++) {
            for (RunResult result : new Runner(options).run()) {
                nanos.computeIfAbsent(result.getPrimaryResult().getLabel(), label -> new ArrayList<>())
                        .add(result.getPrimaryResult().getStatistics().getMin());
            }
        }
        for (String direction : List.of("decode", "encode")) {
            for (String library : List.of("Moshi", "Gson", "Jackson")) {
                String label = direction + " record-info, generated adapters";
                String baseline = library + " by reflection";
                List<Double> generated = nanos.getOrDefault(direction + "Generated", List.of());
                List<Double> reflective = nanos.getOrDefault(direction + library, List.of());
                if (direction.equals("decode")) {
                    results.addRatioWithMax(label, "ns", generated, baseline, reflective, 1);
                } else {
                    results.addRatio(label, "ns", generated, baseline, reflective);
                }
            }
        }
    }
}
