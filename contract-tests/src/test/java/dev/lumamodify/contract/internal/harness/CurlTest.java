package dev.lumamodify.contract.internal.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurlTest {
    private static final URI BASE_URL = URI.create("http://127.0.0.1:1");
    private static final Map<String, String> KEYS = Map.of("API_KEY", "secret+key", "SECOND_KEY", "second-key");

    @Test
    void keysAreReplacedByVariablesWhereverTheyAre() {
        Request request = new Request("GET", "/read?token=secret%2Bkey")
                .key("secret+key")
                .header("Cookie", "a=secret+key")
                .header("X-Other", "second-key");

        assertThat(line(request))
                .isEqualTo("curl -i -X GET \"http://127.0.0.1:1/read?token=${API_KEY}\" -H \"Authorization: Bearer"
                        + " ${API_KEY}\" -H \"Cookie: a=${API_KEY}\" -H \"X-Other: ${SECOND_KEY}\"");
    }

    @Test
    void aKeyThatResemblesTheAccountsKeyIsReplacedToo() {
        assertThat(line(new Request("GET", "/").key("secret+ke"))).endsWith("\"Authorization: Bearer $OTHER_KEY\"");
        assertThat(line(new Request("GET", "/").key("x"))).endsWith("'Authorization: Bearer x'");
    }

    @Test
    void anEmptyHeaderIsSentAndNoHeaderIsAdded() {
        Request request = new Request("POST", "/").header("Authorization", "").body(new byte[0]);

        assertThat(line(request)).endsWith("-H 'Authorization;' -H 'Content-Type:' --data-raw ''");
    }

    @Test
    void bytesAndChunksAreWrittenAsTheyAre() {
        Request request = new Request("POST", "/")
                .json(new byte[] {'{', '\'', (byte) 0xFF, '}'})
                .inChunks();

        assertThat(line(request)).endsWith("-H 'Transfer-Encoding: chunked' --data-raw $'{\\x27\\xff}'");
    }

    @Test
    void aLargeBodyIsNotShown() {
        assertThat(line(new Request("POST", "/").body(new byte[100_000]))).endsWith("@FILE # of 100000 bytes");
    }

    @Test
    void quotesAreEscaped() {
        assertThat(line(new Request("POST", "/").json("it's $HOME"))).endsWith("--data-raw 'it'\\''s $HOME'");
    }

    private String line(Request request) {
        return new Curl(path -> BASE_URL + path, KEYS).line(request);
    }
}
