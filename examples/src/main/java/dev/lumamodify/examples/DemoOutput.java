package dev.lumamodify.examples;

import dev.lumamodify.client.LumaModifyException;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** Prints the steps of the demo: the code of each call, and its result below. */
final class DemoOutput {
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final Ansi colours;

    DemoOutput(PrintStream out, Ansi colours) {
        this.out = out;
        this.colours = colours;
    }

    void printText(String text) {
        out.println(text);
    }

    void printHeading(String title) {
        out.println();
        out.println(styled("bold", title));
    }

    void printCall(String code, String result) {
        out.println("  " + styled("cyan", code));
        printDetail(result);
    }

    /** Prints a call and the exception that it threw. Exceptions of the client are bold. */
    void printFailedCall(String code, RuntimeException e) {
        String style = e instanceof LumaModifyException ? "bold,red" : "red";
        printCall(code, styled(style, e.getClass().getSimpleName()) + ": " + e.getMessage());
    }

    /** Prints one more line about the last call. */
    void printDetail(String text) {
        out.println("    " + text);
    }

    /** Shows a progress bar in milliseconds, from zero to the given duration. */
    ProgressBar startProgressBar(String label, Duration max) {
        return new ProgressBarBuilder()
                .setTaskName("    " + label)
                .setInitialMax(max.toMillis())
                .setStyle(colours.enabled() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setUnit(" s", 1000)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                .build();
    }

    /** Returns text in a style. Inserts the text after Picocli has parsed the markup, because the text may contain characters of the markup. */
    private String styled(String style, String text) {
        return colours.new Text("@|" + style + " $1|@").toString().replace("$1", text);
    }
}
