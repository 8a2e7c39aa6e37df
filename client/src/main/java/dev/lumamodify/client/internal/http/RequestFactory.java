package dev.lumamodify.client.internal.http;

import com.squareup.moshi.Moshi;
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
 * Lets Retrofit turn the operations of the generated interface into requests, and into nothing more: it would read the body of an HTTP error
 * without a limit, and copy every answer.
 */
final class RequestFactory extends CallAdapter.Factory implements CallAdapter<ResponseBody, Request> {
    private RequestFactory() {}

    static ModifyApi to(HttpUrl baseUrl) {
        return new Retrofit.Builder()
                .baseUrl(baseUrl)
                .callFactory(RequestFactory::carrier)
                .addCallAdapterFactory(new RequestFactory())
                .addConverterFactory(MoshiConverterFactory.create(new Moshi.Builder()
                        .add(ModifyRequest.class, ModifyRequest.jsonAdapter())
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

    /** Retrofit shows a request only in a call. This one cannot be made. */
    private static Call carrier(Request request) {
        return (Call) Proxy.newProxyInstance(
                Call.class.getClassLoader(), new Class<?>[] {Call.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == Request.class) {
                        return request;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
