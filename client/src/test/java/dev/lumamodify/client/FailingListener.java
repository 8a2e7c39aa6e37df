package dev.lumamodify.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A listener of OkHttp that runs an action at one event of a call. */
final class FailingListener extends EventListener {
    /** The events of a call that gets a response, in order. */
    static final List<String> EVENTS = List.of(
            "callStart",
            "connectStart",
            "connectEnd",
            "connectionAcquired",
            "requestHeadersStart",
            "requestHeadersEnd",
            "requestBodyStart",
            "requestBodyEnd",
            "responseHeadersStart",
            "responseHeadersEnd",
            "responseBodyStart",
            "responseBodyEnd",
            "connectionReleased",
            "callEnd");

    private final String event;
    private final Runnable action;

    private FailingListener(String event, Runnable action) {
        this.event = event;
        this.action = action;
    }

    static OkHttpClient http(String event, Runnable action) {
        return new OkHttpClient.Builder()
                .eventListener(new FailingListener(event, action))
                .build();
    }

    private void on(String name) {
        if (event.equals(name)) {
            action.run();
        }
    }

    @Override
    public void callStart(Call call) {
        on("callStart");
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        on("connectStart");
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        on("connectEnd");
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        on("connectionAcquired");
    }

    @Override
    public void requestHeadersStart(Call call) {
        on("requestHeadersStart");
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        on("requestHeadersEnd");
    }

    @Override
    public void requestBodyStart(Call call) {
        on("requestBodyStart");
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        on("requestBodyEnd");
    }

    @Override
    public void responseHeadersStart(Call call) {
        on("responseHeadersStart");
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        on("responseHeadersEnd");
    }

    @Override
    public void responseBodyStart(Call call) {
        on("responseBodyStart");
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        on("responseBodyEnd");
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        on("connectionReleased");
    }

    @Override
    public void callEnd(Call call) {
        on("callEnd");
    }

    @Override
    public void callFailed(Call call, IOException failure) {
        on("callFailed");
    }

    @Override
    public void canceled(Call call) {
        on("canceled");
    }
}
