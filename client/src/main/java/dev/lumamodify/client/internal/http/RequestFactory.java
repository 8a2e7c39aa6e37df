package dev.lumamodify.client.internal.http;

import com.squareup.moshi.Moshi;
import dev.lumamodify.client.model.DownloadUrlRequest;
import dev.lumamodify.client.model.ModifyRequest;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.CallAdapter;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * Creates the implementation of {@link ModifyApi}. Its methods return requests.
 *
 * <p>Retrofit does not send them, because it would read the body of an HTTP error without a limit, and copy every
 * response body.
 */
final class RequestFactory extends CallAdapter.Factory implements CallAdapter<ResponseBody, Request> {
    private RequestFactory() {}

    static ModifyApi create(HttpUrl baseUrl) {
        return new Retrofit.Builder()
                .baseUrl(baseUrl)
                .callFactory(RequestFactory::requestHolder)
                .addCallAdapterFactory(new RequestFactory())
                .addConverterFactory(MoshiConverterFactory.create(new Moshi.Builder()
                        .add(ModifyRequest.class, ModifyRequest.jsonAdapter())
                        .add(DownloadUrlRequest.class, DownloadUrlRequest.jsonAdapter())
                        .build()))
                .build()
                .create(ModifyApi.class);
    }

    @Override
    public @Nullable CallAdapter<?, ?> get(Type type, Annotation[] annotations, Retrofit retrofit) {
        return type == Request.class ? this : null;
    }

    @Override
    public Type responseType() {
        return ResponseBody.class;
    }

    @Override
    public Request adapt(retrofit2.Call<ResponseBody> call) {
        return call.request();
    }

    /** Returns a call that holds a request and cannot be executed. Retrofit builds a request only together with a call. */
    private static Call requestHolder(Request request) {
        return (Call) Proxy.newProxyInstance(
                Call.class.getClassLoader(), new Class<?>[] {Call.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == Request.class) {
                        return request;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
