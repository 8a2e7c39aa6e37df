package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ForwardingClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Clients that poll at the wrong times, or whose waits end wrongly. */
final class WaitFaults {
    private WaitFaults() {}

    static void addTo(FaultyClients clients) {
        intervals(clients);
        outcomes(clients);
        cancellation(clients);
    }

    private static void intervals(FaultyClients clients) {
        clients.foundBy("wait.poll-interval")
                .polls(
                        "polls every second",
                        delay -> delay.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : delay);
        FaultyClients exact = clients.foundBy("wait.exact-poll-interval");
        exact.polls("polls every minute", delay -> Duration.ofMinutes(1));
        exact.polls("polls without jitter", delay -> Duration.ofSeconds(10));
    }

    private static void outcomes(FaultyClients clients) {
        clients.foundBy("wait.success")
                .reportsWait("reports status 4 as a failure", outcome -> outcome.successFlag() == 4, Kind.TASK_FAILED);
        clients.foundBy("wait.failure")
                .reportsWait(
                        "reports a failed task as a success",
                        outcome -> outcome.kind() == Kind.TASK_FAILED,
                        Kind.SUCCESS);
        clients.foundBy("wait.failure")
                .reports(
                        "does not report which task has failed",
                        outcome -> outcome.kind() == Kind.TASK_FAILED
                                ? Outcome.of(outcome.kind(), "", outcome.thrown())
                                : outcome);
        clients.foundBy("wait.timeout")
                .reportsWait(
                        "reports a timeout as a failed task",
                        outcome -> outcome.kind() == Kind.TIMED_OUT,
                        Kind.TASK_FAILED);
        clients.foundBy("wait.lasting-failures")
                .reportsWait(
                        "reports responses that stay unreadable as a timeout",
                        outcome -> outcome.kind() == Kind.INVALID_RESPONSE,
                        Kind.TIMED_OUT);
        clients.foundBy("wait.unauthorized")
                .reportsWait(
                        "throws an undocumented exception for code 401 during a wait",
                        outcome -> outcome.code() == 401,
                        Kind.OTHER);
    }

    private static void cancellation(FaultyClients clients) {
        clients.foundBy("wait.cancel")
                .wraps("goes on polling after a wait was cancelled", client -> new ForwardingClient(client) {
                    @Override
                    public CompletableFuture<Outcome> awaitCompletion(String taskId) {
                        return super.awaitCompletion(taskId).thenApply(outcome -> outcome);
                    }
                });
        clients.foundBy("wait.keeps-interrupt")
                .wraps("clears the interrupt of a waiting thread", client -> new ForwardingClient(client) {
                    @Override
                    public Outcome awaitCompletionBlocking(String taskId) {
                        Outcome outcome = super.awaitCompletionBlocking(taskId);
                        boolean unused = Thread.interrupted();
                        return outcome;
                    }
                });
    }
}
