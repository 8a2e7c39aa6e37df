package dev.lumamodify.benchmark;

/** What the mock occupies after many tasks and requests, with its default limits and the documented heap. */
final class Memory {
    private static final long TASKS = 100_000;

    private Memory() {}

    static void measure(Report report) {
        try (ServerProcess mock = Servers.mock()) {
            byte[] create = Requests.create();
            Load.on(mock.url()).requests(TASKS).run(() -> create);
            report.tell("memory after 100,000 tasks", "MB resident", mock.residentMegabytes());
            byte[] look = Requests.look(Requests.taskId(Requests.call(mock.url(), create)));
            Load.on(mock.url()).requests(9 * TASKS).run(() -> look);
            double then = mock.residentMegabytes();
            report.atMost("memory after 1,000,000 requests", "MB resident", then, 256);
            Load.on(mock.url()).requests(2 * TASKS).run(() -> create);
            report.tell("memory after 200,000 more creates, grown by", "MB", mock.residentMegabytes() - then);
        }
    }
}
