package dev.lumamodify.client;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Runs each command on the calling thread. An asynchronous call of OkHttp then ends before {@code enqueue} returns. */
final class DirectExecutorService extends AbstractExecutorService {
    static OkHttpClient http() {
        return new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(new DirectExecutorService()))
                .build();
    }

    @Override
    public void execute(Runnable command) {
        command.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
