package dev.lumamodify.contract;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some client, which blocks and has its own words for what goes wrong, under the laws. */
final class AdapterExample implements ClientAdapter {
    private final SomeClient client;

    AdapterExample(SomeClient client) {
        this.client = client;
    }

    @Override
    public Outcome submit(Create create) {
        try {
            return Outcome.of(Kind.VALUE, client.create(create.prompt(), create.videoUrl()), null);
        } catch (SomeClient.ServiceSaidNo e) {
            return Outcome.refused("", e.code, e.msg, e.retryAfter, e);
        } catch (IOException e) {
            // Only what was certainly not sent is UNREACHABLE; the rest may have been paid for.
            return Outcome.of(e instanceof ConnectException ? Kind.UNREACHABLE : Kind.UNKNOWN, "", e);
        }
    }

    @Override
    public Outcome read(String taskId) {
        try {
            SomeClient.Task task = client.task(taskId);
            return Outcome.task(taskId, task.flag(), task.urls());
        } catch (SomeClient.ServiceSaidNo e) {
            return Outcome.refused(taskId, e.code, e.msg, e.retryAfter, e);
        } catch (IOException e) {
            return Outcome.of(Kind.UNREACHABLE, taskId, e);
        }
    }

    @Override
    public Outcome awaitBlocking(String taskId) {
        try {
            SomeClient.Task task = client.poll(taskId);
            return Outcome.task(taskId, task.flag(), task.urls());
        } catch (SomeClient.ServiceSaidNo e) {
            return Outcome.refused(taskId, e.code, e.msg, e.retryAfter, e);
        } catch (SomeClient.TaskFailed e) {
            return Outcome.of(Kind.TASK_FAILED, taskId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.of(Kind.INTERRUPTED, taskId, e);
        } catch (IOException e) {
            return Outcome.of(Kind.TIMED_OUT, taskId, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    static final class Factory implements ClientAdapter.Factory {
        private final SomeClient.Maker clients;

        Factory(SomeClient.Maker clients) {
            this.clients = clients;
        }

        @Override
        public ClientAdapter client(Setup setup) {
            // The waits of this client go by the real clock, so they are made short.
            Duration pause = Duration.ofMillis(1);
            return new AdapterExample(clients.make(setup.baseUrl(), setup.apiKey(), setup.timeout(), pause));
        }

        @Override
        public boolean takesVirtualTime() {
            return false;
        }

        @Override
        public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
            @Nullable String proved = SomeClient.provedTask(keys, now, headers, body);
            return proved == null ? Outcome.of(Kind.REJECTED, "", null) : Outcome.of(Kind.VALUE, proved, null);
        }
    }
}
