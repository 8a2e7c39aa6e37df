package dev.lumamodify.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models in the JSON of an application, with its own Jackson or Moshi. */
class ForeignJsonTest {
    private static final tools.jackson.databind.ObjectMapper JACKSON_3 = new tools.jackson.databind.ObjectMapper();
    private static final com.fasterxml.jackson.databind.ObjectMapper JACKSON_2 =
            new com.fasterxml.jackson.databind.ObjectMapper();

    /** A type of an application. */
    record Entry(String name, ResultCode code, TaskStatus status) {}

    private static final Entry ENTRY = new Entry("a", ResultCode.RATE_LIMITED, new TaskStatus(77));
    private static final String JSON = "{\"name\":\"a\",\"code\":429,\"status\":77}";

    static Stream<TaskRecord> tasks() {
        TaskRecord.Builder task =
                TaskRecord.builder().taskId("t").paramJson("{}").createTime(1).successFlag(TaskStatus.GENERATING);
        return Stream.of(
                task.build(),
                task.successFlag(TaskStatus.SUCCESS)
                        .completeTime(2L)
                        .response(new TaskResults("t", List.of(), List.of("u")))
                        .build());
    }

    @Test
    void jackson3WritesAndReadsTheNumber() {
        assertThat(JACKSON_3.writeValueAsString(ENTRY)).isEqualTo(JSON);
        assertThat(JACKSON_3.readValue(JSON, Entry.class)).isEqualTo(ENTRY);
        assertThat(JACKSON_3.writeValueAsString(Map.of("x", List.of(ResultCode.SUCCESS))))
                .isEqualTo("{\"x\":[200]}");
    }

    @Test
    void jackson2WritesAndReadsTheNumber() throws Exception {
        assertThat(JACKSON_2.writeValueAsString(ENTRY)).isEqualTo(JSON);
        assertThat(JACKSON_2.readValue(JSON, Entry.class)).isEqualTo(ENTRY);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void jacksonReadsTheTaskThatItWrote(TaskRecord task) throws Exception {
        assertThat(JACKSON_3.readValue(JACKSON_3.writeValueAsString(task), TaskRecord.class))
                .isEqualTo(task);
        assertThat(JACKSON_2.readValue(JACKSON_2.writeValueAsString(task), TaskRecord.class))
                .isEqualTo(task);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void moshiReadsTheTaskThatItWrote(TaskRecord task) throws Exception {
        JsonAdapter<List<TaskRecord>> adapter =
                new Moshi.Builder().build().adapter(Types.newParameterizedType(List.class, TaskRecord.class));
        String json = adapter.toJson(List.of(task));
        assertThat(json).contains("\"successFlag\":" + task.successFlag().value());
        assertThat(adapter.fromJson(json)).containsExactly(task);
    }

    @Test
    void moshiWritesAndReadsTheNumber() throws Exception {
        JsonAdapter<Map<String, ResultCode>> adapter = new Moshi.Builder()
                .build()
                .adapter(Types.newParameterizedType(Map.class, String.class, ResultCode.class));
        assertThat(adapter.toJson(Map.of("x", new ResultCode(433)))).isEqualTo("{\"x\":433}");
        assertThat(adapter.fromJson("{\"x\":433}")).containsEntry("x", new ResultCode(433));
    }
}
