package dev.lumamodify.mock.internal.callback;

import dev.lumamodify.mock.internal.state.InvalidValueException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpURI;

/**
 * An http or https URL that the server sends requests to. In contrast to {@link java.net.URI}, its host can be any name of
 * the DNS (RFC 2181, section 11), such as {@code web_app}.
 *
 * @param host the name or address; an IPv6 address is in brackets
 * @param port the port; -1 for the default of the scheme
 * @param pathQuery the path and the query
 */
public record TargetUrl(String scheme, String host, int port, String pathQuery) {
    private static final String RULE =
            "must have a host that is a DNS name or an IP address, and a port between 1 and 65535 if it has one";
    private static final Pattern NAME = Pattern.compile("(?=.{1,254}$)[\\w-]{1,63}(?:\\.[\\w-]{1,63})*\\.?");
    private static final Pattern FOUR_NUMBERS = Pattern.compile("(?:\\d+\\.){3}\\d+\\.?");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)(?:\\.|$)){4}");

    /**
     * Parses a URL.
     *
     * @param name the name of the value, for the message
     * @throws InvalidValueException if no request can be sent to the URL
     */
    public static TargetUrl parse(String name, String url) {
        HttpURI uri;
        try {
            uri = HttpURI.from(url);
        } catch (RuntimeException e) {
            throw new InvalidValueException(name, RULE);
        }
        String host = uri.getHost() == null ? "" : uri.getHost().replace("%25", "%");
        if (!isNameOrAddress(host) || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new InvalidValueException(name, RULE);
        }
        String pathQuery = uri.getPathQuery() == null ? "" : uri.getPathQuery();
        return new TargetUrl(
                uri.getScheme(), host, uri.getPort(), pathQuery.startsWith("/") ? pathQuery : "/" + pathQuery);
    }

    private static boolean isNameOrAddress(String host) {
        if (!host.startsWith("[")) {
            return NAME.matcher(host).matches()
                    && (!FOUR_NUMBERS.matcher(host).matches()
                            || IPV4.matcher(host).matches());
        }
        try {
            // In brackets only an address is valid, so this never queries a name server.
            return InetAddress.getByName(host).getHostAddress().contains(":");
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
