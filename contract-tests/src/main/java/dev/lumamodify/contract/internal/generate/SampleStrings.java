package dev.lumamodify.contract.internal.generate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Strings that people, and attackers, send. */
public final class SampleStrings {
    /** Harmless to every reader of JSON and yet often broken by one that escapes by hand. */
    public static final List<String> AWKWARD = List.of(
            "x",
            "Say \"hello\" and it's 'done'",
            "back\\slash \\n \\u0041 / and a \u0000 NUL",
            "line one\nline two\r\n\ttabbed",
            "Ünïcödé: 日本語, العربية, Ελληνικά",
            "emoji \uD83C\uDFA5\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 and \u2028 separators \u2029",
            "<script>alert(1)</script> & {\"prompt\":\"nested\"} %s ${x} {{y}} '; DROP TABLE tasks; --",
            "e\u0301 \uFB01 \uFF21 \u212B no\u00A0break and \uFEFF, for those who normalise; 100%41+1 \\\\ \u007F",
            "  padded with spaces  ");

    /** Everything awkward at once, padded at both ends, and too long for a column that was made for short texts. */
    public static final String AWKWARD_AND_LONG = "  "
            + String.join(" ", AWKWARD)
            + IntStream.range(0, 1200).mapToObj(i -> " word" + i).collect(Collectors.joining())
            + "  ";

    /** Blank by everybody's reading. */
    public static final List<String> BLANK = List.of("", " ", "\t", "\n", " \t\r\n ");

    /** Strings that nobody takes for the address of a web page. */
    public static final List<String> NOT_WEB = List.of(
            "not a url",
            "video.mp4",
            "/input-video.mp4",
            "example.com/input-video.mp4",
            "ftp://127.0.0.1:9/input-video.mp4",
            "file:///tmp/input-video.mp4",
            "data:video/mp4;base64,AAAA",
            "javascript:alert(1)",
            "mailto:someone@example.com",
            "//example.com/input-video.mp4");

    /** A lawful address with all that is easily lost: port, case, encoded characters, query, fragment. */
    public static final String AWKWARD_URL =
            "http://cdn.example.com:8443/A/b%2Fc-Video.mp4?sig=a%2Fb%3D%3D&x=1+2&y=%C3%A9&z=#t=1";

    /** As long as signed addresses are. */
    public static final String LONG_URL =
            "https://example.com/input-video.mp4?signature=" + "0123456789abcdef".repeat(64);

    /** Strings that begin like a web address and are none. */
    static final List<String> ALMOST_WEB = List.of(
            "http:",
            "http://",
            "https://",
            "http:///input-video.mp4",
            "https://?x=1",
            "http:/127.0.0.1:9/input-video.mp4",
            "http//127.0.0.1:9/input-video.mp4",
            "httpx://127.0.0.1:9/input-video.mp4",
            "https://127.0.0.1:9/input video.mp4",
            "https://127.0. 0.1:9/input-video.mp4",
            " https://127.0.0.1:9/input-video.mp4",
            "see https://127.0.0.1:9/input-video.mp4",
            "https://127.0.0.1:9/<input>.mp4",
            "https://127.0.0.1:9/%zz.mp4");

    private SampleStrings() {}

    /** Any well-formed Unicode with at least one visible ASCII character: blank by nobody's reading. */
    public static Arbitrary<String> any() {
        Arbitrary<String> random = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\n', '\t', 'é', 'ß', '中', '\u0000', '\u007F', '\u2028', '\uFFFD')
                .ofMaxLength(40)
                .map(text -> text + "x");
        return Arbitraries.frequencyOf(Tuple.of(3, random), Tuple.of(1, Arbitraries.of(AWKWARD)));
    }

    /** http and https URLs that every reader of RFC 3986 takes. */
    public static Arbitrary<String> urls() {
        Arbitrary<String> scheme = Arbitraries.of("https://", "http://");
        Arbitrary<String> host = Arbitraries.of(
                "example.com", "cdn.example.com:8443", "127.0.0.1", "xn--bcher-kva.example", "a-b.example");
        Arbitrary<String> path = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('-', '_', '.', '/')
                .ofMaxLength(20);
        Arbitrary<String> rest = Arbitraries.of(".mp4", ".mov", ".avi", ".mp4?sig=a%2Fb&x=1", ".mp4#t=1");
        return Combinators.combine(scheme, host, path, rest).as((s, h, p, r) -> s + h + "/v" + p + r);
    }
}
