package dev.lumamodify.benchmark.client;

import com.google.gson.Gson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import dev.lumamodify.client.model.RecordInfoResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okio.Buffer;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/**
 * JMH benchmark of JSON: decodes and encodes a record-info response with the client's generated Moshi adapters, and with Moshi,
 * Gson and Jackson by reflection on records with the same fields.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@NullUnmarked
public class JsonCodecBenchmark {
    /** The envelope. */
    public record Envelope(int code, String msg, Task data) {}

    /** The task. */
    public record Task(
            String taskId,
            String paramJson,
            long createTime,
            @Nullable Long completeTime,
            int successFlag,
            @Nullable Results response,
            @Nullable Integer errorCode,
            @Nullable String errorMessage) {}

    /** The results of the task. */
    public record Results(String taskId, List<String> originUrls, List<String> resultUrls) {}

    private final JsonAdapter<RecordInfoResponse> generated = RecordInfoResponse.jsonAdapter();
    private final JsonAdapter<Envelope> moshi = new Moshi.Builder().build().adapter(Envelope.class);
    private final Gson gson = new Gson();
    private final JsonMapper jackson = JsonMapper.builder().build();
    private byte[] bytes;
    private RecordInfoResponse response;
    private Envelope envelope;

    /** Reads the response from the file that the system property {@code response} names. */
    @Setup
    public void read() throws IOException {
        bytes = Files.readAllBytes(Path.of(System.getProperty("response")));
        response = decodeGenerated();
        envelope = decodeJackson();
    }

    @Benchmark
    public RecordInfoResponse decodeGenerated() throws IOException {
        return generated.fromJson(new Buffer().write(bytes));
    }

    @Benchmark
    public Envelope decodeMoshi() throws IOException {
        return moshi.fromJson(new Buffer().write(bytes));
    }

    @Benchmark
    public Envelope decodeGson() {
        return gson.fromJson(new String(bytes, StandardCharsets.UTF_8), Envelope.class);
    }

    @Benchmark
    public Envelope decodeJackson() {
        return jackson.readValue(bytes, Envelope.class);
    }

    @Benchmark
    public byte[] encodeGenerated() throws IOException {
        Buffer buffer = new Buffer();
        generated.toJson(buffer, response);
        return buffer.readByteArray();
    }

    @Benchmark
    public byte[] encodeMoshi() throws IOException {
        Buffer buffer = new Buffer();
        moshi.toJson(buffer, envelope);
        return buffer.readByteArray();
    }

    @Benchmark
    public byte[] encodeGson() {
        return gson.toJson(envelope).getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public byte[] encodeJackson() {
        return jackson.writeValueAsBytes(envelope);
    }
}
