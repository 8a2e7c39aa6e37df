package dev.lumamodify.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table: what was measured, beside what, and whether that is as good as it should be. */
final class Report {
    private static final String BEGIN = "<!-- measured: begin -->";
    private static final String END = "<!-- measured: end -->";

    private record Row(String what, String ours, String beside, String ratio, String goal) {
        @Override
        public String toString() {
            return "| " + String.join(" | ", what, ours, beside, ratio, goal) + " |";
        }
    }

    private final List<Row> rows = new ArrayList<>();

    /** Adds figures that were taken in turn. The ratio is the median of the ratios within each turn. */
    void compare(String what, String unit, List<Double> ours, String peer, List<Double> beside) {
        add(what, unit, ours, peer, beside, "");
    }

    void atMost(String what, String unit, List<Double> ours, String peer, List<Double> beside, double goal) {
        boolean met = ratio(ours, beside) <= goal;
        add(what, unit, ours, peer, beside, "≤ " + goal + verdict(met));
    }

    void atLeast(String what, String unit, List<Double> ours, String peer, List<Double> beside, double goal) {
        boolean met = ratio(ours, beside) >= goal;
        add(what, unit, ours, peer, beside, "≥ " + goal + verdict(met));
    }

    /** Adds a figure that is judged by itself. */
    void atMost(String what, String unit, double ours, double goal) {
        row(new Row(what, number(ours) + " " + unit, "", "", "≤ " + number(goal) + " " + unit + verdict(ours <= goal)));
    }

    /** Adds a figure that is only told. */
    void tell(String what, String unit, double ours) {
        row(new Row(what, number(ours) + " " + unit, "", "", ""));
    }

    /** Puts the table into the page, in the place of the last one. */
    void write(Path page) throws IOException {
        String text = Files.readString(page);
        String measured = String.join(
                "\n",
                BEGIN,
                "",
                "Measured on " + LocalDate.now(ZoneOffset.UTC) + ": " + machine() + ".",
                "",
                "| what | ours | beside | ratio | goal |",
                "|---|---:|---:|---:|---|",
                rows.stream().map(Row::toString).collect(Collectors.joining("\n")),
                "",
                END);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END) + END.length();
        Files.writeString(page, text.substring(0, begin) + measured + text.substring(end));
    }

    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }

    private void add(String what, String unit, List<Double> ours, String peer, List<Double> beside, String goal) {
        row(new Row(
                what,
                number(median(ours)) + " " + unit,
                peer + ": " + number(median(beside)) + " " + unit,
                number(ratio(ours, beside)),
                goal));
    }

    private void row(Row row) {
        rows.add(row);
        System.out.println(row);
    }

    private static double ratio(List<Double> ours, List<Double> beside) {
        return median(IntStream.range(0, ours.size())
                .mapToObj(i -> ours.get(i) / beside.get(i))
                .toList());
    }

    private static String verdict(boolean met) {
        return met ? ", met" : ", **missed**";
    }

    private static String number(double value) {
        String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private static String machine() throws IOException {
        Path cpu = Path.of("/proc/cpuinfo");
        String model = !Files.isReadable(cpu)
                ? System.getProperty("os.arch")
                : Files.readAllLines(cpu).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.replaceFirst(".*: *", ""))
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
        return Runtime.getRuntime().availableProcessors() + " × " + model + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", Java " + Runtime.version();
    }
}
