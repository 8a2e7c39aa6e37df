package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one scenario of a check. Every assertion throws a {@link CheckFailure} if it does not hold, and
 * otherwise returns this run.
 *
 * @param scenario names the scenario, for example "code 402 in HTTP 200"
 * @param outcome how the last call of the client ended
 * @param requests what the server received
 */
public record ClientRun(String scenario, Outcome outcome, List<ReceivedRequest> requests, ManualClock clock) {
    /** Asserts that the call ended in one of these ways. */
    public ClientRun endsAs(Kind... kinds) {
        return assertThat(Set.of(kinds).contains(outcome.kind()), "must end as " + List.of(kinds));
    }

    /** Asserts that the call ended in none of these ways, and not as {@link Kind#OTHER}. */
    public ClientRun doesNotEndAs(Kind... kinds) {
        return endsAs(Set.of(Kind.values()).stream()
                .filter(kind -> kind != Kind.OTHER && !Set.of(kinds).contains(kind))
                .toArray(Kind[]::new));
    }

    /** Asserts how many requests the server received. */
    public ClientRun sends(int count) {
        return assertThat(requests.size() == count, "must send " + count + (count == 1 ? " request" : " requests"));
    }

    /** Asserts that the client reports an error of the service with its code and msg. */
    public ClientRun reports(int code, String msg) {
        return assertThat(outcome.code() == code, "must report code " + code)
                .assertThat(outcome.msg().equals(msg), "must report the msg of the service");
    }

    /** Asserts that the outcome has this task id. */
    public ClientRun reportsTask(String taskId) {
        return assertThat(outcome.taskId().equals(taskId), "must report the task id '" + taskId + "'");
    }

    /**
     * Asserts a condition.
     *
     * @param requirement completes the sentence "the client …", for example "must send one request"
     */
    public ClientRun assertThat(boolean condition, String requirement) {
        if (!condition) {
            throw new CheckFailure(scenario + ": the client " + requirement + ", but it ended as " + outcome + " after "
                    + requests.size() + " requests and pauses of " + clock.sleeps());
        }
        return this;
    }

    /** Asserts what holds in every scenario: a documented outcome, and the API key in the Authorization header only. */
    ClientRun assertGeneralRules(String apiKey) {
        assertThat(outcome.kind() != Kind.OTHER, "must end in one of the documented ways");
        assertThat(!textOf(outcome).contains(ClientTestContext.API_KEY), "must not report the API key");
        for (ReceivedRequest request : requests) {
            assertThat(!request.target().contains(ClientTestContext.API_KEY), "must not send the API key in a URL");
            assertThat(!request.text().contains(ClientTestContext.API_KEY), "must not send the API key in a body");
            assertThat(
                    request.header("authorization").equals("Bearer " + apiKey),
                    "must send the API key as a bearer token");
            assertThat(request.headersWith(ClientTestContext.API_KEY) == 1, "must not send the API key twice");
        }
        return this;
    }

    /** Returns the text of an outcome, including the causes and suppressed exceptions of what was thrown. */
    static String textOf(Outcome outcome) {
        StringBuilder text = new StringBuilder(outcome.toString());
        append(outcome.thrown(), text, Collections.newSetFromMap(new IdentityHashMap<>()));
        return text.toString();
    }

    private static void append(@Nullable Throwable thrown, StringBuilder text, Set<Throwable> seen) {
        if (thrown != null && seen.add(thrown)) {
            text.append(' ').append(thrown);
            append(thrown.getCause(), text, seen);
            for (Throwable suppressed : thrown.getSuppressed()) {
                append(suppressed, text, seen);
            }
        }
    }
}
