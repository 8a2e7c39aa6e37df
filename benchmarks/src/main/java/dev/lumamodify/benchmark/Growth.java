package dev.lumamodify.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How cost grows with connections, with tasks and with the size of a request; what schema validation has of it. */
final class Growth {
    private static final int[] CONNECTIONS = {1, 16, 256};
    private static final int[] TASKS = {1_000, 10_000, 100_000};
    private static final int[] PROMPTS = {100, 1_000, 10_000, 100_000};

    private final Report report;
    private final Duration turn;

    private Growth(Report report, double scale) {
        this.report = report;
        this.turn = Duration.ofMillis((long) (3000 * scale));
    }

    static void measure(Report report, Plot plot, double scale) throws RunnerException {
        Growth growth = new Growth(report, scale);
        try (ServerProcess javalin = Servers.floorWithHeap("javalin");
                ServerProcess mock = Servers.mock()) {
            growth.connections(plot, mock, javalin);
        }
        try (ServerProcess javalin = Servers.roomyFloor("javalin");
                ServerProcess mock = Servers.roomyMock()) {
            growth.prompts(plot, mock, javalin);
        }
        try (ServerProcess mock = Servers.roomyMock("--max-tasks", "200000")) {
            growth.tasks(plot, mock);
        }
        growth.judging(plot);
    }

    private void judging(Plot plot) throws RunnerException {
        var options = new OptionsBuilder()
                .include(SchemaValidation.class.getName() + "\\.")
                .verbosity(VerboseMode.SILENT)
                .build();
        Plot.Panel panel = plot.panel("schema validation of a create, ns by characters of prompt");
        for (RunResult result : new Runner(options).run()) {
            double nanos = result.getPrimaryResult().getStatistics().getMin();
            String characters = result.getParams().getParam("characters");
            if (characters == null) {
                report.tell("schema validation of the answer about a finished task", "ns", nanos);
            } else {
                int size = Integer.parseInt(characters);
                panel.point("mock", size, nanos);
                report.tell(String.format("schema validation of a create, prompt of %,d B", size), "ns", nanos);
            }
        }
    }

    private void connections(Plot plot, ServerProcess mock, ServerProcess javalin) {
        byte[] create = Requests.create();
        warm(mock, create);
        warm(javalin, create);
        Plot.Panel panel = plot.panel("create, requests/s by connections");
        for (int connections : CONNECTIONS) {
            String what = "create over " + connections + " connections";
            compare(panel, what, connections, connections, mock, javalin, create);
        }
    }

    private void prompts(Plot plot, ServerProcess mock, ServerProcess javalin) {
        warm(mock, Requests.create());
        warm(javalin, Requests.create());
        Plot.Panel panel = plot.panel("create, requests/s by characters of prompt");
        for (int size : PROMPTS) {
            byte[] create = Requests.create("x".repeat(size), "");
            compare(panel, String.format("create, prompt of %,d B", size), size, 16, mock, javalin, create);
        }
    }

    private void compare(
            Plot.Panel panel,
            String what,
            int x,
            int connections,
            ServerProcess mock,
            ServerProcess javalin,
            byte[] request) {
        List<Double> ours = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ours.add(rate(mock, connections, request));
            beside.add(rate(javalin, connections, request));
        }
        panel.point("mock", x, Report.median(ours));
        panel.point("bare Javalin", x, Report.median(beside));
        report.compare(what, "/s", ours, "bare Javalin", beside);
    }

    private void tasks(Plot plot, ServerProcess mock) {
        byte[] create = Requests.create();
        warm(mock, create);
        warm(mock, Requests.look(Requests.taskId(Requests.call(mock.url(), create))));
        Random random = new Random(1);
        List<String> ids = new ArrayList<>();
        Plot.Panel rates = plot.panel("record-info, requests/s by tasks");
        Plot.Panel memory = plot.panel("mock, MB resident by tasks");
        for (int tasks : TASKS) {
            Load.on(mock.url())
                    .requests(tasks - ids.size())
                    .run(() -> create, answer -> ids.add(Requests.taskId(answer)));
            double rate = Load.on(mock.url())
                    .time(turn)
                    .run(() -> Requests.look(ids.get(random.nextInt(ids.size()))))
                    .perSecond();
            rates.point("mock", tasks, rate);
            memory.point("mock", tasks, mock.residentMegabytes());
            report.tell(String.format("record-info with %,d tasks", tasks), "/s", rate);
            report.tell(String.format("memory with %,d tasks", tasks), "MB resident", mock.residentMegabytes());
        }
    }

    private void warm(ServerProcess program, byte[] request) {
        rate(program, 16, request);
        rate(program, 16, request);
    }

    private double rate(ServerProcess program, int connections, byte[] request) {
        return Load.on(program.url())
                .connections(connections)
                .time(turn)
                .run(() -> request)
                .perSecond();
    }
}
