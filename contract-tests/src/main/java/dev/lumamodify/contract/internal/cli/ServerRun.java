package dev.lumamodify.contract.internal.cli;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.harness.ResultCode;
import dev.lumamodify.contract.internal.report.Console;
import dev.lumamodify.contract.internal.report.ReportedCheck;
import dev.lumamodify.contract.internal.report.ResultRedactor;
import dev.lumamodify.contract.internal.report.RunInfo;
import dev.lumamodify.contract.internal.report.RunReport;
import dev.lumamodify.contract.internal.report.TargetHint;
import dev.lumamodify.contract.internal.server.Pace;
import dev.lumamodify.contract.internal.server.ServerCheckRunner;
import dev.lumamodify.contract.internal.server.ServerRequirement;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Target;
import dev.lumamodify.contract.internal.server.TargetClock;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** One run against a server, and its reports. They are written once, however the run ends. */
final class ServerRun {
    private final RunInfo info;
    private final ReportOptions options;
    private final CommandLine command;
    private final Console console;
    private final OpenApiDocument document = OpenApiDocument.load();
    private final Target target;
    private final ResultRedactor redactor;
    private final List<ReportedCheck> results = new CopyOnWriteArrayList<>();
    private boolean reported;

    ServerRun(RunInfo info, Target target, ReportOptions options, CommandLine command) {
        this.info = info;
        this.target = target;
        this.redactor = new ResultRedactor(info, target, document);
        this.options = options;
        this.command = command;
        this.console = new Console(command.getOut(), info.strict());
    }

    /** Runs the checks, and returns the exit code. */
    int run(List<Check<ServerTestContext>> checks, RunOptions run) {
        try (ServerTestContext context =
                new ServerTestContext(document, target, run.settings(command), TargetClock.system())) {
            // The exit code of an interrupted JVM would be that of the signal.
            Thread onInterrupt = new Thread(() -> {
                report(context, "it was interrupted");
                Runtime.getRuntime().halt(Main.COULD_NOT_RUN);
            });
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            int exitCode = report(context, runChecks(checks, context, run));
            try {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            } catch (IllegalStateException e) {
                // The hook is running. It finds that the reports are written.
            }
            return exitCode;
        }
    }

    /** Runs the checks. Returns why the run is incomplete, or null. */
    private @Nullable String runChecks(
            List<Check<ServerTestContext>> checks, ServerTestContext context, RunOptions run) {
        try {
            String unusable = unusable(context);
            if (unusable != null) {
                return unusable;
            }
            boolean creates =
                    checks.stream().anyMatch(check -> check.requirements().contains(ServerRequirement.CREATES));
            Pace pace = Pace.measure(context, creates, run.parallel, run.samples);
            context.limitSamples(pace.samples());
            console.printStart(info.target(), info.seed(), checks.size(), pace, context.time());
            ServerCheckRunner.run(checks, context, pace.parallel(), check -> true, result -> {
                ReportedCheck known = redactor.report(result);
                results.add(known);
                console.printProgress(known);
            });
            return null;
        } catch (RuntimeException | Error e) {
            return String.valueOf(e);
        }
    }

    /** Writes the reports unless they are written, and returns the exit code. */
    private synchronized int report(ServerTestContext context, @Nullable String incomplete) {
        if (reported) {
            return Main.COULD_NOT_RUN;
        }
        reported = true;
        RunReport report = RunReport.of(info, results, context, redactor, incomplete);
        console.printResults(report, TargetHint.of(context));
        boolean written = options.write(report, command);
        if (report.isIncomplete() || !written) {
            return Main.COULD_NOT_RUN;
        }
        return report.failed() ? Main.FAILED : Main.PASSED;
    }

    /** Returns why the target cannot be checked, or null: it cannot be reached, or rejects the key. */
    private static @Nullable String unusable(ServerTestContext context) {
        Response response;
        try {
            response = context.client().send(context.readRequest("none"));
        } catch (CheckFailure failure) {
            return "the target " + context.target().url() + " cannot be reached. " + failure.getMessage();
        }
        return response.code() == ResultCode.UNAUTHORIZED ? "the target rejects the key of --api-key" : null;
    }
}
