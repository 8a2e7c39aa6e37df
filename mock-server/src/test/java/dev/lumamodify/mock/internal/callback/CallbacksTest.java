package dev.lumamodify.mock.internal.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Settings;
import dev.lumamodify.mock.internal.state.Submission;
import dev.lumamodify.mock.internal.state.Task;
import dev.lumamodify.mock.internal.state.Tasks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

final class CallbacksTest {
    private static final OpenApiDocument DOCUMENT = BundledDocument.get();
    private static final String NAME = DOCUMENT.callbacks().keySet().iterator().next();

    private final LiveSettings settings = new LiveSettings(new Settings());
    private final Scheduler scheduler = new Scheduler(settings, true);
    private final CallbackSender sender = new CallbackSender(new AllowedHosts(settings, true));
    private final BoundedLog<LoggedCallbackAttempt> log = new BoundedLog<>(10);

    @AfterEach
    void close() {
        scheduler.close();
        sender.close();
    }

    @Test
    void doesNotSendACallbackThatViolatesTheDocument() throws Exception {
        Operation.Callback valid = Objects.requireNonNull(DOCUMENT.callbacks().get(NAME));
        // Requires more than the example of the callback has.
        Operation.Callback other = new Operation.Callback(
                valid.url(),
                valid.timestampHeader(),
                valid.signatureHeader(),
                DOCUMENT.operation("recordInfo").responseSchema(),
                valid.examples());
        try (ServerSocket receiver = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Task task = createTask(other, "http://127.0.0.1:" + receiver.getLocalPort() + "/");

            scheduler.advance(Duration.ofMinutes(1)).join();

            receiver.setSoTimeout(1);
            Assertions.assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(receiver::accept);
            assertThat(log.list()).singleElement().satisfies(attempt -> {
                assertThat(attempt.failure())
                        .startsWith("The mock server created an invalid callback: ")
                        .contains("successFlag is required");
                assertThat(attempt.status()).isNull();
                assertThat(attempt.body()).contains(task.id());
            });
            assertThat(task.state()).isEqualTo(Task.State.CALLBACK_FAILED);
        }
    }

    @Test
    void aTaskIsNotKeptIfItsCallbackCannotBeLogged() {
        Settings oneTask = new Settings();
        oneTask.maxTasks = 1;
        Callbacks callbacks = new Callbacks(DOCUMENT.callbacks(), new LiveSettings(oneTask), scheduler, sender, log);
        Tasks tasks =
                new Tasks(new LiveSettings(oneTask), scheduler, DOCUMENT.taskParameters(), id -> "/" + id, callbacks);
        log.addListener(attempt -> {
            throw new IllegalStateException("test");
        });
        for (int i = 0; i < 3; i++) {
            // Nothing listens at port 1.
            Task task = tasks.create(submission("http://127.0.0.1:1/"));
            scheduler.advance(Duration.ofMinutes(1)).join();
            assertThat(tasks.all()).containsExactly(task);
        }
    }

    private Task createTask(Operation.Callback callback, String url) {
        Callbacks callbacks = new Callbacks(Map.of(NAME, callback), settings, scheduler, sender, log);
        Tasks tasks = new Tasks(settings, scheduler, DOCUMENT.taskParameters(), id -> "/" + id, callbacks);
        return tasks.create(submission(url));
    }

    private Submission submission(String url) {
        return new Submission(
                new Accounts(settings).authenticate("Bearer key"),
                JsonNodeFactory.instance.objectNode().put("prompt", "x"),
                Map.of(NAME, url),
                "http://localhost",
                null,
                null,
                null);
    }
}
