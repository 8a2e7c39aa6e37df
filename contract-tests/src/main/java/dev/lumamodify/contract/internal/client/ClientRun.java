package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.client.ScriptedServer.Seen;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.server.RecordingHttpClient;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a case ended: what the client said, what the server saw, how time went by. */
public record ClientRun(String what, Outcome outcome, List<Seen> seen, VirtualClock time) {
    /** Breaks the law unless the end is one of these. */
    public ClientRun is(Kind... kinds) {
        return holds(Set.of(kinds).contains(outcome.kind()), "must end as " + List.of(kinds));
    }

    public ClientRun isNot(Kind... kinds) {
        return is(Set.of(Kind.values()).stream()
                .filter(kind -> kind != Kind.OTHER && !Set.of(kinds).contains(kind))
                .toArray(Kind[]::new));
    }

    public ClientRun asked(int times) {
        return holds(seen.size() == times, "must send " + times + " requests");
    }

    /** Breaks the law unless a refusal is told as the service told it. */
    public ClientRun tells(int code, String words) {
        return holds(outcome.code() == code, "must tell code " + code)
                .holds(outcome.msg().equals(words), "must tell the words of the service");
    }

    public ClientRun holds(boolean kept, String must) {
        if (!kept) {
            throw new CheckFailure(
                    what + ": the client " + must + ", but it ended as " + outcome + " after " + seen.size()
                            + " requests and pauses of " + time.sleeps(),
                    (Request) null);
        }
        return this;
    }

    /** What holds for every case: nothing but the API's own ends, and the key only where it belongs. */
    static ClientRun checked(ClientRun ended) {
        ended.holds(ended.outcome().kind() != Kind.OTHER, "must end in one of the documented ways");
        ended.holds(!told(ended.outcome()).contains(ClientTestContext.KEY), "must not tell the API key");
        for (Seen seen : ended.seen()) {
            ended.holds(!seen.target().contains(ClientTestContext.KEY), "must not put the API key into a URL");
            ended.holds(
                    !RecordingHttpClient.text(seen.body()).contains(ClientTestContext.KEY),
                    "must not put the API key into a body");
            ended.holds(
                    seen.header("authorization").equals("Bearer " + ClientTestContext.KEY),
                    "must send the API key as a bearer token");
            ended.holds(
                    seen.headers().values().stream()
                                    .flatMap(List::stream)
                                    .filter(value -> value.contains(ClientTestContext.KEY))
                                    .count()
                            == 1,
                    "must not send the API key twice");
        }
        return ended;
    }

    /** All that an outcome says, down to the causes of what was thrown, and what they suppress. */
    static String told(Outcome outcome) {
        StringBuilder told = new StringBuilder(outcome.toString());
        Set<Throwable> heard = Collections.newSetFromMap(new IdentityHashMap<>());
        tell(outcome.thrown(), told, heard);
        return told.toString();
    }

    private static void tell(@Nullable Throwable thrown, StringBuilder told, Set<Throwable> heard) {
        if (thrown != null && heard.add(thrown)) {
            told.append(' ').append(thrown);
            tell(thrown.getCause(), told, heard);
            for (Throwable suppressed : thrown.getSuppressed()) {
                tell(suppressed, told, heard);
            }
        }
    }
}
