package dev.lumamodify.client.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import dev.lumamodify.client.model.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {
    private static final String VIDEO = "https://example.com/v.mp4";

    private static List<String> broken(ModifyRequest request) {
        return request.violations().stream()
                .map(v -> v.substring(0, v.indexOf(' ')))
                .toList();
    }

    @SuppressWarnings("NullAway") // As callers without a null checker do.
    private static ModifyRequest nothing() {
        return new ModifyRequest(null, null, null, null);
    }

    @Test
    void aLawfulRequestBreaksNoRule() {
        assertThat(new ModifyRequest("x", VIDEO, null, null).violations()).isEmpty();
        assertThat(new ModifyRequest("\n x", VIDEO, "HTTP://h", "").violations())
                .isEmpty();
        assertThat(new ModifyRequest("\uD83D\uDE00", "https://[::1]:8080/a?b=c#d", null, null).violations())
                .isEmpty();
    }

    @Test
    void whatIsRequiredMustBeThere() {
        assertThat(nothing().violations()).containsExactly("prompt is required", "videoUrl is required");
        assertThatThrownBy(() -> ModifyRequest.builder().videoUrl(VIDEO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prompt is required");
        assertThatThrownBy(() -> TaskRecord.builder().taskId("t").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("createTime is required");
    }

    @Test
    void everyBrokenRuleIsNamed() {
        assertThat(new ModifyRequest("", VIDEO, null, null).violations())
                .containsExactly("prompt must have at least 1 character(s)", "prompt must match \\S");
        assertThat(broken(new ModifyRequest(" \t\n", "x", "y", null)))
                .containsExactly("prompt", "videoUrl", "videoUrl", "callBackUrl", "callBackUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/v.mp4",
                "/v.mp4",
                "ftp://example.com/v.mp4",
                "http://",
                "http:///v.mp4",
                "https://exa mple.com",
                "https://example.com/v.mp4\n",
                "https://example.com/v.mp4 ",
                " https://example.com/v.mp4",
                "https://example.com/<v>",
                "https://example.com/\u00e9",
                "javascript:alert(1)//http://x"
            })
    void aUrlMustBeOne(String url) {
        assertThat(broken(new ModifyRequest("x", url, null, null))).isNotEmpty().containsOnly("videoUrl");
        assertThat(broken(new ModifyRequest("x", VIDEO, url, null)))
                .isNotEmpty()
                .containsOnly("callBackUrl");
    }

    @Test
    void numbersHaveAMinimum() {
        TaskRecord.Builder record =
                TaskRecord.builder().taskId("t").paramJson("{}").successFlag(TaskStatus.GENERATING);
        assertThat(record.createTime(0).build().createTime()).isZero();
        assertThatThrownBy(() -> record.createTime(-1).build()).hasMessage("createTime must be at least 0");
    }

    @Test
    void theBuilderSetsEveryField() {
        ModifyRequest request = ModifyRequest.builder()
                .prompt("p")
                .videoUrl(VIDEO)
                .callBackUrl("https://example.com/cb")
                .watermark("w")
                .build();
        assertThat(request).isEqualTo(new ModifyRequest("p", VIDEO, "https://example.com/cb", "w"));
    }

    /** The document limits no length at present; the template is ready if it does. */
    @Test
    void charactersAreCountedAsPeopleDo() {
        List<String> violations = new ArrayList<>();
        Constraints.maxLength("field", "\uD83D\uDE00\uD83D\uDE00", 2, violations);
        Constraints.minLength("field", "\uD83D\uDE00\uD83D\uDE00", 2, violations);
        Constraints.maxLength("field", null, 0, violations);
        assertThat(violations).isEmpty();
        Constraints.maxLength("field", "abc", 2, violations);
        Constraints.minLength("field", "\uD83D\uDE00", 2, violations);
        assertThat(violations)
                .containsExactly("field must have at most 2 character(s)", "field must have at least 2 character(s)");
    }

    @Test
    void aListThatIsMissingIsNamed() {
        assertThatThrownBy(() ->
                        TaskResults.builder().taskId("t").resultUrls(List.of()).build())
                .hasMessage("originUrls is required");
    }
}
