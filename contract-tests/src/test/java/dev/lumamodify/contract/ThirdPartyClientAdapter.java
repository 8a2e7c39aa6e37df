package dev.lumamodify.contract;

import dev.lumamodify.contract.client.ClientAdapter;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some client, which blocks and has its own words for what goes wrong, under the laws. */
final class ThirdPartyClientAdapter implements ClientAdapter {
    private final ThirdPartyClient client;

    ThirdPartyClientAdapter(ThirdPartyClient client) {
        this.client = client;
    }

    @Override
    public Outcome submit(SubmitRequest create) {
        try {
            return Outcome.of(Kind.SUCCESS, client.create(create.prompt(), create.videoUrl()), null);
        } catch (ThirdPartyClient.ServiceSaidNo e) {
            return Outcome.apiError("", e.code, e.msg, e.retryAfter, e);
        } catch (IOException e) {
            // Only what was certainly not sent is UNREACHABLE; the rest may have been paid for.
            return Outcome.of(e instanceof ConnectException ? Kind.NOT_SENT : Kind.OUTCOME_UNKNOWN, "", e);
        }
    }

    @Override
    public Outcome read(String taskId) {
        try {
            ThirdPartyClient.Task task = client.task(taskId);
            return Outcome.task(taskId, task.flag(), task.urls());
        } catch (ThirdPartyClient.ServiceSaidNo e) {
            return Outcome.apiError(taskId, e.code, e.msg, e.retryAfter, e);
        } catch (IOException e) {
            return Outcome.of(Kind.NOT_SENT, taskId, e);
        }
    }

    @Override
    public Outcome awaitCompletionBlocking(String taskId) {
        try {
            ThirdPartyClient.Task task = client.poll(taskId);
            return Outcome.task(taskId, task.flag(), task.urls());
        } catch (ThirdPartyClient.ServiceSaidNo e) {
            return Outcome.apiError(taskId, e.code, e.msg, e.retryAfter, e);
        } catch (ThirdPartyClient.TaskFailed e) {
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
        private final ThirdPartyClient.Maker clients;

        Factory(ThirdPartyClient.Maker clients) {
            this.clients = clients;
        }

        @Override
        public ClientAdapter newClient(Setup setup) {
            // The waits of this client go by the real clock, so they are made short.
            Duration pause = Duration.ofMillis(1);
            return new ThirdPartyClientAdapter(clients.make(setup.baseUrl(), setup.apiKey(), setup.timeout(), pause));
        }

        @Override
        public boolean usesVirtualClock() {
            return false;
        }

        @Override
        public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
            @Nullable String proved = ThirdPartyClient.provedTask(keys, now, headers, body);
            return proved == null ? Outcome.of(Kind.REJECTED, "", null) : Outcome.of(Kind.SUCCESS, proved, null);
        }
    }
}
