package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Searches everything that the process prints and logs, at every level, for secrets. The output itself is not changed.
 * Loggers of HTTP libraries are searched from {@code INFO} on, because below that they log every step, which is slower
 * than the checks themselves.
 */
public final class OutputCapture extends Handler implements AutoCloseable {
    private static final List<Logger> VERBOSE = Stream.of(
                    "okhttp3", "com.sun.net.httpserver", "jdk.httpclient", "sun", "jdk.internal")
            .map(Logger::getLogger)
            .toList();

    private final List<String> secrets;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger root = Logger.getLogger("");
    private final Level rootLevel = root.getLevel();
    private final Level[] handlerLevels;
    private final AtomicBoolean found = new AtomicBoolean();

    private OutputCapture(List<String> secrets) {
        this.secrets = secrets;
        this.handlerLevels = new Level[root.getHandlers().length];
    }

    /** Starts the search. It ends with {@link #close}. */
    static OutputCapture start(String... secrets) {
        OutputCapture capture = new OutputCapture(List.of(secrets));
        for (int i = 0; i < capture.handlerLevels.length; i++) {
            Handler handler = capture.root.getHandlers()[i];
            capture.handlerLevels[i] = handler.getLevel();
            // The loggers now pass on every level; the other handlers must not print more than before.
            handler.setLevel(handler.getLevel().intValue() < Level.INFO.intValue() ? Level.INFO : handler.getLevel());
        }
        capture.setLevel(Level.ALL);
        VERBOSE.forEach(logger -> logger.setLevel(Level.INFO));
        capture.root.setLevel(Level.ALL);
        capture.root.addHandler(capture);
        System.setOut(capture.tee(capture.out));
        System.setErr(capture.tee(capture.err));
        return capture;
    }

    /** Runs code. Throws a {@link CheckFailure} if it prints or logs one of some texts. */
    public static void assertNotPrinted(Runnable code, String... texts) {
        try (OutputCapture capture = start(texts)) {
            code.run();
            if (capture.found.get()) {
                throw new CheckFailure("The client printed or logged one of " + List.of(texts));
            }
        }
    }

    /** Throws a {@link CheckFailure} if a secret was printed or logged. */
    void assertNoSecrets() {
        if (found.get()) {
            throw new CheckFailure("The client printed or logged a key");
        }
    }

    private PrintStream tee(PrintStream target) {
        StringBuilder line = new StringBuilder();
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public synchronized void write(int b) {
                        target.write(b);
                        line.append((char) b);
                        search(line);
                        if (b == '\n') {
                            line.setLength(0);
                        }
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    private void search(CharSequence output) {
        String text = output.toString();
        if (secrets.stream().anyMatch(text::contains)) {
            found.set(true);
        }
    }

    @Override
    public void publish(LogRecord event) {
        StringBuilder text = new StringBuilder(String.valueOf(event.getMessage()));
        if (event.getParameters() != null) {
            for (Object parameter : event.getParameters()) {
                text.append(' ').append(parameter);
            }
        }
        for (Throwable e = event.getThrown(); e != null; e = e.getCause()) {
            text.append(' ').append(e);
        }
        search(text);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        root.removeHandler(this);
        root.setLevel(rootLevel);
        VERBOSE.forEach(logger -> logger.setLevel(null));
        for (int i = 0; i < handlerLevels.length; i++) {
            root.getHandlers()[i].setLevel(handlerLevels[i]);
        }
    }
}
