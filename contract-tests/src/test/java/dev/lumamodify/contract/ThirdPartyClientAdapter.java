package dev.lumamodify.contract;

import dev.lumamodify.contract.client.ClientAdapter;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adapts a blocking client with exceptions of its own. The README shows parts of it. */
final class ThirdPartyClientAdapter implements ClientAdapter {
    private final ThirdPartyClient client;

    ThirdPartyClientAdapter(ThirdPartyClient client) {
        this.client = client;
    }

    @Override
    public Outcome submit(SubmitRequest request) {
        try {
            return Outcome.of(Kind.SUCCESS, client.create(request.prompt(), request.videoUrl()), null);
        } catch (ThirdPartyClient.ServiceException e) {
            return Outcome.apiError("", e.code, e.msg, e.retryAfter, e);
        } catch (IOException e) {
            // NOT_SENT only if nothing can have been sent; otherwise a paid task may exist.
            return Outcome.of(e instanceof ConnectException ? Kind.NOT_SENT : Kind.OUTCOME_UNKNOWN, "", e);
        }
    }

    @Override
    public Outcome read(String taskId) {
        try {
            ThirdPartyClient.Task task = client.task(taskId);
            return Outcome.task(taskId, task.flag(), task.urls());
        } catch (ThirdPartyClient.ServiceException e) {
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
        } catch (ThirdPartyClient.ServiceException e) {
            return Outcome.apiError(taskId, e.code, e.msg, e.retryAfter, e);
        } catch (ThirdPartyClient.TaskFailedException e) {
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
        private final ThirdPartyClient.Constructor clients;

        Factory(ThirdPartyClient.Constructor clients) {
            this.clients = clients;
        }

        @Override
        public ClientAdapter newClient(Setup setup) {
            // This client waits on the real clock, so its delays must be short.
            Duration pollInterval = Duration.ofMillis(1);
            return new ThirdPartyClientAdapter(
                    clients.create(setup.baseUrl(), setup.apiKey(), setup.timeout(), pollInterval));
        }

        @Override
        public boolean usesVirtualClock() {
            return false;
        }

        @Override
        public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
            @Nullable String taskId = ThirdPartyClient.verifiedTaskId(keys, now, headers, body);
            return taskId == null ? Outcome.of(Kind.REJECTED, "", null) : Outcome.of(Kind.SUCCESS, taskId, null);
        }
    }
}
