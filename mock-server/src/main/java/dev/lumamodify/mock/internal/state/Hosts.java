package dev.lumamodify.mock.internal.state;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names and addresses of hosts, each in one spelling, so that they can be compared. */
public final class Hosts {
    private static final Pattern NAME = Pattern.compile("[\\w.-]+|\\[[\\w.:%]+]");

    private Hosts() {}

    /** Spells a name in lower case and an IPv6 address in full, in brackets. What is neither stays as it is. */
    public static String spelled(@Nullable String host) {
        String lower = host == null ? "" : host.toLowerCase(Locale.ROOT);
        if (!lower.contains(":")) {
            return lower;
        }
        try {
            // Within brackets only an address is taken: no name is looked up.
            InetAddress address = InetAddress.getByName(lower.startsWith("[") ? lower : "[" + lower + "]");
            String written = address.getHostAddress();
            return written.contains(":") ? "[" + written + "]" : written;
        } catch (UnknownHostException e) {
            return lower;
        }
    }

    public static Set<String> spelled(Collection<String> hosts) {
        return hosts.stream().map(Hosts::spelled).collect(Collectors.toUnmodifiableSet());
    }

    /** Throws {@link IllegalArgumentException}, naming the setting, for what is neither a name nor an address. */
    static void check(String setting, Set<String> spelled) {
        for (String host : spelled) {
            if (!NAME.matcher(host).matches()) {
                throw new IllegalArgumentException(setting + " must be names or addresses, without a port: " + host);
            }
        }
    }
}
