package dev.lumamodify.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultCodeTest {

    @Test
    void constantsHaveTheTitlesOfTheDocument() {
        assertThat(ResultCode.RATE_LIMITED).isEqualTo(new ResultCode(429)).hasToString("429 Rate limited");
        assertThat(ResultCode.UNDER_MAINTENANCE).hasToString("455 Under maintenance");
        assertThat(TaskStatus.CREATE_TASK_FAILED).hasToString("2 Create task failed");
        assertThat(ResultCode.known()).hasSize(10).allMatch(ResultCode::isKnown);
        assertThat(TaskStatus.known()).extracting(TaskStatus::value).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void everyValueCanBeUsedInASwitch() {
        assertThat(ResultCode.known()).extracting(ResultCodeTest::remedy).contains("pay", "repeat", "report");
        assertThat(remedy(ResultCode.INSUFFICIENT_CREDITS)).isEqualTo("pay");
        assertThat(remedy(new ResultCode(433))).isEqualTo("unknown");
        assertThat(remedy(new ResultCode(Integer.MIN_VALUE))).isEqualTo("unknown");
        assertThat(TaskStatus.CALLBACK_FAILED.constant()).isEqualTo(TaskStatus.Constant.CALLBACK_FAILED);
        assertThat(TaskStatus.known())
                .extracting(status -> status.constant().name())
                .containsExactly("GENERATING", "SUCCESS", "CREATE_TASK_FAILED", "GENERATE_FAILED", "CALLBACK_FAILED");
    }

    private static String remedy(ResultCode code) {
        return switch (code.constant()) {
            case INSUFFICIENT_CREDITS -> "pay";
            case RATE_LIMITED, UNDER_MAINTENANCE -> "repeat";
            case UNDOCUMENTED -> "unknown";
            default -> "report";
        };
    }

    @Test
    void unknownNumberIsKept() throws IOException {
        ResultCode code = ResultCode.jsonAdapter().fromJson("433");
        assertThat(code).isEqualTo(new ResultCode(433)).hasToString("433 (undocumented)");
        assertThat(new ResultCode(433).isKnown()).isFalse();
        assertThat(ResultCode.jsonAdapter().toJson(code)).isEqualTo("433");
        assertThat(ResultCode.jsonAdapter().fromJson("null")).isNull();
    }

    @Test
    void moshiFindsTheGeneratedAdapters() throws IOException {
        Moshi moshi = new Moshi.Builder().build();
        assertThat(moshi.adapter(ResultCode.class).fromJson("402")).isEqualTo(ResultCode.INSUFFICIENT_CREDITS);
        assertThat(moshi.adapter(TaskResults.class)
                        .fromJson("{\"taskId\":\"t\",\"originUrls\":[],\"resultUrls\":[\"u\"]}"))
                .isEqualTo(new TaskResults("t", List.of(), List.of("u")));
    }

    @Test
    void exceptionNamesTheMissingMember() {
        for (String json :
                List.of("{\"taskId\":\"t\",\"originUrls\":[]}", "{\"resultUrls\":[null]}", "{\"resultUrls\":{}}")) {
            assertThatThrownBy(() -> TaskResults.jsonAdapter().fromJson(json))
                    .isInstanceOf(JsonDataException.class)
                    .hasMessageContaining("resultUrls");
        }
    }

    @Test
    void exceptionNamesThePlaceOfAValueThatIsNoObject() {
        for (String json : List.of("[]", "7", "\"x\"", "true")) {
            assertThatThrownBy(() -> TaskResults.jsonAdapter().fromJson(json))
                    .isInstanceOf(JsonDataException.class)
                    .hasMessage("Expected an object at $");
        }
    }

    @Test
    void listsAreCopied() {
        List<String> urls = new java.util.ArrayList<>(List.of("u"));
        TaskResults results = new TaskResults("t", List.of(), urls);
        urls.clear();
        assertThat(results.resultUrls()).containsExactly("u");
    }
}
