package dev.lumamodify.client.internal.http;

import okhttp3.Call;
import okhttp3.Request;
import okhttp3.RequestBody;
import retrofit2.Invocation;

/**
 * Creates calls. A call that costs credits sends at most one complete request, because the API has no idempotency key
 * (docs/api-facts.md#ambiguous-submissions).
 *
 * <p>OkHttp repeats a POST on 408, on 503 with {@code Retry-After: 0}, on 307 and 308, and after a dropped connection.
 * A {@link SingleUseBody} prevents that. It also prevents repeats by interceptors of the application.
 */
final class AtMostOnce implements Call.Factory {
    private final Call.Factory factory;

    AtMostOnce(Call.Factory factory) {
        this.factory = factory;
    }

    @Override
    public Call newCall(Request request) {
        Invocation invocation = request.tag(Invocation.class);
        RequestBody body = request.body();
        if (body == null || invocation == null || !invocation.method().isAnnotationPresent(SpendsCredits.class)) {
            return factory.newCall(request);
        }
        SingleUseBody singleUseBody = new SingleUseBody(body);
        Call call = factory.newCall(request.newBuilder()
                .method(request.method(), singleUseBody)
                .tag(SingleUseBody.class, singleUseBody)
                .build());
        singleUseBody.observe(call);
        return call;
    }

    /**
     * Prevents that a request is sent from now on. Returns false only if it is certain that the server did not and will
     * not process it.
     */
    static boolean mayHaveBeenSent(Request request, Throwable failure) {
        SingleUseBody body = request.tag(SingleUseBody.class);
        return body == null || body.mayHaveBeenSent(failure);
    }
}
