package dev.lumamodify.contract.internal.client.checks;

import dev.lumamodify.contract.ClientChecks.ClientCheck;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ResponseFixtures;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** When a client looks at a task that it waits for, and how long it waits. */
public final class PollIntervalChecks {
    private static final String PACE = "facts, sections 2 and 3: jobs take up to 20 minutes, looks every 10 to 30 s";
    private static final String HOUSE = "the client's own promise: 10 s, then 10 to 30 s ± 20 %, for 30 minutes";
    private static final Duration JOB = Duration.ofMinutes(20);
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final Duration FOR_EVER = Duration.ofHours(3);

    /** Ends the check of a client that would look for ever. */
    private static final int MANY = 1200;

    private PollIntervalChecks() {}

    public static List<ClientCheck> all() {
        return List.of(
                ClientCheck.of(
                                "wait.poll-interval",
                                "A task is looked at soon, and then neither every second nor every few minutes.",
                                PACE,
                                PollIntervalChecks::pace)
                        .onVirtualTime(),
                ClientCheck.of(
                                "wait.timeout",
                                "The wait gives up some time after the longest jobs, with the task's id, and looks no more.",
                                PACE,
                                bench -> ended(bench, generating(bench, Duration.ZERO)))
                        .onVirtualTime(),
                ClientCheck.of(
                                "wait.slow-responses",
                                "The deadline comes by the clock, however long each look takes.",
                                PACE,
                                PollIntervalChecks::slow)
                        .onVirtualTime(),
                ClientCheck.of(
                                "wait.outage",
                                "A service that is down is not looked at more often than one that works.",
                                PACE,
                                PollIntervalChecks::outage)
                        .onVirtualTime(),
                ClientCheck.of(
                                "wait.retry-after",
                                "A wait does not look again before Retry-After is over.",
                                "#/components/headers/RetryAfter",
                                PollIntervalChecks::retryAfter)
                        .onVirtualTime(),
                ClientCheck.of(
                                "wait.exact-poll-interval",
                                "Looks begin after 10 s and come every 10 to 30 s, each wait at moments of its own.",
                                HOUSE,
                                PollIntervalChecks::exactPace)
                        .ofTheHouse()
                        .onVirtualTime(),
                ClientCheck.of(
                                "wait.exact-timeout",
                                "The wait gives up after 30 minutes, not earlier, with a last look.",
                                HOUSE,
                                PollIntervalChecks::exactDeadline)
                        .ofTheHouse()
                        .onVirtualTime());
    }

    /**
     * A wait, and how it went.
     *
     * @param looks when the looks were, counted from the start
     * @param end how long it took
     */
    private record Wait(List<Duration> looks, Duration end, Outcome outcome) {
        Wait holds(boolean kept, String must) {
            if (!kept) {
                throw new CheckFailure(
                        "The client " + must + ", but its wait ended as " + outcome + " after " + end + " and looks at "
                                + looks.stream().limit(40).toList(),
                        (Request) null);
            }
            return this;
        }

        Wait paused(int from, Duration least, Duration most) {
            for (int look = from; look < looks.size(); look++) {
                Duration pause = looks.get(look).minus(look == 0 ? Duration.ZERO : looks.get(look - 1));
                holds(
                        pause.compareTo(least) >= 0 && pause.compareTo(most) <= 0,
                        "must look for the " + (look + 1) + ". time after " + least + " to " + most + ", not after "
                                + pause);
            }
            return this;
        }

        /** The same as seen by somebody who leaves early. */
        Wait until(Duration time) {
            return new Wait(
                    looks.stream().filter(look -> look.compareTo(time) <= 0).toList(), end, outcome);
        }
    }

    /** Waits while the looks, which are counted from 0, are answered by the time at which they come. */
    private static Wait wait(ClientTestContext bench, BiFunction<VirtualClock, Integer, ScriptedResponse> answers) {
        List<Duration> looks = new ArrayList<>();
        VirtualClock[] times = new VirtualClock[1];
        Duration[] end = {FOR_EVER};
        ScriptedServer server = new ScriptedServer(n -> {
            looks.add(times[0].elapsed());
            boolean over = n >= MANY || times[0].elapsed().compareTo(FOR_EVER) >= 0;
            return over ? ScriptedResponse.json(200, bench.flag(1)) : answers.apply(times[0], n);
        });
        ClientRun ended = bench.on("a long wait", server, (client, time) -> {
            times[0] = time;
            CompletableFuture<Outcome> wait = client.awaitCompletion(ClientTestContext.TASK);
            CompletableFuture<Outcome> timed = wait.whenComplete((outcome, failure) -> end[0] = time.elapsed());
            time.advance(FOR_EVER.plusMinutes(10));
            return timed.getNow(Outcome.of(Kind.TIMED_OUT, "still waiting", null));
        });
        return new Wait(List.copyOf(looks), end[0], ended.outcome());
    }

