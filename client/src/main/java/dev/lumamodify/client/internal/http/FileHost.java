package dev.lumamodify.client.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Requests result files. Sends no API key (docs/api-facts.md#retention), and follows no redirect to a private address
 * unless that is allowed.
 */
public final class FileHost {
    private static final int MAX_REDIRECTS = 5;

    private final Call.Factory factory;

    /**
     * Creates a file host.
     *
     * @param readTimeout the maximum time without data, if the HTTP client has no read timeout
     */
    public FileHost(Call.Factory factory, Duration readTimeout) {
        this.factory = factory instanceof OkHttpClient client
                ? client.newBuilder()
                        .callTimeout(Duration.ZERO)
                        .readTimeout(
                                client.readTimeoutMillis() > 0
                                        ? Duration.ofMillis(client.readTimeoutMillis())
                                        : readTimeout)
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .addNetworkInterceptor(FileHost::withoutAuthorization)
                        .build()
                : factory;
    }

    /** Removes the header even if an interceptor of the application adds it. */
    private static Response withoutAuthorization(Interceptor.Chain chain) throws IOException {
        return chain.proceed(
                chain.request().newBuilder().removeHeader("Authorization").build());
    }

    /**
     * Sends a request and follows redirects. The caller closes the response. Throws {@link RedirectRejectedException}
     * if there are too many redirects, or if one has no target, leads from https to http, or leads to a private address
     * without permission.
     */
    Response get(Request request, boolean followPrivateRedirects) throws IOException {
        try {
            return follow(request, followPrivateRedirects);
        } catch (RuntimeException e) {
            // For example because of a header that OkHttp cannot handle.
            throw new IOException("the file host sent an invalid response: " + e, e);
        }
    }

    private Response follow(Request request, boolean followPrivateRedirects) throws IOException {
        Response response = HttpClients.execute(factory.newCall(request));
        for (int redirects = 0; isRedirect(response); redirects++) {
            String location = response.header("Location");
            HttpUrl from = response.request().url();
            HttpUrl to = location == null ? null : from.resolve(location);
            response.close();
            if (to == null) {
                throw new RedirectRejectedException("a redirect has no valid target");
            }
            if (redirects == MAX_REDIRECTS) {
                throw new RedirectRejectedException("there are more than " + MAX_REDIRECTS + " redirects");
            }
            if (from.isHttps() && !to.isHttps()) {
                throw new RedirectRejectedException("a redirect leads from https to http");
            }
            Call.Factory next = followPrivateRedirects ? factory : publicOnly(to.host());
            response = HttpClients.execute(
                    next.newCall(request.newBuilder().url(to).build()));
        }
        return response;
    }

    private static boolean isRedirect(Response response) {
        return switch (response.code()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /**
     * Checks the addresses of a host now, because a proxy would resolve the name itself. Returns a factory that checks
     * them again for the connection, because the name may have other addresses by then.
     */
    private Call.Factory publicOnly(String host) throws IOException {
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        Dns dns = !literal && factory instanceof OkHttpClient client ? client.dns() : Dns.SYSTEM;
        try {
            checkPublic(host, dns.lookup(host));
        } catch (UnknownHostException e) {
            // A proxy of the OkHttpClient may know the host.
            if (e instanceof RedirectRejectedException || !(factory instanceof OkHttpClient)) {
                throw e;
            }
        }
        return factory instanceof OkHttpClient client
                ? client.newBuilder()
                        .dns(name -> name.equals(host) ? checkPublic(host, dns.lookup(name)) : dns.lookup(name))
                        .build()
                : factory;
    }

    private static List<InetAddress> checkPublic(String host, List<InetAddress> addresses)
            throws RedirectRejectedException {
        if (addresses.stream().anyMatch(PrivateAddresses::contains)) {
            throw new RedirectRejectedException("a redirect leads to the private address of " + host);
        }
        return addresses;
    }

    /**
     * Thrown for a redirect that is not followed. A retry would not help. An {@link UnknownHostException}, because a
     * {@link Dns} throws nothing else.
     */
    static final class RedirectRejectedException extends UnknownHostException {
        private static final long serialVersionUID = 1;

        RedirectRejectedException(String message) {
            super(message);
        }
    }
}
