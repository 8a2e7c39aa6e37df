package dev.lumamodify.benchmark.server;

import dev.lumamodify.benchmark.load.RawRequests;
import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.spec.CompiledSchema;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.MalformedJsonException;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.Task;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/** JMH benchmark of the mock server's schema validation. Uses internal classes of the mock server to measure this step alone. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class SchemaValidationBenchmark {
    /** The body of a create request, for several lengths of the prompt. */
    @State(Scope.Benchmark)
    @NullUnmarked
    public static class CreateRequest {
        @Param({"100", "1000", "10000", "100000"})
        public int promptLength;

        private CompiledSchema schema;
        private JsonNode body;

        @Setup
        public void read() throws MalformedJsonException {
            for (Operation operation : BundledDocument.get().operations()) {
                if (operation.body() != null) {
                    schema = operation.body().schema();
                }
            }
            body = Json.parse(
                    RawRequests.createBody("x".repeat(promptLength), "").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The document's example of the response for a finished task. */
    @State(Scope.Benchmark)
    @NullUnmarked
    public static class FinishedTaskResponse {
        private CompiledSchema schema;
        private JsonNode body;

        @Setup
        public void read() {
            for (Operation operation : BundledDocument.get().operations()) {
                if (operation.examples().byName().containsKey(Task.State.SUCCEEDED.exampleName())) {
                    schema = operation.responseSchema();
                    body = operation.examples().byName().get(Task.State.SUCCEEDED.exampleName());
                }
            }
        }
    }

    @Benchmark
    public boolean createRequest(CreateRequest request) {
        return request.schema.violations("the request body", request.body).isEmpty();
    }

    @Benchmark
    public boolean finishedTaskResponse(FinishedTaskResponse response) {
        return response.schema.accepts(response.body);
    }
}