    private static BiFunction<VirtualClock, Integer, ScriptedResponse> generating(
            ClientTestContext bench, Duration each) {
        ScriptedResponse generating = ScriptedResponse.json(200, bench.flag(0));
        return (time, n) -> {
            time.slip(each);
            return generating;
        };
    }

    private static void pace(ClientTestContext bench) {
        Wait wait = wait(bench, generating(bench, Duration.ZERO)).until(JOB);
        wait.holds(!wait.looks().isEmpty(), "must look");
        wait.paused(1, Duration.ofSeconds(1), Duration.ofSeconds(90));
        wait.holds(wait.looks().get(0).compareTo(Duration.ofMinutes(1)) <= 0, "must look in the first minute");
        wait.holds(wait.looks().size() <= 300, "must look every 4 s at most, on the average");
    }

    private static Wait ended(ClientTestContext bench, BiFunction<VirtualClock, Integer, ScriptedResponse> answers) {
        Wait wait = wait(bench, answers);
        wait.holds(wait.outcome().kind() == Kind.TIMED_OUT, "must give up as timed out");
        wait.holds(wait.outcome().taskId().equals(ClientTestContext.TASK), "must name the task");
        wait.holds(wait.end().compareTo(JOB) >= 0, "must wait for " + JOB + " at least");
        wait.holds(wait.end().compareTo(FOR_EVER) < 0, "must give up");
        Duration last = wait.looks().get(wait.looks().size() - 1);
        return wait.holds(last.compareTo(wait.end()) <= 0, "must not look at " + last + " any more");
    }

    private static void slow(ClientTestContext bench) {
        Duration usual = ended(bench, generating(bench, Duration.ZERO)).end();
        Wait slow = ended(bench, generating(bench, Duration.ofSeconds(50)));
        slow.holds(
                slow.end().compareTo(usual.plusMinutes(5)) <= 0,
                "must give up after " + usual + ", by its own account");
    }

    private static void outage(ClientTestContext bench) {
        Wait wait = wait(bench, (time, n) -> ScriptedResponse.of(503, "text/plain", ""))
                .until(JOB);
        wait.holds(wait.looks().size() <= 600, "must look every 2 s at most, on the average");
        wait.holds(wait.outcome().taskId().equals(ClientTestContext.TASK), "must name the task");
        wait.holds(
                wait.outcome().kind() != Kind.TASK_FAILED && wait.outcome().kind() != Kind.SUCCESS,
                "must not say what became of the task");
    }

    private static void retryAfter(ClientTestContext bench) {
        ScriptedResponse generating = ScriptedResponse.json(200, bench.flag(0));
        for (int status : List.of(200, 429)) {
            ScriptedResponse limit = ScriptedResponse.json(
                    status, ClientTestContext.envelope(429, ResponseFixtures.WORDS, ""), "Retry-After: 90");
            Wait wait = wait(bench, (time, n) -> n == 2 ? limit : generating);
            wait.holds(wait.looks().size() > 3, "must look again");
            Duration pause = wait.looks().get(3).minus(wait.looks().get(2));
            wait.holds(pause.toSeconds() >= 90, "must wait for Retry-After, not look after " + pause);
            wait.holds(pause.toMinutes() < 5, "must look again soon after Retry-After, not after " + pause);
        }
    }

    private static void exactPace(ClientTestContext bench) {
        List<Wait> waits = IntStream.range(0, 4)
                .mapToObj(i -> wait(bench, generating(bench, Duration.ZERO)).until(JOB))
                .toList();
        for (Wait wait : waits) {
            wait.until(Duration.ofSeconds(13)).paused(0, Duration.ofSeconds(8), Duration.ofSeconds(12));
            wait.paused(1, Duration.ofSeconds(8), Duration.ofSeconds(36));
            wait.paused(8, Duration.ofSeconds(24), Duration.ofSeconds(36));
        }
        Wait any = waits.get(0);
        any.holds(
                waits.stream().map(Wait::looks).distinct().count() > 1, "must not look at the same moments each time");
    }

    private static void exactDeadline(ClientTestContext bench) {
        Wait wait = wait(bench, generating(bench, Duration.ZERO));
        wait.holds(wait.end().equals(DEADLINE), "must give up after " + DEADLINE);
        wait.holds(
                wait.looks().get(wait.looks().size() - 1).compareTo(DEADLINE.minusSeconds(1)) >= 0,
                "must take a last look");
        Wait seen = wait(
                bench,
                (time, n) ->
                        ScriptedResponse.json(200, bench.flag(time.elapsed().compareTo(DEADLINE) < 0 ? 0 : 1)));
        seen.holds(seen.outcome().kind() == Kind.SUCCESS, "must see that the task has ended by the deadline");
    }
}
