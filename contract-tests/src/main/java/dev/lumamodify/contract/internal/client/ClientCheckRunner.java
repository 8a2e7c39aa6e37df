package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.LocalResourceException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.sessions.JqwikSession;

/** Runs checks against a client, and asserts that the client prints and logs no keys meanwhile. */
public final class ClientCheckRunner {
    private ClientCheckRunner() {}

    /**
     * Runs the checks and returns their results.
     *
     * @param stopAtFirstFailure whether to skip the remaining checks after a failure; they have no result
     */
    public static List<CheckResult> run(
            List<Check<ClientTestContext>> checks, ClientTestContext context, boolean stopAtFirstFailure) {
        List<CheckResult> results = new ArrayList<>();
        JqwikSession.run(() -> {
            for (Check<ClientTestContext> check : checks) {
                if (!stopAtFirstFailure || results.stream().noneMatch(CheckResult::isFailure)) {
                    results.add(run(check, context));
                }
            }
        });
        return results;
    }

    private static CheckResult run(Check<ClientTestContext> check, ClientTestContext context) {
        try (OutputCapture output = OutputCapture.start(ClientTestContext.API_KEY, SignedCallback.KEY)) {
            check.assertRequirements(context);
            context.watchdog().assertAlive();
            var unused = check.code().apply(context);
            output.assertNoSecrets();
            return CheckResult.passed(check);
        } catch (CheckFailure failure) {
            return CheckResult.failed(check, failure);
        } catch (CheckSkipped reason) {
            return CheckResult.skipped(check, reason);
        } catch (LocalResourceException e) {
            throw e;
        } catch (RuntimeException e) {
            // Its message may contain a key.
            StackTraceElement[] stack = e.getStackTrace();
            return CheckResult.failed(
                    check,
                    new CheckFailure("The client has thrown " + e.getClass().getName() + " outside a call"
                            + (stack.length == 0 ? "" : ", at " + stack[0])));
        }
    }
}
