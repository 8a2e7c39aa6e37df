package dev.lumamodify.mock.internal.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lumamodify.mock.internal.state.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetUrlTest {
    private static final String RULE =
            "must have a host that is a DNS name or an IP address, and a port between 1 and 65535 if it has one";

    @ParameterizedTest
    @CsvSource(delimiter = ' ', nullValues = "-", textBlock = """
            http://web_app:19001/cb web_app 19001 /cb
            http://my-app my-app -1 /
            HTTPS://WEB_APP/a?b=c#d WEB_APP -1 /a?b=c
            http://localhost.:80/ localhost. 80 /
            http://user:pw@_a._b_.example/ _a._b_.example -1 /
            http://127.0.0.1:65535?q 127.0.0.1 65535 /?q
            http://[::1]:8/ [::1] 8 /
            http://xn--bcher-kva.example/%20 xn--bcher-kva.example -1 /%20
            http://1.2.3.4.5/ 1.2.3.4.5 -1 /
            """)
    void acceptsEveryNameAndAddress(String url, String host, int port, String pathQuery) {
        TargetUrl target = TargetUrl.parse("callBackUrl", url);

        assertThat(target.host()).isEqualTo(host);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target.pathQuery()).isEqualTo(pathQuery);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a..b/",
                "http://.a/",
                "http://a%20b/",
                "http://a,b/",
                "http://b\u00fccher.example/",
                "http://256.1.1.1/",
                "http://1.2.3.999:80/",
                "http://[1.2.3.4]/",
                "http://[::g]/",
                "http://[fe80::1%nowhere]/",
                "http://user@/",
                "http://:80/",
                "http:///path"
            })
    void rejectsAHostThatIsNeitherNameNorAddress(String url) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> TargetUrl.parse("callBackUrl", url))
                .withMessage("callBackUrl " + RULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a:0/",
                "http://a:65536/",
                "http://a:99999999999/",
                "http://a:b/",
                "http://a:-1/",
                "http://0:0:0:0:0:0:0:1:19054/cb"
            })
    void rejectsAnImpossiblePort(String url) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> TargetUrl.parse("callBackUrl", url))
                .withMessage("callBackUrl " + RULE);
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64, 253, 254, 255})
    void limitsTheLengthOfNames(int length) {
        String label = "http://" + "a".repeat(length) + "/";
        String name = "http://" + "a.".repeat(length / 2) + (length % 2 == 1 ? "a" : "") + "/";

        assertThat(isValid(label)).isEqualTo(length <= 63);
        assertThat(isValid(name)).isEqualTo(length <= 254);
    }

    private static boolean isValid(String url) {
        try {
            TargetUrl.parse("url", url);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }
}
