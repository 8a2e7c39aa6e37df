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
 * Listens to a whole test run, from before its first test: what is printed, and what is logged by anybody at any level. Keeps what
 * should not have been said.
 */
public final class OutputCapture extends Handler implements LauncherSessionListener {
    /** Every key and password in these tests begins with this. */
    static final String MARKER = "secret-";

    /** The lines that tell a secret. */
    static final Collection<String> TOLD = new ConcurrentLinkedQueue<>();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        System.setOut(listening(System.out));
        System.setErr(listening(System.err));
        setLevel(Level.ALL);
        setFormatter(new SimpleFormatter());
        Logger root = Logger.getLogger("");
        root.setLevel(Level.ALL);
        root.addHandler(this);
    }

    static PrintStream listening(PrintStream to) {
        StringBuilder line = new StringBuilder();
        OutputStream tee = new OutputStream() {
            @Override
            public synchronized void write(int b) {
                to.write(b);
                line.append((char) b);
                if (b == '\n') {
                    listen(line.toString());
                    line.setLength(0);
                }
            }
        };
        return new PrintStream(tee, true, StandardCharsets.UTF_8);
    }

    private static void listen(String said) {
        if (said.contains(MARKER)) {
            TOLD.add(said);
        }
    }

    @Override
    public void publish(LogRecord record) {
        StringWriter said = new StringWriter().append(getFormatter().format(record));
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(said, true));
        }
        listen(said.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
