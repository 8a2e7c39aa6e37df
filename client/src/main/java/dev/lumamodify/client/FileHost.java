package dev.lumamodify.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Fetches result files: without the API key, and without following a redirect into a private network. */
final class FileHost {
    private static final int MOST_REDIRECTS = 5;

    private final Call.Factory files;
    private final Call.Factory publicFiles;

    FileHost(Call.Factory calls) {
        if (calls instanceof OkHttpClient client) {
            OkHttpClient.Builder builder = client.newBuilder()
                    .callTimeout(0, java.util.concurrent.TimeUnit.SECONDS)
                    .followRedirects(false)
                    .followSslRedirects(false);
            files = builder.build();
            publicFiles = builder.dns(host -> onlyPublic(host, client.dns().lookup(host)))
                    .build();
        } else {
            files = calls;
            publicFiles = request -> calls.newCall(request);
        }
    }

    /** Sends the request and follows redirects. The caller closes the response. */
    Response get(Request request, boolean privateRedirects) throws IOException {
        Response response = Http.executed(files.newCall(request)::execute);
        for (int hop = 0; isRedirect(response); hop++) {
            String location = response.header("Location");
            HttpUrl from = response.request().url();
            HttpUrl to = location == null ? null : from.resolve(location);
            response.close();
            if (to == null || hop == MOST_REDIRECTS || (from.isHttps() && !to.isHttps())) {
                throw new Refused("a redirect that is missing, endless or less safe");
            }
            if (!privateRedirects && (isLiteral(to.host()) || !(files instanceof OkHttpClient))) {
                onlyPublic(to.host(), Arrays.asList(InetAddress.getAllByName(to.host())));
            }
            Request next = request.newBuilder().url(to).build();
            response = Http.executed((privateRedirects ? files : publicFiles).newCall(next)::execute);
        }
        return response;
    }

    private static boolean isRedirect(Response response) {
        return switch (response.code()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** OkHttp does not ask its {@link Dns} about addresses. */
    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    private static List<InetAddress> onlyPublic(String host, Collection<InetAddress> addresses)
            throws UnknownHostException {
        if (addresses.stream().anyMatch(FileHost::isPrivate)) {
            throw new Refused("a redirect to the private address of " + host);
        }
        return List.copyOf(addresses);
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
    static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1;

        Refused(String what) {
            super(what);
        }
    }
}
