package dev.lumamodify.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.sessions.JqwikSession;

/** Holds a client to the laws for clients: against a scripted server, on virtual time. */
public final class ClientLaws {
    /** A promise that a client has to keep, and how that is checked. */
    record ClientLaw(Law law, Consumer<Bench> check) {
        static ClientLaw of(String id, String says, String source, Consumer<Bench> check) {
            return new ClientLaw(Law.of(id, says, source, trial -> {}), check);
        }
    }

    private ClientLaws() {}

    static List<ClientLaw> all() {
        return Stream.of(SubmitLaws.all(), ReadLaws.all(), WaitLaws.all(), VerifyLaws.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Checks every law on a client.
     *
     * @return the laws that were found broken, each in a line of its own; empty if none was
     */
    public static List<String> check(ClientAdapter.Factory factory, long seed) {
        return Suite.in(verdicts(factory, seed, law -> true, false), Verdict.Outcome.FAILED).stream()
                .map(verdict -> verdict.law().id() + ": " + verdict.law().says() + " " + verdict.detail())
                .toList();
    }

    /** Checks the wanted laws, if told so only until the first is found broken. */
    static List<Verdict> verdicts(
            ClientAdapter.Factory factory, long seed, Predicate<Law> wanted, boolean untilBroken) {
        List<Verdict> verdicts = new ArrayList<>();
        Bench bench = new Bench(Document.load(), factory, seed);
        JqwikSession.run(() -> {
            for (ClientLaw law : all()) {
                if (wanted.test(law.law())
                        && !(untilBroken
                                && !Suite.in(verdicts, Verdict.Outcome.FAILED).isEmpty())) {
                    verdicts.add(verdict(law, bench));
                }
            }
        });
        return verdicts;
    }

    private static Verdict verdict(ClientLaw law, Bench bench) {
        try (Output output = Output.listen(Bench.KEY)) {
            law.check().accept(bench);
            output.heardNothing();
            return Verdict.passed(law.law());
        } catch (Broken broken) {
            return Verdict.broken(law.law(), broken);
        }
    }
}
