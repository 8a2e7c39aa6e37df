package dev.lumamodify.contract;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.SignedCallback;
import dev.lumamodify.contract.internal.client.checks.AtMostOnceChecks;
import dev.lumamodify.contract.internal.client.checks.CallbackForgeryChecks;
import dev.lumamodify.contract.internal.client.checks.CallbackVerificationChecks;
import dev.lumamodify.contract.internal.client.checks.OutgoingRequestChecks;
import dev.lumamodify.contract.internal.client.checks.PollIntervalChecks;
import dev.lumamodify.contract.internal.client.checks.ReadChecks;
import dev.lumamodify.contract.internal.client.checks.ReadRetryChecks;
import dev.lumamodify.contract.internal.client.checks.SubmissionChecks;
import dev.lumamodify.contract.internal.client.checks.WaitChecks;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.OutputCapture;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.CheckResult;
import dev.lumamodify.contract.internal.server.Suite;
import dev.lumamodify.contract.internal.spec.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.sessions.JqwikSession;

/** Holds a client to the laws for clients: against a scripted server, on virtual time. */
public final class ClientChecks {
    /** A promise that a client has to keep, and how that is checked. */
    public record ClientCheck(Check law, Consumer<ClientTestContext> check) {
        public static ClientCheck of(String id, String says, String source, Consumer<ClientTestContext> check) {
            return new ClientCheck(Check.of(id, says, source, trial -> {}), check);
        }

        /** A promise of this project's client that others need not make. */
        public ClientCheck ofTheHouse() {
            return new ClientCheck(law.ofTheHouse(), check);
        }

        /** A promise about pauses and deadlines, which nobody waits for. */
        public ClientCheck onVirtualTime() {
            return new ClientCheck(law, bench -> {
                bench.needsVirtualTime();
                check.accept(bench);
            });
        }
    }

    private ClientChecks() {}

    /** All laws; of those on a topic, what takes real time comes last. */
    static List<ClientCheck> all() {
        return Stream.of(
                        SubmissionChecks.all(),
                        OutgoingRequestChecks.all(),
                        AtMostOnceChecks.all(),
                        ReadRetryChecks.all(),
                        ReadChecks.all(),
                        WaitChecks.all(),
                        PollIntervalChecks.all(),
                        CallbackVerificationChecks.all(),
                        CallbackForgeryChecks.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Checks every law on a client. What only this project's client promises, its own numbers for example, is not asked of it.
     *
     * @return the laws that were found broken, each in a line of its own; empty if none was
     */
    public static List<String> run(ClientAdapter.Factory factory, long seed) {
        return told(verdicts(factory, seed, law -> !law.house(), false), CheckResult.Outcome.FAILED);
    }

    /**
     * Checks the rules of the house, which are promises of this project's client that go beyond the API's documents. A sound client may
     * break them: they are warnings.
     *
     * @return the rules that were found broken, each in a line of its own; empty if none was
     */
    public static List<String> warnings(ClientAdapter.Factory factory, long seed) {
        return told(verdicts(factory, seed, Check::house, false), CheckResult.Outcome.WARNED);
    }

    private static List<String> told(List<CheckResult> verdicts, CheckResult.Outcome outcome) {
        return Suite.in(verdicts, outcome).stream()
                .map(verdict -> verdict.law().id() + ": " + verdict.law().says() + " " + verdict.detail())
                .toList();
    }

    /** Checks the wanted laws, if told so only until the first is found broken. */
    static List<CheckResult> verdicts(
            ClientAdapter.Factory factory, long seed, Predicate<Check> wanted, boolean untilBroken) {
        List<CheckResult> verdicts = new ArrayList<>();
        ClientTestContext bench = new ClientTestContext(Document.load(), factory, seed);
        JqwikSession.run(() -> {
            for (ClientCheck law : all()) {
                if (wanted.test(law.law()) && !(untilBroken && verdicts.stream().anyMatch(CheckResult::isBroken))) {
                    verdicts.add(verdict(law, bench));
                }
            }
        });
        return verdicts;
    }

    private static CheckResult verdict(ClientCheck law, ClientTestContext bench) {
        try (OutputCapture output = OutputCapture.listen(ClientTestContext.KEY, SignedCallback.KEY)) {
            law.check().accept(bench);
            output.heardNothing();
            return CheckResult.passed(law.law());
        } catch (CheckFailure broken) {
            return CheckResult.broken(law.law(), broken);
        } catch (CheckSkipped notChecked) {
            return CheckResult.notChecked(law.law(), String.valueOf(notChecked.getMessage()));
        }
    }
}
