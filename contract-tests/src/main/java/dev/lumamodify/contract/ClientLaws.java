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

        /** A promise of this project's client that others need not make. */
        ClientLaw ofTheHouse() {
            return new ClientLaw(law.ofTheHouse(), check);
        }

        /** A promise about pauses and deadlines, which nobody waits for. */
        ClientLaw onVirtualTime() {
            return new ClientLaw(law, bench -> {
                bench.needsVirtualTime();
                check.accept(bench);
            });
        }
    }

    private ClientLaws() {}

    /** All laws; of those on a topic, what takes real time comes last. */
    static List<ClientLaw> all() {
        return Stream.of(
                        SubmitLaws.all(),
                        SentLaws.all(),
                        PaidLaws.all(),
                        RepeatLaws.all(),
                        ReadLaws.all(),
                        WaitLaws.all(),
                        PaceLaws.all(),
                        VerifyLaws.all(),
                        ForgedLaws.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Checks every law on a client. What only this project's client promises, its own numbers for example, is not asked of it.
     *
     * @return the laws that were found broken, each in a line of its own; empty if none was
     */
    public static List<String> check(ClientAdapter.Factory factory, long seed) {
        return told(verdicts(factory, seed, law -> !law.house(), false), Verdict.Outcome.FAILED);
    }

    /**
     * Checks the rules of the house, which are promises of this project's client that go beyond the API's documents. A sound client may
     * break them: they are warnings.
     *
     * @return the rules that were found broken, each in a line of its own; empty if none was
     */
    public static List<String> warnings(ClientAdapter.Factory factory, long seed) {
        return told(verdicts(factory, seed, Law::house, false), Verdict.Outcome.WARNED);
    }

    private static List<String> told(List<Verdict> verdicts, Verdict.Outcome outcome) {
        return Suite.in(verdicts, outcome).stream()
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
                if (wanted.test(law.law()) && !(untilBroken && verdicts.stream().anyMatch(Verdict::isBroken))) {
                    verdicts.add(verdict(law, bench));
                }
            }
        });
        return verdicts;
    }

    private static Verdict verdict(ClientLaw law, Bench bench) {
        try (Output output = Output.listen(Bench.KEY, SignedCallback.KEY)) {
            law.check().accept(bench);
            output.heardNothing();
            return Verdict.passed(law.law());
        } catch (Broken broken) {
            return Verdict.broken(law.law(), broken);
        } catch (NotChecked notChecked) {
            return Verdict.notChecked(law.law(), String.valueOf(notChecked.getMessage()));
        }
    }
}
