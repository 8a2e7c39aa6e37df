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

/** Fetches result files: without the API key, and without following a redirect into a private network. */
public final class FileHost {
    private static final int MOST_REDIRECTS = 5;

    private final Call.Factory files;

    /**
     * @param stall how long a file may stand still, unless the client says so itself
     */
    public FileHost(Call.Factory calls, Duration stall) {
        files = calls instanceof OkHttpClient client
                ? client.newBuilder()
                        .callTimeout(Duration.ZERO)
                        .readTimeout(
                                client.readTimeoutMillis() > 0 ? Duration.ofMillis(client.readTimeoutMillis()) : stall)
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .addNetworkInterceptor(FileHost::withoutKey)
                        .build()
                : calls;
    }

    /** Whatever the user's interceptors add. */
    private static Response withoutKey(Interceptor.Chain chain) throws IOException {
        return chain.proceed(
                chain.request().newBuilder().removeHeader("Authorization").build());
    }

    /** Sends the request and follows redirects. The caller closes the response. */
    public Response get(Request request, boolean privateRedirects) throws IOException {
        Response response = Http.executed(files.newCall(request)::execute);
        for (int hop = 0; isRedirect(response); hop++) {
            String location = response.header("Location");
            HttpUrl from = response.request().url();
            HttpUrl to = location == null ? null : from.resolve(location);
            response.close();
            if (to == null || hop == MOST_REDIRECTS || (from.isHttps() && !to.isHttps())) {
                throw new Refused("a redirect that is missing, endless or less safe");
            }
            Call.Factory next = privateRedirects ? files : onlyPublic(to.host());
            response = Http.executed(next.newCall(request.newBuilder().url(to).build())::execute);
        }
        return response;
    }

    private static boolean isRedirect(Response response) {
        return switch (response.code()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** Judges the host now, since a proxy would look it up itself, and again when a connection is made, since the answer may have changed. */
    private Call.Factory onlyPublic(String host) throws IOException {
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        Dns dns = !literal && files instanceof OkHttpClient client ? client.dns() : Dns.SYSTEM;
        try {
            onlyPublic(host, dns.lookup(host));
        } catch (UnknownHostException e) {
            // The proxy of an OkHttpClient may know it.
            if (e instanceof Refused || !(files instanceof OkHttpClient)) {
                throw e;
            }
        }
        return files instanceof OkHttpClient client
                ? client.newBuilder()
                        .dns(name -> name.equals(host) ? onlyPublic(host, dns.lookup(name)) : dns.lookup(name))
                        .build()
                : files;
    }

    private static List<InetAddress> onlyPublic(String host, List<InetAddress> addresses) throws Refused {
        if (addresses.stream().anyMatch(FileHost::isPrivate)) {
            throw new Refused("a redirect to the private address of " + host);
        }
        return addresses;
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || shared;
    }

    /** Says that the host asks for something that is not done, however often it asks. */
    public static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1;

        Refused(String what) {
            super(what);
        }
    }
}
