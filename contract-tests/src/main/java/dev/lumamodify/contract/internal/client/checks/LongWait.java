package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ManualClock;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A wait for a task that takes longer than the client waits. All times are virtual and begin with the wait.
 *
 * @param polls when the client polled
 * @param end when the wait ended
 */
record LongWait(List<Duration> polls, Duration end, Outcome outcome) {
    /** Longer than any client waits. */
    static final Duration MAX_DURATION = Duration.ofHours(3);

    /** Ends the check of a client that polls forever. */
    private static final int MAX_POLLS = 1200;

    private static final int MAX_SHOWN = 40;

    /** Returns the response to the n-th poll, counted from 0. */
    interface Responses {
        ScriptedResponse to(int poll, ManualClock clock);
    }

    /** Waits until the client gives up. */
    static LongWait run(ClientTestContext context, Responses responses) {
        ManualClock clock = new ManualClock();
        List<Duration> polls = new CopyOnWriteArrayList<>();
        ScriptedServer server = new ScriptedServer(n -> {
            polls.add(clock.elapsed());
            boolean over = n >= MAX_POLLS || clock.elapsed().compareTo(MAX_DURATION) >= 0;
            return over ? ScriptedResponse.json(200, context.bodies().task(1)) : responses.to(n, clock);
        });
        List<Duration> end = new CopyOnWriteArrayList<>();
        ClientRun run = context.run("a long wait", server, clock, client -> {
            CompletableFuture<Outcome> wait =
                    client.awaitCompletion(TASK_ID).whenComplete((outcome, failure) -> end.add(clock.elapsed()));
            clock.advance(MAX_DURATION.plusMinutes(10));
            return wait.getNow(Outcome.of(Kind.TIMED_OUT, "still waiting", null));
        });
        return new LongWait(List.copyOf(polls), end.isEmpty() ? MAX_DURATION : end.get(0), run.outcome());
    }

    /** Waits while the task is in progress. */
    static LongWait run(ClientTestContext context) {
        return run(context, Duration.ZERO);
    }

    /** Waits while the task is in progress; each poll takes some time. */
    static LongWait run(ClientTestContext context, Duration durationOfPoll) {
        ScriptedResponse generating =
                ScriptedResponse.json(200, context.bodies().task(0));
        return run(context, (poll, clock) -> {
            clock.elapse(durationOfPoll);
            return generating;
        });
    }

    /** Returns the same wait without the polls after a time. */
    LongWait until(Duration time) {
        return new LongWait(
                polls.stream().filter(poll -> poll.compareTo(time) <= 0).toList(), end, outcome);
    }

    Duration lastPoll() {
        return polls.get(polls.size() - 1);
    }

    /**
     * Asserts a condition.
     *
     * @param requirement completes the sentence "the client …"
     */
    LongWait assertThat(boolean condition, String requirement) {
        if (!condition) {
            throw new CheckFailure("The client " + requirement + ", but its wait ended as " + outcome + " after " + end
                    + " and polls at " + polls.stream().limit(MAX_SHOWN).toList());
        }
        return this;
    }

    /**
     * Asserts the pauses before polls.
     *
     * @param from the first of these polls, counted from 0
     */
    LongWait assertPauses(int from, Duration min, Duration max) {
        for (int poll = from; poll < polls.size(); poll++) {
            Duration pause = polls.get(poll).minus(poll == 0 ? Duration.ZERO : polls.get(poll - 1));
            assertThat(
                    pause.compareTo(min) >= 0 && pause.compareTo(max) <= 0,
                    "must pause " + min + " to " + max + " before poll " + (poll + 1) + ", not " + pause);
        }
        return this;
    }
}
