package dev.lumamodify.examples;

import dev.lumamodify.client.LumaModifyException;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** What is told while the demo runs: what happens, and which call of the client did it. */
final class Narrator {
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final Ansi colours;

    Narrator(PrintStream out, Ansi colours) {
        this.out = out;
        this.colours = colours;
    }

    void chapter(String title) {
        say("");
        say(colours.new Text("@|bold " + title + "|@").toString());
    }

    /** Tells what a call did. */
    void call(String code, String what) {
        say(colours.new Text("  @|cyan $1|@").toString().replace("$1", code));
        say("    " + what);
    }

    /** Tells what a call threw. */
    void thrown(String code, RuntimeException e) {
        String kind = e instanceof LumaModifyException ? "bold,red" : "red";
        String name = colours.new Text("@|" + kind + " $1|@").toString();
        call(code, name.replace("$1", e.getClass().getSimpleName()) + ": " + e.getMessage());
    }

    void note(String what) {
        say("    " + what);
    }

    /** Starts a bar that is full after a time. */
    ProgressBar progress(String what, Duration full) {
        return new ProgressBarBuilder()
                .setTaskName("    " + what)
                .setInitialMax(full.toMillis())
                .setStyle(colours.enabled() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setUnit(" s", 1000)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                .build();
    }

    private synchronized void say(String line) {
        out.println(line);
    }
}
