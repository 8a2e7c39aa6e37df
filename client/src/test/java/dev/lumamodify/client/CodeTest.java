package dev.lumamodify.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeTest {

    @Test
    void theDocumentNamesTheConstants() {
        assertThat(Code.RATE_LIMITED).isEqualTo(new Code(429)).hasToString("429 Rate limited");
        assertThat(Code.UNDER_MAINTENANCE).hasToString("455 Under maintenance");
        assertThat(SuccessFlag.CREATE_TASK_FAILED).hasToString("2 Create task failed");
        assertThat(Code.known()).hasSize(10).allMatch(Code::isKnown);
        assertThat(SuccessFlag.known()).extracting(SuccessFlag::value).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anUnknownNumberIsCarriedThrough() throws IOException {
        Code code = Code.jsonAdapter().fromJson("433");
        assertThat(code).isEqualTo(new Code(433)).hasToString("433 (undocumented)");
        assertThat(new Code(433).isKnown()).isFalse();
        assertThat(Code.jsonAdapter().toJson(code)).isEqualTo("433");
        assertThat(Code.jsonAdapter().fromJson("null")).isNull();
    }

    @Test
    void moshiFindsTheGeneratedAdaptersByName() throws IOException {
        Moshi moshi = new Moshi.Builder().build();
        assertThat(moshi.adapter(Code.class).fromJson("402")).isEqualTo(Code.INSUFFICIENT_CREDITS);
        assertThat(moshi.adapter(Results.class).fromJson("{\"taskId\":\"t\",\"originUrls\":[],\"resultUrls\":[\"u\"]}"))
                .isEqualTo(new Results("t", List.of(), List.of("u")));
    }

    @Test
    void aMissingMemberIsNamed() {
        assertThatThrownBy(() -> Results.jsonAdapter().fromJson("{\"taskId\":\"t\",\"resultUrls\":[]}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("originUrls");
        assertThatThrownBy(() ->
                        Results.jsonAdapter().fromJson("{\"taskId\":\"t\",\"originUrls\":[null],\"resultUrls\":[]}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("element");
    }

    @Test
    void listsCannotBeChangedLater() {
        List<String> urls = new java.util.ArrayList<>(List.of("u"));
        Results results = new Results("t", List.of(), urls);
        urls.clear();
        assertThat(results.resultUrls()).containsExactly("u");
    }
}
