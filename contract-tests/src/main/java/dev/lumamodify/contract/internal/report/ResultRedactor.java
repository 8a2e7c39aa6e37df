package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.harness.Curl;
import dev.lumamodify.contract.internal.harness.Redactor;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes what is reported of the results of a run: without keys, and bounded. */
public final class ResultRedactor {
    /** The maximum number of characters of a quoted text. */
    private static final int MAX_QUOTED = 500;

    /** Keys are replaced in the beginning of a text only. The rest is not quoted. */
    private static final int MAX_REDACTED = 8 * MAX_QUOTED;

    /** The value of an option in the command, in double quotes. */
    private static final Pattern VALUE = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    private final RunInfo info;
    private final Redactor redactor;
    private final Curl curl;
    private final String command;

    public ResultRedactor(RunInfo info, Target target, OpenApiDocument document) {
        this.info = info;
        this.redactor = new Redactor(target.keys());
        this.curl = target.curl(document);
        // The name of an option may contain a short key.
        this.command = VALUE.matcher(info.command())
                .replaceAll(value -> Matcher.quoteReplacement(redactor.redact(value.group())));
    }

    /** Returns what is reported of a result. */
    public ReportedCheck report(CheckResult result) {
        String id = result.check().id();
        CheckFailure failure = result.failure();
        Response response = failure == null ? null : failure.response();
        boolean known = result.isFailure() && info.knownFailures().contains(id);
        boolean fails = result.outcome() == Outcome.FAILED || (info.strict() && result.outcome() == Outcome.WARNED);
        return new ReportedCheck(
                result.check(),
                result.outcome(),
                known,
                fails && !known,
                result.duration(),
                quoted(result.detail()),
                result.cause(),
                response == null ? 0 : response.status(),
                failure == null || failure.request() == null ? "" : quoted(curl.line(failure.request())),
                response == null ? "" : quoted(response.toString()),
                command + " --only " + id + " --seed " + info.seed());
    }

    /**
     * Returns a text that may quote the server: without keys, with at most 500 characters, and without the characters
     * that XML 1.0 does not allow. Some of them also control a terminal.
     */
    String quoted(String text) {
        String beginning = text.length() <= MAX_REDACTED ? text : text.substring(0, MAX_REDACTED);
        String printable = redactor.redact(beginning)
                .replaceAll("[^\\t\\n\\r\\x20-\\x7E\\xA0-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
        return printable.codePointCount(0, printable.length()) <= MAX_QUOTED
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, MAX_QUOTED)) + "… (" + text.length()
                        + " characters)";
    }
}
