package dev.lumamodify.contract.internal.harness;

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
 * Listens to all that the process prints and logs, at every level, for secrets. What is printed is printed still. HTTP libraries are
 * listened to from {@code INFO} on: below that they log every step, which takes longer than what is checked.
 */
public final class OutputCapture extends Handler implements AutoCloseable {
    private final List<String> secrets;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private static final List<Logger> CHATTY = Stream.of(
                    "okhttp3", "com.sun.net.httpserver", "jdk.httpclient", "sun", "jdk.internal")
            .map(Logger::getLogger)
            .toList();

    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final Level[] levels;
    private final AtomicBoolean heard = new AtomicBoolean();

    private OutputCapture(List<String> secrets) {
        this.secrets = secrets;
        this.levels = new Level[root.getHandlers().length];
    }

    public static OutputCapture listen(String... secrets) {
        OutputCapture output = new OutputCapture(List.of(secrets));
        for (int i = 0; i < output.levels.length; i++) {
            Handler handler = output.root.getHandlers()[i];
            output.levels[i] = handler.getLevel();
            // What was not shown before is not shown now, although the loggers say it.
            handler.setLevel(handler.getLevel().intValue() < Level.INFO.intValue() ? Level.INFO : handler.getLevel());
        }
        output.setLevel(Level.ALL);
        CHATTY.forEach(logger -> logger.setLevel(Level.INFO));
        output.root.setLevel(Level.ALL);
        output.root.addHandler(output);
        System.setOut(output.tee(output.out));
        System.setErr(output.tee(output.err));
        return output;
    }

    public void heardNothing() {
        if (heard.get()) {
            throw new CheckFailure("The client printed or logged a key", (Request) null);
        }
    }

    private PrintStream tee(PrintStream to) {
        StringBuilder line = new StringBuilder();
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public synchronized void write(int b) {
                        to.write(b);
                        line.append((char) b);
                        listen(line);
                        if (b == '\n') {
                            line.setLength(0);
                        }
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    private void listen(CharSequence said) {
        String text = said.toString();
        if (secrets.stream().anyMatch(text::contains)) {
            heard.set(true);
        }
    }

    @Override
    public void publish(LogRecord logged) {
        StringBuilder said = new StringBuilder(String.valueOf(logged.getMessage()));
        if (logged.getParameters() != null) {
            for (Object parameter : logged.getParameters()) {
                said.append(' ').append(parameter);
            }
        }
        for (Throwable e = logged.getThrown(); e != null; e = e.getCause()) {
            said.append(' ').append(e);
        }
        listen(said);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        root.removeHandler(this);
        root.setLevel(level);
        CHATTY.forEach(logger -> logger.setLevel(null));
        for (int i = 0; i < levels.length; i++) {
            root.getHandlers()[i].setLevel(levels[i]);
        }
    }
}
