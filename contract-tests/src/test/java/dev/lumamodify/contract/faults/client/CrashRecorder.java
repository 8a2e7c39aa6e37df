package dev.lumamodify.contract.faults.client;

import dev.lumamodify.client.LumaModifyException;
import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.internal.client.ForwardingClient;
import dev.lumamodify.contract.internal.client.ForwardingFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the first unexpected exception of a faulty client: one that an adapter throws, or one that it reports as {@link
 * ClientAdapter.Kind#OTHER}. It is an error of the fault's own code, which a check would take for a failure of the client.
 */
public final class CrashRecorder extends ForwardingFactory {
    private final AtomicReference<@Nullable Throwable> crash = new AtomicReference<>();

    public CrashRecorder(ClientAdapter.Factory clients) {
        super(clients);
    }

    /** Throws the exception that was recorded, if there is one. */
    public void throwCrash() {
        Throwable thrown = crash.get();
        if (thrown != null) {
            throw new AssertionError("The faulty client has thrown an unexpected exception", thrown);
        }
    }

    @Override
    public ClientAdapter newClient(ClientAdapter.Setup setup) {
        return new RecordedClient(recorded(() -> super.newClient(setup)));
    }

    @Override
    public ClientAdapter.Outcome verify(
            List<String> webhookKeys, Instant now, Map<String, List<String>> headers, byte[] body) {
        return record(recorded(() -> super.verify(webhookKeys, now, headers, body)));
    }

    private <T> T recorded(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            crash.compareAndSet(null, e);
            throw e;
        }
    }

    private ClientAdapter.Outcome record(ClientAdapter.Outcome outcome) {
        Throwable thrown = outcome.thrown();
        if (outcome.kind() == ClientAdapter.Kind.OTHER && thrown != null && !(thrown instanceof LumaModifyException)) {
            crash.compareAndSet(null, thrown);
        }
        return outcome;
    }

    private final class RecordedClient extends ForwardingClient {
        RecordedClient(ClientAdapter client) {
            super(client);
        }

        @Override
        public Outcome submit(SubmitRequest request) {
            return record(recorded(() -> super.submit(request)));
        }

        @Override
        public Outcome read(String taskId) {
            return record(recorded(() -> super.read(taskId)));
        }

        @Override
        public Outcome upload(Path file, String folder, String name) {
            return record(recorded(() -> super.upload(file, folder, name)));
        }

        @Override
        public Outcome download(String url, Path target) {
            return record(recorded(() -> super.download(url, target)));
        }

        @Override
        public CompletableFuture<Outcome> awaitCompletion(String taskId) {
            CompletableFuture<Outcome> wait = recorded(() -> super.awaitCompletion(taskId));
            CompletableFuture<Outcome> unused = wait.whenComplete((outcome, failure) -> {
                if (failure == null) {
                    record(outcome);
                } else if (!(failure instanceof CancellationException)) {
                    crash.compareAndSet(null, failure);
                }
            });
            return wait;
        }

        @Override
        public Outcome awaitCompletionBlocking(String taskId) {
            return record(recorded(() -> super.awaitCompletionBlocking(taskId)));
        }
    }
}
