package dev.lumamodify.benchmark.process;

import dev.lumamodify.benchmark.load.LoadGenerator;
import dev.lumamodify.benchmark.load.RawRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with response bodies of the mock server, recorded when this class is first used. */
public final class RecordedResponses {
    /** The response to a create request. */
    public static final Path CREATE = Path.of("target", "create-response.json");

    /** The response to a record-info request for a finished task. */
    public static final Path RECORD_INFO = Path.of("target", "record-info-response.json");

    static {
        try (ServerProcess mock = Servers.mockWithoutJvmOptions()) {
            String created = LoadGenerator.send(mock.url(), RawRequests.create());
            byte[] request = RawRequests.recordInfo(RawRequests.taskId(created));
            String task = LoadGenerator.send(mock.url(), request);
            for (int i = 0; i < 1000 && task.contains("\"completeTime\":null"); i++) {
                task = LoadGenerator.send(mock.url(), request);
            }
            Files.writeString(CREATE, created);
            Files.writeString(RECORD_INFO, task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RecordedResponses() {}
}
