package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ApiErrorFixtures.MESSAGE;
import static dev.lumamodify.contract.internal.client.ClientRequirement.VIRTUAL_CLOCK;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseBodies;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.harness.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/** Checks of {@code Retry-After} values that are dates, absurd or invalid. */
public final class RetryAfterChecks {
    private static final String HEADER = "#/components/headers/RetryAfter";
    private static final String HTTP = "RFC 9110, section 10.2.3";

    /** Values that ask for no pause, or for none that can be understood. */
    private static final List<String> WITHOUT_PAUSE = List.of(
            "0",
            "Wed, 21 Oct 2015 07:28:00 GMT",
            "-1",
            "-86400",
            "1.5",
            "soon",
            "",
            "10, 20",
            "0x10",
            "\u0661\u0660",
            "1e9");

    /** Values that ask for a pause longer than any wait, of which some do not fit into an integer. */
    private static final List<String> TOO_LONG = List.of(
            "86400",
            "31536000",
            "2147483647",
            "2147483648",
            "4294967297",
            "9223372036854775807",
            "9".repeat(30),
            "Fri, 31 Dec 9999 23:59:59 GMT");

    /** A few of them, because a wait takes longer than a read. */
    private static final List<String> WITHOUT_PAUSE_IN_WAITS = List.of("0", WITHOUT_PAUSE.get(1), "-1", "soon");

    private static final List<String> TOO_LONG_IN_WAITS = List.of("86400", "2147483648", "9".repeat(30));

    private RetryAfterChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.ofWaits(
                                "wait.unusual-retry-after",
                                "A Retry-After in the past, or that is no number of seconds, does not stop a wait.",
                                HTTP,
                                RetryAfterChecks::waitGoesOn)
                        .requires(VIRTUAL_CLOCK),
                ClientCheck.ofWaits(
                                "wait.long-retry-after",
                                "A Retry-After that is longer than the wait does not keep it from ending within 3 hours,"
                                        + " and is not taken for a short one.",
                                HEADER,
                                RetryAfterChecks::waitEnds)
                        .requires(VIRTUAL_CLOCK),
                ClientCheck.of(
                        "read.unusual-retry-after",
                        "A read and a submission end within an hour after any Retry-After, and never crash.",
                        HTTP,
                        RetryAfterChecks::callEnds),
                ClientCheck.ofWaits(
                                "wait.retry-after-date",
                                "A wait does not poll again before the date of Retry-After.",
                                HTTP,
                                RetryAfterChecks::respectsDate)
                        .requires(VIRTUAL_CLOCK)
                        .recommended());
    }

    private static ScriptedResponse limited(int status, String value) {
        return ScriptedResponse.json(status, ResponseBodies.error(429, MESSAGE), "Retry-After: " + value);
    }

    /** Waits for a task that is rate limited on the second poll and ends on the fifth. */
    private static LongWait run(ClientTestContext context, ScriptedResponse limited) {
        return LongWait.run(
                context,
                (poll, clock) -> poll == 1
                        ? limited
                        : ScriptedResponse.json(200, context.bodies().task(poll < 4 ? 0 : 1)));
    }

    private static void waitGoesOn(ClientTestContext context) {
        for (String value : WITHOUT_PAUSE_IN_WAITS) {
            LongWait wait = run(context, limited(429, value));
            wait.assertThat(wait.outcome().kind() == Kind.SUCCESS, "must ignore the Retry-After '" + value + "'");
            wait.assertThat(
                    wait.end().compareTo(Duration.ofMinutes(15)) < 0,
                    "must poll again soon after the Retry-After '" + value + "'");
        }
    }

    private static void waitEnds(ClientTestContext context) {
        for (String value : TOO_LONG_IN_WAITS) {
            LongWait wait = run(context, limited(429, value));
            String header = " after the Retry-After '" + value + "'";
            wait.assertThat(
                    List.of(Kind.SUCCESS, Kind.TIMED_OUT, Kind.API_ERROR)
                            .contains(wait.outcome().kind()),
                    "must end in a documented way" + header);
            wait.assertThat(wait.end().compareTo(LongWait.MAX_DURATION) < 0, "must end" + header);
            boolean number = value.length() <= 8;
            wait.assertThat(
                    wait.polls().size() == 2
                            || wait.polls()
                                            .get(2)
                                            .minus(wait.polls().get(1))
                                            .compareTo(Duration.ofSeconds(number ? 90 : 1))
                                    >= 0,
                    "must not poll immediately" + header);
        }
    }

    private static void callEnds(ClientTestContext context) {
        ScriptedResponse created = ScriptedResponse.json(200, context.bodies().created());
        ScriptedResponse task = ScriptedResponse.json(200, context.bodies().task(0));
        Stream.concat(WITHOUT_PAUSE.stream(), TOO_LONG.stream()).forEach(value -> {
            for (int status : List.of(200, 429, 503)) {
                String scenario = "HTTP " + status + ", Retry-After: " + value;
                assertEnds(context.submit(scenario, limited(status, value), created));
                assertEnds(context.read(scenario, limited(status, value), task));
            }
        });
    }

    private static void assertEnds(ClientRun run) {
        run.endsAs(Kind.SUCCESS, Kind.API_ERROR);
        run.assertThat(run.clock().elapsed().toHours() < 1, "must end within an hour");
        run.assertThat(run.outcome().kind() == Kind.SUCCESS || run.outcome().code() == 429, "must report code 429");
    }

    private static void respectsDate(ClientTestContext context) {
        DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
        Instant now = Instant.now();
        ScriptedResponse limited = ScriptedResponse.json(
                429,
                ResponseBodies.error(429, MESSAGE),
                "Date: " + format.format(now),
                "Retry-After: " + format.format(now.plusSeconds(100)));
        LongWait wait = run(context, limited);
        wait.assertThat(wait.outcome().kind() == Kind.SUCCESS, "must succeed");
        Duration pause = wait.polls().get(2).minus(wait.polls().get(1));
        wait.assertThat(pause.toSeconds() >= 90, "must not poll again after " + pause + ", before Retry-After");
        wait.assertThat(pause.toMinutes() < 5, "must poll again soon after Retry-After, not after " + pause);
    }
}
