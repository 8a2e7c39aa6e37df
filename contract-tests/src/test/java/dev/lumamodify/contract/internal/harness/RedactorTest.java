package dev.lumamodify.contract.internal.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String KEY = "sk-live/1111+2222=3333_ab~c";
    private static final Redactor REDACTOR = new Redactor(Map.of("API_KEY", KEY, "SHORT", "any-key"));

    @ParameterizedTest
    @EnumSource
    void keyIsReplacedInEveryEncoding(KeyEncoding encoding) {
        String encoded = encoding.encode(KEY);

        String redacted = REDACTOR.redact("{\"msg\":\"Invalid key " + encoded + "!\"}");

        assertThat(redacted)
                .startsWith("{\"msg\":\"Invalid key ")
                .contains("${API_KEY}")
                .endsWith("!\"}");
        assertThat(redacted.length()).as(redacted).isLessThan(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer sk-live/1111+2222=3333_ab~",
                "cut off: sk-live/1…",
                "…_ab~c is invalid",
                "not-sk-live/1111+2222=3333_ab~cx"
            })
    void mostOfAKeyIsReplaced(String text) {
        assertThat(REDACTOR.redact(text))
                .contains("${API_KEY}")
                .doesNotContain("live")
                .doesNotContain("_ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many-keys", "the API key is invalid", "sk-live"})
    void otherWordsStay(String text) {
        assertThat(REDACTOR.redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"any-key", "Bearer any-key, "})
    void shortKeyIsReplacedAsAWord(String text) {
        assertThat(REDACTOR.redact(text)).isEqualTo(text.replace("any-key", "${SHORT}"));
    }

    @Test
    void similarKeysAreDistinguished() {
        Redactor redactor = new Redactor(Map.of("ONE", "test-key-1", "TWO", "test-key-2"));

        assertThat(redactor.redact("test-key-2 test-key-1 test-key-"))
                .startsWith("${TWO} ${ONE} ${")
                .endsWith("}");
    }

    @Test
    void namedEntitiesOfXmlAreReplaced() {
        Redactor redactor = new Redactor(Map.of("KEY", "sk&live<1111\"2222"));

        assertThat(redactor.redact("sk&amp;live&lt;1111&quot;2222")).isEqualTo("${KEY}");
    }

    @Test
    void shortKeyIsNotSearchedInHexadecimalDigits() {
        Redactor redactor = new Redactor(Map.of("KEY", "k1"));

        assertThat(redactor.redact("774d6b31a608")).isEqualTo("774d6b31a608");
    }

    @Test
    void longKeyIsReplaced() {
        String key = "header." + "payload".repeat(1000);
        Redactor redactor = new Redactor(Map.of("KEY", key));

        assertThat(redactor.redact("Bearer " + key + " is invalid")).isEqualTo("Bearer ${KEY} is invalid");
    }
}
