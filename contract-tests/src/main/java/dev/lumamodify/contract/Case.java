package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientAdapter.Outcome;
import dev.lumamodify.contract.ScriptedServer.Seen;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a case ended: what the client said, what the server saw, how time went by. */
record Case(String what, Outcome outcome, List<Seen> seen, VirtualTime time) {
    /** Breaks the law unless the end is one of these. */
    Case is(Kind... kinds) {
        return holds(Set.of(kinds).contains(outcome.kind()), "must end as " + List.of(kinds));
    }

    Case isNot(Kind... kinds) {
        return is(Set.of(Kind.values()).stream()
                .filter(kind -> kind != Kind.OTHER && !Set.of(kinds).contains(kind))
                .toArray(Kind[]::new));
    }

    Case asked(int times) {
        return holds(seen.size() == times, "must send " + times + " requests");
    }

    /** Breaks the law unless a refusal is told as the service told it. */
    Case tells(int code, String words) {
        return holds(outcome.code() == code, "must tell code " + code)
                .holds(outcome.msg().equals(words), "must tell the words of the service");
    }

    Case holds(boolean kept, String must) {
        if (!kept) {
            throw new Broken(
                    what + ": the client " + must + ", but it ended as " + outcome + " after " + seen.size()
                            + " requests and pauses of " + time.sleeps(),
                    (Call) null);
        }
        return this;
    }

    /** What holds for every case: nothing but the API's own ends, and the key only where it belongs. */
    static Case checked(Case ended) {
        ended.holds(ended.outcome().kind() != Kind.OTHER, "must end in one of the documented ways");
        ended.holds(!told(ended.outcome()).contains(Bench.KEY), "must not tell the API key");
        for (Seen seen : ended.seen()) {
            ended.holds(!seen.target().contains(Bench.KEY), "must not put the API key into a URL");
            ended.holds(!Wire.text(seen.body()).contains(Bench.KEY), "must not put the API key into a body");
            ended.holds(
                    seen.header("authorization").equals("Bearer " + Bench.KEY),
                    "must send the API key as a bearer token");
            ended.holds(
                    seen.headers().values().stream()
                                    .flatMap(List::stream)
                                    .filter(value -> value.contains(Bench.KEY))
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
