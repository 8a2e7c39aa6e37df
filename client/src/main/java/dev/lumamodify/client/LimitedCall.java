package dev.lumamodify.client;

import java.io.IOException;
import java.util.function.UnaryOperator;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/** A call of a factory that takes no interceptors, with its answer changed on the way. */
final class LimitedCall implements Call {
    private final Call call;
    private final UnaryOperator<Response> change;

    LimitedCall(Call call, UnaryOperator<Response> change) {
        this.call = call;
        this.change = change;
    }

    @Override
    public Response execute() throws IOException {
        return change.apply(call.execute());
    }

    @Override
    public void enqueue(Callback callback) {
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                callback.onFailure(LimitedCall.this, e);
            }

            @Override
            public void onResponse(Call answered, Response response) throws IOException {
                callback.onResponse(LimitedCall.this, change.apply(response));
            }
        });
    }

    @Override
    public Call clone() {
        return new LimitedCall(call.clone(), change);
    }

    @Override
    public Request request() {
        return call.request();
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public boolean isExecuted() {
        return call.isExecuted();
    }

    @Override
    public boolean isCanceled() {
        return call.isCanceled();
    }

    @Override
    public Timeout timeout() {
        return call.timeout();
    }

    @Override
    public void addEventListener(EventListener listener) {
        call.addEventListener(listener);
    }

    @Override
    public <T> @Nullable T tag(KClass<T> type) {
        return call.tag(type);
    }

    @Override
    public <T> @Nullable T tag(Class<? extends T> type) {
        return call.tag(type);
    }

    @Override
    public <T> T tag(KClass<T> type, Function0<? extends T> otherwise) {
        return call.tag(type, otherwise);
    }

    @Override
    public <T> T tag(Class<T> type, Function0<? extends T> otherwise) {
        return call.tag(type, otherwise);
    }
}
