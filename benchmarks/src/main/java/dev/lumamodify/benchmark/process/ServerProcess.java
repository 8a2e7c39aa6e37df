package dev.lumamodify.benchmark.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that runs in its own Java process. */
public final class ServerProcess implements AutoCloseable {
    /** The {@code java} command of the JVM that runs the benchmarks. */
    public static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static final Pattern URL = Pattern.compile("http://\\S+");

    private final Process process;
    private final URI url;

    private ServerProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts {@code java} with the given arguments, and returns once the process has printed its URL.
     *
     * @param directory the working directory of the process
     * @throws IllegalStateException if the process ends without printing a URL
     */
    static ServerProcess start(Path directory, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher matcher = URL.matcher(line);
                if (matcher.find()) {
                    Thread reader = new Thread(() -> discardOutput(process), "discard-output");
                    reader.setDaemon(true);
                    reader.start();
                    return new ServerProcess(process, URI.create(matcher.group()));
                }
            }
            throw new IllegalStateException("The process ended without printing a URL: " + command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the base URL of the server. */
    public URI url() {
        return url;
    }

    /** Returns the CPU time that the process has used, or zero if the operating system does not report it. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Returns the resident memory of the process in MB, or NaN if the operating system is not Linux. */
    public double residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024.0;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Stops the process, forcibly if it has not ended after 10 seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void discardOutput(Process process) {
        try {
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The process has ended.
        }
    }
}
