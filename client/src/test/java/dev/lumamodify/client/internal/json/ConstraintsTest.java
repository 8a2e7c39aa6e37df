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

    @SuppressWarnings("NullAway") // As callers without a null checker do.
    private static ModifyRequest emptyRequest() {
        return new ModifyRequest(null, null, null, null);
    }

    @Test
    void validRequestHasNoViolations() {
        assertThat(new ModifyRequest("x", VIDEO, null, null).violations()).isEmpty();
        assertThat(new ModifyRequest("\n x", VIDEO, "HTTP://h", "").violations())
                .isEmpty();
        assertThat(new ModifyRequest("\uD83D\uDE00", "https://[::1]:8080/a?b=c#d", null, null).violations())
                .isEmpty();
    }

    @Test
    void missingFieldsAreRequired() {
        assertThat(emptyRequest().violations()).containsExactly("prompt is required", "videoUrl is required");
        assertThatThrownBy(() -> ModifyRequest.builder().videoUrl(VIDEO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prompt is required");
        assertThatThrownBy(() -> TaskRecord.builder().taskId("t").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("createTime is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " \t\n"})
    void blankPromptIsOneViolationInTheWordsOfTheDocument(String prompt) {
        assertThat(new ModifyRequest(prompt, VIDEO, null, null).violations())
                .containsExactly("prompt must not be blank");
    }

    @Test
    void eachInvalidFieldHasOneViolation() {
        assertThat(new ModifyRequest("", "x", "y", null).violations())
                .containsExactly(
                        "prompt must not be blank",
                        "videoUrl must be an http or https URL",
                        "callBackUrl must be an http or https URL");
        assertThatThrownBy(() ->
                        ModifyRequest.builder().prompt(" ").videoUrl("ftp://x").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prompt must not be blank; videoUrl must be an http or https URL");
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
                "javascript:alert(1)//http://x"
            })
    void otherUrlIsAViolationInTheWordsOfTheDocument(String url) {
        assertThat(new ModifyRequest("x", url, null, null).violations())
                .containsExactly("videoUrl must be an http or https URL");
        assertThat(new ModifyRequest("x", VIDEO, url, null).violations())
                .containsExactly("callBackUrl must be an http or https URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/<v>", "https://example.com/\u00e9"})
    void invalidUriIsAViolation(String url) {
        assertThat(new ModifyRequest("x", url, null, null).violations())
                .containsExactly("videoUrl must be a valid URI");
        assertThat(new ModifyRequest("x", VIDEO, url, null).violations())
                .containsExactly("callBackUrl must be a valid URI");
    }

    @Test
    void eachItemOfAListIsValidated() {
        assertThat(new TaskResults("t", List.of(VIDEO), List.of(VIDEO, "x", "https://example.com/<v>")).violations())
                .containsExactly("resultUrls[1] must be an http or https URL", "resultUrls[2] must be a valid URI");
    }

    @Test
    void minimumIsValidated() {
        TaskRecord.Builder record =
                TaskRecord.builder().taskId("t").paramJson("{}").successFlag(TaskStatus.GENERATING);
        assertThat(record.createTime(0).build().createTime()).isZero();
        assertThatThrownBy(() -> record.createTime(-1).build()).hasMessage("createTime must be at least 0");
    }

    @Test
    void builderSetsEveryField() {
        ModifyRequest request = ModifyRequest.builder()
                .prompt("p")
                .videoUrl(VIDEO)
                .callBackUrl("https://example.com/cb")
                .watermark("w")
                .build();
        assertThat(request).isEqualTo(new ModifyRequest("p", VIDEO, "https://example.com/cb", "w"));
    }

    @Test
    void lengthsAreCountedInCodePoints() {
        List<String> violations = new ArrayList<>();
        Constraints.maxLength("field", "\uD83D\uDE00\uD83D\uDE00", 2, violations);
        Constraints.minLength("field", "\uD83D\uDE00\uD83D\uDE00", 2, violations);
        Constraints.maxLength("field", null, 0, violations);
        assertThat(violations).isEmpty();
        Constraints.maxLength("name", "abc", 2, violations);
        Constraints.minLength("title", "\uD83D\uDE00", 2, violations);
        Constraints.maxLength("letter", "ab", 1, violations);
        Constraints.minLength("word", "", 1, violations);
        assertThat(violations)
                .containsExactly(
                        "name must have at most 2 characters",
                        "title must have at least 2 characters",
                        "letter must have at most 1 character",
                        "word must have at least 1 character");
    }

    @Test
    void missingListIsRequired() {
        assertThat(new TaskResults("t", null, List.of()).violations()).containsExactly("originUrls is required");
    }
}
