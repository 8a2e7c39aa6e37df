package dev.lumamodify.contract;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.internal.client.ClientCheckRunner;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.checks.AtMostOnceChecks;
import dev.lumamodify.contract.internal.client.checks.BaseUrlChecks;
import dev.lumamodify.contract.internal.client.checks.CallSequenceChecks;
import dev.lumamodify.contract.internal.client.checks.CallbackForgeryChecks;
import dev.lumamodify.contract.internal.client.checks.CallbackInputChecks;
import dev.lumamodify.contract.internal.client.checks.CallbackVerificationChecks;
import dev.lumamodify.contract.internal.client.checks.ClientStateChecks;
import dev.lumamodify.contract.internal.client.checks.HttpErrorChecks;
import dev.lumamodify.contract.internal.client.checks.OutgoingRequestChecks;
import dev.lumamodify.contract.internal.client.checks.PaceChecks;
import dev.lumamodify.contract.internal.client.checks.PollIntervalChecks;
import dev.lumamodify.contract.internal.client.checks.PrivacyChecks;
import dev.lumamodify.contract.internal.client.checks.ReadChecks;
import dev.lumamodify.contract.internal.client.checks.ReadRetryChecks;
import dev.lumamodify.contract.internal.client.checks.ReadTaskChecks;
import dev.lumamodify.contract.internal.client.checks.ReceiverChecks;
import dev.lumamodify.contract.internal.client.checks.RetryAfterChecks;
import dev.lumamodify.contract.internal.client.checks.SubmissionChecks;
import dev.lumamodify.contract.internal.client.checks.UploadChecks;
import dev.lumamodify.contract.internal.client.checks.WaitCancellationChecks;
import dev.lumamodify.contract.internal.client.checks.WaitChecks;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.CheckResult.Outcome;
import dev.lumamodify.contract.internal.harness.Level;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks a client of the Luma Modify API against a scripted server.
 *
 * <p>Throws a {@link RuntimeException} if this machine cannot run the checks, for example because it has no free ports.
 *
 * <p>Not thread-safe: a run replaces the standard output, the log levels and, at times, the default locale of the JVM.
 */
public final class ClientChecks {
    private ClientChecks() {}

    /** Returns all checks for clients. Those of one topic that take real time come last. */
    static List<Check<ClientTestContext>> all() {
        return Stream.of(
                        BaseUrlChecks.all(),
                        CallSequenceChecks.all(),
                        ClientStateChecks.all(),
                        SubmissionChecks.all(),
                        OutgoingRequestChecks.all(),
                        AtMostOnceChecks.all(),
                        PaceChecks.all(),
                        HttpErrorChecks.all(),
                        UploadChecks.all(),
                        ReadRetryChecks.all(),
                        ReadTaskChecks.all(),
                        PrivacyChecks.all(),
                        ReadChecks.all(),
                        WaitChecks.all(),
                        WaitCancellationChecks.all(),
                        PollIntervalChecks.all(),
                        RetryAfterChecks.all(),
                        CallbackVerificationChecks.all(),
                        CallbackForgeryChecks.all(),
                        CallbackInputChecks.all(),
                        ReceiverChecks.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Runs the required checks, which every client of the API should pass.
     *
     * @param seed makes the generated inputs reproducible
     * @return one line for each failed check: its id, its description, and why it failed; an empty list if all passed
     */
    public static List<String> run(ClientAdapter.Factory factory, long seed) {
        return failures(factory, seed, Level.REQUIRED, Outcome.FAILED);
    }

    /**
     * Runs the recommended checks. They cover what the client of this project does beyond the API's documents, such as
     * its own number of retries. A correct client may fail them.
     *
     * @param seed makes the generated inputs reproducible
     * @return one line for each failed check: its id, its description, and why it failed; an empty list if all passed
     */
    public static List<String> recommendations(ClientAdapter.Factory factory, long seed) {
        return failures(factory, seed, Level.RECOMMENDED, Outcome.WARNED);
    }

    private static List<String> failures(ClientAdapter.Factory factory, long seed, Level level, Outcome outcome) {
        return results(factory, seed, check -> check.level() == level, false).stream()
                .filter(result -> result.outcome() == outcome)
                .map(result -> result.check().id() + ": " + result.check().description() + " " + result.detail())
                .toList();
    }

    /**
     * Runs the selected checks.
     *
     * @param stopAtFirstFailure whether to skip the remaining checks after a failure; they have no result
     */
    static List<CheckResult> results(
            ClientAdapter.Factory factory, long seed, Predicate<Check<?>> selected, boolean stopAtFirstFailure) {
        List<Check<ClientTestContext>> checks = all().stream().filter(selected).toList();
        ClientTestContext context = new ClientTestContext(OpenApiDocument.load(), factory, seed);
        return ClientCheckRunner.run(checks, context, stopAtFirstFailure);
    }
}
