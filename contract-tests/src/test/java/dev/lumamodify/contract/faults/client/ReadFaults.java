package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Clients that read tasks wrongly, or repeat reads at the wrong times. */
final class ReadFaults {
    private ReadFaults() {}

    static void addTo(FaultyClients clients) {
        tasks(clients);
        requests(clients.foundBy("read.request"));
        delays(clients);
        clients.foundBy("read.task").reads("logs the API key at the level FINEST", (client, id) -> {
            Logger.getLogger("any").log(Level.FINEST, "Key {0}", ClientTestContext.API_KEY);
            return client.read(id);
        });
    }

    private static void tasks(FaultyClients clients) {
        clients.foundBy("read.results")
                .reports(
                        "does not report results",
                        outcome ->
                                OutcomeEditor.of(outcome).resultUrls(List.of()).outcome());
        FaultyClients statuses = clients.foundBy("read.task");
        statuses.reports(
                "reports an unknown status as generating",
                outcome -> outcome.successFlag() > 4
                        ? OutcomeEditor.of(outcome).status(0).outcome()
                        : outcome);
        statuses.reports(
                "reports an unknown status as an invalid response",
                outcome -> outcome.successFlag() > 4,
                Kind.INVALID_RESPONSE);
    }

    private static void requests(FaultyClients clients) {
        clients.reads("sends every read twice", (client, id) -> {
            client.read(id);
            return client.read(id);
        });
        clients.reads("encodes task ids twice", (client, id) -> client.read(id.replace("%", "%25")));
    }

    private static void delays(FaultyClients clients) {
        clients.foundBy("read.retry-delays").sleeps("repeats a read without a delay", sleep -> Duration.ZERO);
        clients.foundBy("read.three-retries").sleeps("doubles every delay", sleep -> sleep.multipliedBy(2));
        clients.foundBy("read.three-retries").sleeps("does not repeat a read", sleep -> {
            throw new InterruptedException("This client does not repeat a read");
        });
        clients.foundBy("read.retry-after")
                .sleeps(
                        "waits for 4 seconds at most, even if Retry-After is longer",
                        sleep -> sleep.compareTo(Duration.ofSeconds(4)) > 0 ? Duration.ofSeconds(4) : sleep);
        clients.foundBy("read.jitter").sleeps("repeats a read without jitter", sleep -> Duration.ofMillis(500));
    }
}
