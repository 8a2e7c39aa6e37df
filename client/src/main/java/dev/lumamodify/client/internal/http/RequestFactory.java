package dev.lumamodify.client.internal.http;

import com.squareup.moshi.Moshi;
import dev.lumamodify.client.model.DownloadUrlRequest;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.UrlUploadRequest;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.CallAdapter;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * Creates the implementations of the generated interfaces. Their methods return requests.
 *
 * <p>Retrofit does not send them, because it would read the body of an HTTP error without a limit, and copy every
 * response body.
 */
final class RequestFactory extends CallAdapter.Factory implements CallAdapter<ResponseBody, Request> {
    private RequestFactory() {}

    static <T> T create(Class<T> api, HttpUrl baseUrl) {
        return new Retrofit.Builder()
                .baseUrl(baseUrl)
                .callFactory(RequestFactory::requestHolder)
                .addCallAdapterFactory(new RequestFactory())
                .addConverterFactory(new TextPart())
                .addConverterFactory(MoshiConverterFactory.create(new Moshi.Builder()
                        .add(ModifyRequest.class, ModifyRequest.jsonAdapter())
                        .add(DownloadUrlRequest.class, DownloadUrlRequest.jsonAdapter())
                        .add(UrlUploadRequest.class, UrlUploadRequest.jsonAdapter())
                        .build()))
                .build()
                .create(api);
    }

    /** Writes a string in a multipart body as it is, and not as JSON. */
    private static final class TextPart extends Converter.Factory {
        @Override
        public @Nullable Converter<?, RequestBody> requestBodyConverter(
                Type type, Annotation[] parameterAnnotations, Annotation[] methodAnnotations, Retrofit retrofit) {
            return type == String.class ? text -> RequestBody.create((String) text, null) : null;
        }
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
