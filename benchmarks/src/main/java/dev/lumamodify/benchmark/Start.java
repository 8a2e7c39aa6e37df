package dev.lumamodify.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** From the start of the process to the first correct answer. */
final class Start {
    private Start() {}

    static void measure(Report report, double scale) {
        int rounds = Math.max(1, (int) (9 * scale));
        List<Double> bare = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> archived = new ArrayList<>();
        once(Servers::plainMock);
        for (int i = 0; i < rounds; i++) {
            bare.add(once(() -> Servers.floor("javalin")));
            plain.add(once(Servers::plainMock));
            archived.add(once(Servers::mock));
        }
        report.atMost("start to first answer, plain `java -jar`", "s", plain, "bare Javalin", bare, 1.25);
        report.atMost("start to first answer, by the documented command", "s", archived, "bare Javalin", bare, 0.75);
    }

    private static double once(Supplier<ServerProcess> server) {
        long started = System.nanoTime();
        try (ServerProcess program = server.get()) {
            String answer = Requests.call(program.url(), Requests.create());
            Requests.taskId(answer);
            return (System.nanoTime() - started) / 1e9;
        }
    }
}
