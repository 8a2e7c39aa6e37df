package dev.lumamodify.benchmark;

import dev.lumamodify.mock.internal.spec.CompiledSchema;
import dev.lumamodify.mock.internal.spec.Json;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
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

/** What the schemas of the document cost a request. In the package of the mock server, which shows its rules to nobody else. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class SchemaValidation {
    /** A create whose prompt has this many characters. */
    @State(Scope.Benchmark)
    @NullUnmarked
    public static class Create {
        @Param({"100", "1000", "10000", "100000"})
        public int characters;

        private CompiledSchema rules;
        private JsonNode body;

        @Setup
        public void read() throws Json.Malformed {
            for (Operation operation : OpenApiDocument.current().operations()) {
                if (operation.body() != null) {
                    rules = operation.body().rules();
                }
            }
            body = Json.parse(Requests.body("x".repeat(characters), "").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The answer about a finished task, as the document shows it. */
    @State(Scope.Benchmark)
    @NullUnmarked
    public static class Finished {
        private CompiledSchema rules;
        private JsonNode answer;

        @Setup
        public void read() {
            for (Operation operation : OpenApiDocument.current().operations()) {
                if (operation.examples().containsKey(Task.State.SUCCEEDED.example)) {
                    rules = operation.answers();
                    answer = operation.examples().get(Task.State.SUCCEEDED.example);
                }
            }
        }
    }

    @Benchmark
    public boolean create(Create create) {
        return create.rules.errors(create.body).isEmpty();
    }

    @Benchmark
    public boolean answer(Finished finished) {
        return finished.rules.accept(finished.answer);
    }
}
