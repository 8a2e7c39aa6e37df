package dev.lumamodify.contract.internal.generate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Strings that users and attackers send. */
public final class SampleStrings {
    /** Valid strings that a server often damages if it escapes JSON, HTML or SQL by hand. */
    public static final List<String> UNUSUAL = List.of(
            "x",
            "Say \"hello\" and it's 'done'",
            "back\\slash \\n \\u0041 / and a \u0000 NUL",
            "line one\nline two\r\n\ttabbed",
            "Ünïcödé: 日本語, العربية, Ελληνικά",
            "emoji \uD83C\uDFA5\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 and \u2028 separators \u2029",
            "<script>alert(1)</script> & {\"prompt\":\"nested\"} %s ${x} {{y}} '; DROP TABLE tasks; --",
            "e\u0301 \uFB01 \uFF21 \u212B no\u00A0break and \uFEFF, for those who normalise; 100%41+1 \\\\ \u007F",
            "  padded with spaces  ");

    /** All unusual strings in one, padded at both ends, and too long for a database column of usual size. */
    public static final String UNUSUAL_AND_LONG = "  "
            + String.join(" ", UNUSUAL)
            + IntStream.range(0, 1200).mapToObj(i -> " word" + i).collect(Collectors.joining())
            + "  ";

    /** Blank strings by every definition. */
    public static final List<String> BLANK = List.of("", " ", "\t", "\n", " \t\r\n ");

    /** Strings that are not http or https URLs by any definition. */
    public static final List<String> INVALID_URLS = List.of(
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

    /** A valid URL with everything that is easily lost: port, case, encoded characters, query, fragment. */
    public static final String UNUSUAL_URL =
            "http://cdn.example.com:8443/A/b%2Fc-Video.mp4?sig=a%2Fb%3D%3D&x=1+2&y=%C3%A9&z=#t=1";

    /** A URL as long as a signed one. */
    public static final String LONG_URL =
            "https://example.com/input-video.mp4?signature=" + "0123456789abcdef".repeat(64);

    /** Strings that begin like an http or https URL but are not valid. */
    static final List<String> MALFORMED_URLS = List.of(
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

    /** Generates well-formed Unicode strings with at least one visible ASCII character: not blank by any definition. */
    public static Arbitrary<String> any() {
        Arbitrary<String> random = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\n', '\t', 'é', 'ß', '中', '\u0000', '\u007F', '\u2028', '\uFFFD')
                .ofMaxLength(40)
                .map(text -> text + "x");
        return Arbitraries.frequencyOf(Tuple.of(3, random), Tuple.of(1, Arbitraries.of(UNUSUAL)));
    }

    /** Generates http and https URLs that every implementation of RFC 3986 accepts. */
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
