package dev.lumamodify.client;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Inspects everything that is printed or logged during a whole test run, at every level. Collects the texts that
 * contain a secret.
 */
public final class OutputCapture extends Handler implements LauncherSessionListener {
    /** The beginning of every key and password in these tests. */
    static final String MARKER = "secret-";

    /** The printed lines and the log records that contain a secret. */
    static final Collection<String> LEAKS = new ConcurrentLinkedQueue<>();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        System.setOut(tee(System.out));
        System.setErr(tee(System.err));
        setLevel(Level.ALL);
        setFormatter(new SimpleFormatter());
        Logger root = Logger.getLogger("");
        root.setLevel(Level.ALL);
        root.addHandler(this);
    }

    /** Returns a stream that prints to another stream and inspects each line. */
    static PrintStream tee(PrintStream to) {
        StringBuilder line = new StringBuilder();
        OutputStream tee = new OutputStream() {
            @Override
            public synchronized void write(int b) {
                to.write(b);
                line.append((char) b);
                if (b == '\n') {
                    inspect(line.toString());
                    line.setLength(0);
                }
            }
        };
        return new PrintStream(tee, true, StandardCharsets.UTF_8);
    }

    private static void inspect(String text) {
        if (text.contains(MARKER)) {
            LEAKS.add(text);
        }
    }

    @Override
    public void publish(LogRecord record) {
        StringWriter text = new StringWriter().append(getFormatter().format(record));
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        inspect(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
