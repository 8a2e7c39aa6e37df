package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter.Receiver;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A receiver of callbacks, the requests that it gets in one scenario, and what its handler gets. Not thread-safe. */
public final class ReceiverScenario {
    private final ClientTestContext context;
    private final String name;
    private final List<String> handled = Collections.synchronizedList(new ArrayList<>());
    private final Receiver receiver;
    private int status;

    private ReceiverScenario(ClientTestContext context, String name, int failures) {
        this.context = context;
        this.name = name;
        try {
            receiver = context.factory().newReceiver(List.of(SignedCallback.KEY), SignedCallback.NOW, taskId -> {
                handled.add(taskId);
                if (handled.size() <= failures) {
                    throw new IllegalStateException("The handler of this check fails");
                }
            });
        } catch (UnsupportedOperationException e) {
            throw new CheckSkipped("needs an adapter that implements the call: " + e.getMessage());
        }
    }

    /** Starts a scenario. Throws {@link CheckSkipped} if the client has no receiver. */
    public static ReceiverScenario of(ClientTestContext context, String name) {
        return new ReceiverScenario(context, name, 0);
    }

    /** Starts a scenario with a handler that fails on its first call. */
    public static ReceiverScenario failingOnce(ClientTestContext context, String name) {
        return new ReceiverScenario(context, name, 1);
    }

    public ReceiverScenario receive(SignedCallback callback) {
        return receive("POST", callback);
    }

    public ReceiverScenario receive(String method, SignedCallback callback) {
        status = context.watchdog().run(name, () -> {
            try {
                return receiver.receive(method, callback.headers(), callback.body());
            } catch (RuntimeException | Error e) {
                throw new CheckFailure(name + ": the receiver must respond, but it threw " + e);
            }
        });
        return this;
    }

    /** Asserts the HTTP status of the last response. */
    public ReceiverScenario responds(int min, int max) {
        String expected = min == max ? "HTTP " + min : "HTTP " + min + " to " + max;
        return assertThat(status >= min && status <= max, "must respond with " + expected);
    }

    /** Asserts that the handler got exactly these task ids. */
    public ReceiverScenario handled(String... taskIds) {
        return assertThat(handled.equals(List.of(taskIds)), "must call its handler for " + List.of(taskIds));
    }

    /** Asserts that the handler got this task id at least once, and no other. */
    public ReceiverScenario handledOnly(String taskId) {
        return assertThat(Set.copyOf(handled).equals(Set.of(taskId)), "must call its handler for " + taskId);
    }

    private ReceiverScenario assertThat(boolean condition, String requirement) {
        if (!condition) {
            throw new CheckFailure(name + ": the receiver " + requirement + ", but it responded with HTTP " + status
                    + " and called its handler for " + handled);
        }
        return this;
    }
}
