package dev.lumamodify.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The servers under measurement, all on this JVM and with the same heap. */
final class Servers {
    private static final String MOCK =
            Path.of("..", "mock-server", "target", "luma-modify-mock-server").toString();
    /** Of the documented start command: a small heap, and the collector that suits it. */
    private static final List<String> HEAP = List.of("-Xmx128m", "-Xmn64m", "-XX:+UseSerialGC");

    /** Room for many long prompts at once. */
    private static final List<String> ROOMY = List.of("-Xmx512m", "-Xmn256m", "-XX:+UseSerialGC");

    /** What lets a load through: the provider's own limits would refuse nearly all of it. */
    private static final List<String> UNLIMITED =
            List.of("--quiet", "--rate-limit", "off", "--credits", "1000000000", "--task-duration", "10ms");

    private Servers() {}

    /** The documented start command, with its limits lifted as far as a load needs. */
    static ServerProcess mock(String... options) {
        if (!Files.isReadable(Path.of(MOCK + ".jsa"))) {
            throw new IllegalStateException("The build has made no " + MOCK + ".jsa");
        }
        return mock(List.of("@" + MOCK + ".args"), options);
    }

    /** The mock with a larger heap. */
    static ServerProcess roomyMock(String... options) {
        List<String> start = new ArrayList<>(ROOMY);
        Collections.addAll(start, "-jar", MOCK + ".jar");
        return mock(start, options);
    }

    /** Nothing but {@code java -jar}. */
    static ServerProcess plainMock() {
        return mock(List.of("-jar", MOCK + ".jar"));
    }

    private static ServerProcess mock(List<String> start, String... options) {
        List<String> arguments = new ArrayList<>(start);
        Collections.addAll(arguments, "--port", "0");
        arguments.addAll(UNLIMITED);
        Collections.addAll(arguments, options);
        return ServerProcess.java(arguments);
    }

    /** A bare server; it answers what the mock just answered. */
    static ServerProcess floor(String kind) {
        return floor(kind, List.of());
    }

    private static ServerProcess floor(String kind, List<String> jvm) {
        List<String> arguments = new ArrayList<>(jvm);
        Collections.addAll(
                arguments,
                "-cp",
                System.getProperty("java.class.path"),
                BaselineServer.class.getName(),
                kind,
                Answers.CREATED.toString(),
                Answers.LOOKED.toString());
        return ServerProcess.java(arguments);
    }

    /** The answer of the mock to a look at a finished task. */
    static Path looked() {
        return Answers.LOOKED;
    }

    static ServerProcess floorWithHeap(String kind) {
        return floor(kind, HEAP);
    }

    static ServerProcess roomyFloor(String kind) {
        return floor(kind, ROOMY);
    }

    /** The bytes of the mock, taken down once for the floors to repeat. */
    private static final class Answers {
        static final Path CREATED;
        static final Path LOOKED;

        static {
            try (ServerProcess mock = plainMock()) {
                String created = Requests.call(mock.url(), Requests.create());
                byte[] look = Requests.look(Requests.taskId(created));
                String looked = Requests.call(mock.url(), look);
                for (int i = 0; i < 1000 && looked.contains("\"completeTime\":null"); i++) {
                    looked = Requests.call(mock.url(), look);
                }
                CREATED = Files.writeString(Path.of("target", "created.json"), created);
                LOOKED = Files.writeString(Path.of("target", "looked.json"), looked);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
