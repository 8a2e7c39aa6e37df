package dev.lumamodify.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Line charts in one SVG file, two per row. The horizontal axis is logarithmic, the vertical axis is linear and starts at zero. */
public final class LineCharts {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 190;
    private static final int LEFT = 56;
    private static final int TOP = 34;
    private static final int COLUMN = WIDTH + LEFT + 24;
    private static final int ROW = HEIGHT + TOP + 40;
    private static final String[] COLOURS = {"#0b6bcb", "#c2570c"};

    private final List<Chart> charts = new ArrayList<>();

    /** Adds an empty chart. */
    public Chart add(String title) {
        Chart chart = new Chart(title);
        charts.add(chart);
        return chart;
    }

    /** Writes the file. Does nothing if there are no charts. */
    public void write(Path file) throws IOException {
        if (charts.isEmpty()) {
            return;
        }
        int rows = (charts.size() + 1) / 2;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                2 * COLUMN, rows * ROW));
        for (int i = 0; i < charts.size(); i++) {
            svg.append(String.format("<g transform=\"translate(%d,%d)\">%n", LEFT + i % 2 * COLUMN, TOP + i / 2 * ROW));
            charts.get(i).draw(svg);
            svg.append("</g>\n");
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }

    /** One chart with one line per series. */
    public static final class Chart {
        private record Point(double x, double y) {}

        private final String title;
        private final Map<String, List<Point>> series = new LinkedHashMap<>();

        private Chart(String title) {
            this.title = title;
        }

        /** Adds a point at the end of the line of a series. */
        public void addPoint(String seriesName, double x, double y) {
            series.computeIfAbsent(seriesName, key -> new ArrayList<>()).add(new Point(x, y));
        }

        private void draw(StringBuilder svg) {
            List<Point> all = series.values().stream().flatMap(List::stream).toList();
            double minX = Math.log10(all.stream().mapToDouble(Point::x).min().orElse(1));
            double maxX = Math.log10(all.stream().mapToDouble(Point::x).max().orElse(10));
            double maxY = all.stream().mapToDouble(Point::y).max().orElse(1) * 1.1;
            text(svg, 0, -14, "start", title);
            svg.append(String.format("<path d=\"M0 0V%d H%d\" fill=\"none\" stroke=\"#888\"/>%n", HEIGHT, WIDTH));
            for (int i = 0; i <= 4; i++) {
                text(svg, -6, HEIGHT - HEIGHT * i / 4 + 4, "end", number(maxY * i / 4));
            }
            series.values().iterator().next().forEach(point -> {
                int x = (int) (WIDTH * (Math.log10(point.x()) - minX) / (maxX - minX));
                text(svg, x, HEIGHT + 16, "middle", number(point.x()));
            });
            int index = 0;
            for (Map.Entry<String, List<Point>> line : series.entrySet()) {
                String colour = COLOURS[index % COLOURS.length];
                StringBuilder path = new StringBuilder();
                for (Point point : line.getValue()) {
                    double x = WIDTH * (Math.log10(point.x()) - minX) / (maxX - minX);
                    double y = HEIGHT - HEIGHT * point.y() / maxY;
                    path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : " L", x, y));
                    svg.append(String.format(
                            Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour));
                }
                svg.append(String.format(
                        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n", path, colour));
                svg.append(String.format("<g fill=\"%s\">", colour));
                text(svg, WIDTH, 12 + 14 * index, "end", line.getKey());
                svg.append("</g>\n");
                index++;
            }
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }

        private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
            svg.append(String.format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
        }
    }
}
