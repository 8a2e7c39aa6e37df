package dev.lumamodify.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pictures of how something grows, side by side in one SVG: the horizontal axis in powers of ten, the vertical from zero. */
final class Plot {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 190;
    private static final int LEFT = 56;
    private static final int TOP = 34;
    private static final int STEP = WIDTH + LEFT + 24;
    private static final String[] COLOURS = {"#0b6bcb", "#c2570c"};

    private final List<Panel> panels = new ArrayList<>();

    Panel panel(String title) {
        Panel panel = new Panel(title);
        panels.add(panel);
        return panel;
    }

    /** Writes the picture, if there is anything to be seen. */
    void write(Path file) throws IOException {
        if (panels.isEmpty()) {
            return;
        }
        int rows = (panels.size() + 1) / 2;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                2 * STEP, rows * (HEIGHT + TOP + 40)));
        for (int i = 0; i < panels.size(); i++) {
            svg.append(String.format(
                    "<g transform=\"translate(%d,%d)\">%n", LEFT + i % 2 * STEP, TOP + i / 2 * (HEIGHT + TOP + 40)));
            panels.get(i).draw(svg);
            svg.append("</g>\n");
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }

    /** One picture: lines by name. */
    static final class Panel {
        private record Point(double x, double y) {}

        private final String title;
        private final Map<String, List<Point>> lines = new LinkedHashMap<>();

        Panel(String title) {
            this.title = title;
        }

        void point(String line, double x, double y) {
            lines.computeIfAbsent(line, name -> new ArrayList<>()).add(new Point(x, y));
        }

        private void draw(StringBuilder svg) {
            List<Point> all = lines.values().stream().flatMap(List::stream).toList();
            double least = Math.log10(all.stream().mapToDouble(Point::x).min().orElse(1));
            double most = Math.log10(all.stream().mapToDouble(Point::x).max().orElse(10));
            double top = all.stream().mapToDouble(Point::y).max().orElse(1) * 1.1;
            text(svg, 0, -14, "start", title);
            svg.append(String.format("<path d=\"M0 0V%d H%d\" fill=\"none\" stroke=\"#888\"/>%n", HEIGHT, WIDTH));
            for (int i = 0; i <= 4; i++) {
                text(svg, -6, HEIGHT - HEIGHT * i / 4 + 4, "end", String.format(Locale.ROOT, "%,.0f", top * i / 4));
            }
            lines.values()
                    .iterator()
                    .next()
                    .forEach(point -> text(
                            svg,
                            (int) (WIDTH * (Math.log10(point.x()) - least) / (most - least)),
                            HEIGHT + 16,
                            "middle",
                            String.format(Locale.ROOT, "%,.0f", point.x())));
            int index = 0;
            for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
                String colour = COLOURS[index % COLOURS.length];
                StringBuilder path = new StringBuilder();
                for (Point point : line.getValue()) {
                    double x = WIDTH * (Math.log10(point.x()) - least) / (most - least);
                    double y = HEIGHT - HEIGHT * point.y() / top;
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

        private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
            svg.append(String.format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
        }
    }
}
