package dev.lumamodify.benchmark.report;

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

/** A Markdown table of results: each with its baseline, their ratio, and whether it meets its goal. Prints each row when it is added. */
public final class ResultTable {
    private static final String BEGIN = "<!-- results: begin -->";
    private static final String END = "<!-- results: end -->";

    private record Row(String label, String value, String baseline, String ratio, String goal) {
        @Override
        public String toString() {
            return "| " + String.join(" | ", label, value, baseline, ratio, goal) + " |";
        }
    }

    private final List<Row> rows = new ArrayList<>();

    /** Adds a single value without a goal. */
    public void addValue(String label, String unit, double value) {
        add(new Row(label, format(value, unit), "", "", ""));
    }

    /** Adds a single value that meets its goal if it is at most {@code max}. */
    public void addValueWithMax(String label, String unit, double value, double max) {
        add(new Row(label, format(value, unit), "", "", "≤ " + format(max, unit) + result(value <= max)));
    }

    /**
     * Adds values that were measured in alternating rounds with those of a baseline, without a goal. The row shows the medians
     * and the median of the rounds' ratios.
     */
    public void addRatio(String label, String unit, List<Double> values, String baseline, List<Double> baselineValues) {
        addRatio(label, unit, values, baseline, baselineValues, "");
    }

    /** Adds values like {@link #addRatio}. They meet their goal if the ratio is at most {@code max}. */
    public void addRatioWithMax(
            String label, String unit, List<Double> values, String baseline, List<Double> baselineValues, double max) {
        boolean met = medianRatio(values, baselineValues) <= max;
        addRatio(label, unit, values, baseline, baselineValues, "≤ " + max + result(met));
    }

    /** Adds values like {@link #addRatio}. They meet their goal if the ratio is at least {@code min}. */
    public void addRatioWithMin(
            String label, String unit, List<Double> values, String baseline, List<Double> baselineValues, double min) {
        boolean met = medianRatio(values, baselineValues) >= min;
        addRatio(label, unit, values, baseline, baselineValues, "≥ " + min + result(met));
    }

    /** Replaces the table in a Markdown page with this one, the date and a description of the machine. */
    public void writeInto(Path page) throws IOException {
        String text = Files.readString(page);
        String results = String.join(
                "\n",
                BEGIN,
                "",
                "Measured on " + LocalDate.now(ZoneOffset.UTC) + ": " + machine() + ".",
                "",
                "| measurement | this project | baseline | ratio | goal |",
                "|---|---:|---:|---:|---|",
                rows.stream().map(Row::toString).collect(Collectors.joining("\n")),
                "",
                END);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END) + END.length();
        Files.writeString(page, text.substring(0, begin) + results + text.substring(end));
    }

    /** Returns the median, or NaN if there are no values. */
    public static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }

    private void addRatio(
            String label, String unit, List<Double> values, String baseline, List<Double> baselineValues, String goal) {
        add(new Row(
                label,
                format(median(values), unit),
                baseline + ": " + format(median(baselineValues), unit),
                format(medianRatio(values, baselineValues), ""),
                goal));
    }

    private void add(Row row) {
        rows.add(row);
        System.out.println(row);
    }

    private static double medianRatio(List<Double> values, List<Double> baselineValues) {
        return median(IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) / baselineValues.get(i))
                .toList());
    }

    private static String result(boolean met) {
        return met ? ", met" : ", **missed**";
    }

    /** Formats a value with three significant digits, or more if it is 1000 or above. */
    private static String format(double value, String unit) {
        String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return (String.format(Locale.ROOT, format, value) + " " + unit).strip();
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
