package dev.lumamodify.client;

import static dev.lumamodify.client.ScriptedServer.REQUEST;
import static dev.lumamodify.client.ScriptedServer.STALLED;
import static dev.lumamodify.client.ScriptedServer.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okio.Timeout;
import org.junit.jupiter.api.Test;

/** A blocking call ends soon after its timeout, also if the timer of OkHttp has stopped. */
@org.junit.jupiter.api.Timeout(60)
class BlockingTimeoutTest {
    @Test
    void submissionEnds() {
        assertThat(failureAfterTheTimeout(luma -> luma.modify(REQUEST)))
                .isInstanceOf(SubmissionOutcomeUnknownException.class);
    }

    @Test
    void readEnds() {
        assertThat(failureAfterTheTimeout(luma -> luma.getTask(TASK_ID))).isInstanceOf(TransportException.class);
    }

    private interface ClientCall {
        void run(LumaModify luma);
    }

    private static Throwable failureAfterTheTimeout(ClientCall call) {
        OkHttpClient http = new OkHttpClient();
        try (ScriptedServer server = new ScriptedServer(STALLED);
                LumaModify luma = server.clientBuilder()
                        .callFactory(request -> withoutTimer(http.newCall(request)))
                        .timeout(Duration.ofSeconds(1))
                        .maxRetries(0)
                        .build()) {
            return catchThrowable(() -> call.run(luma));
        }
    }

    /** Returns a call whose timeout has no effect. */
    private static Call withoutTimer(Call call) {
        return (Call) Proxy.newProxyInstance(
                BlockingTimeoutTest.class.getClassLoader(), new Class<?>[] {Call.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("timeout")) {
                        return new Timeout();
                    }
                    try {
                        return method.invoke(call, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
