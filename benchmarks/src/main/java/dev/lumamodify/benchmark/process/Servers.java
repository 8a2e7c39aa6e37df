package dev.lumamodify.benchmark.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Starts the measured servers, all on the JVM that runs the benchmarks. */
public final class Servers {
    private static final Path FOLDER =
            Path.of("..", "mock-standalone", "target", "luma-modify-mock").toAbsolutePath();

    private static final String JAR = "luma-modify-mock.jar";

    /** The heap options of the documented start command. */
    private static final List<String> SMALL_HEAP = List.of("-Xmx128m", "-Xmn64m", "-XX:+UseSerialGC");

    /** Options for benchmarks with many tasks or long prompts. */
    private static final List<String> LARGE_HEAP = List.of("-Xmx512m", "-Xmn256m", "-XX:+UseSerialGC");

    /** Lifts the provider's limits, which would reject nearly all requests of a load test. */
    private static final List<String> UNLIMITED =
            List.of("--quiet", "--rate-limit", "off", "--credits", "1000000000", "--task-duration", "10ms");

    private Servers() {}

    /**
     * Starts the mock server with the documented start command and without the provider's limits.
     *
     * @throws IllegalStateException if the build has not written the class-data archive of that command
     */
    public static ServerProcess mock(String... options) {
        Path archive = FOLDER.resolve("luma-modify-mock.jsa");
        if (!Files.isReadable(archive)) {
            throw new IllegalStateException("The build has not written " + archive);
        }
        return mock(List.of("@luma-modify-mock.args"), options);
    }

    /** Starts the mock server with a heap of 512 MB. */
    public static ServerProcess mockWithLargeHeap(String... options) {
        List<String> start = new ArrayList<>(LARGE_HEAP);
        Collections.addAll(start, "-jar", JAR);
        return mock(start, options);
    }

    /** Starts the mock server with {@code java -jar} and no JVM options. */
    public static ServerProcess mockWithoutJvmOptions() {
        return mock(List.of("-jar", JAR));
    }

    /** Starts a baseline server without JVM options. It returns the bytes that the mock server returned. */
    public static ServerProcess baseline(BaselineServer.Library library) {
        return baseline(library, List.of());
    }

    /** Starts a baseline server with the heap options of {@link #mock}. */
    public static ServerProcess baselineWithSmallHeap(BaselineServer.Library library) {
        return baseline(library, SMALL_HEAP);
    }

    /** Starts a baseline server with the heap options of {@link #mockWithLargeHeap}. */
    public static ServerProcess baselineWithLargeHeap(BaselineServer.Library library) {
        return baseline(library, LARGE_HEAP);
    }

    private static ServerProcess mock(List<String> start, String... options) {
        List<String> arguments = new ArrayList<>(start);
        Collections.addAll(arguments, "--port", "0");
        arguments.addAll(UNLIMITED);
        Collections.addAll(arguments, options);
        return ServerProcess.start(FOLDER, arguments);
    }

    private static ServerProcess baseline(BaselineServer.Library library, List<String> jvmOptions) {
        List<String> arguments = new ArrayList<>(jvmOptions);
        Collections.addAll(
                arguments,
                "-cp",
                System.getProperty("java.class.path"),
                BaselineServer.class.getName(),
                library.name(),
                RecordedResponses.CREATE.toString(),
                RecordedResponses.RECORD_INFO.toString());
        return ServerProcess.start(Path.of("").toAbsolutePath(), arguments);
    }
}
