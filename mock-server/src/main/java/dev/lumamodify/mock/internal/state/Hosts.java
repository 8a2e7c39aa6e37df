package dev.lumamodify.mock.internal.state;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Normalizes the names and addresses of hosts, so that they can be compared. */
public final class Hosts {
    private static final Pattern NAME = Pattern.compile("[\\w.-]+|\\[[\\w.:%]+]");

    private Hosts() {}

    /** Returns a name in lower case, and an IPv6 address in full and in brackets. Returns any other text unchanged. */
    public static String normalize(@Nullable String host) {
        String lower = host == null ? "" : host.toLowerCase(Locale.ROOT);
        if (!lower.contains(":")) {
            return lower;
        }
        try {
            // In brackets only an address is valid, so this never queries a name server.
            InetAddress address = InetAddress.getByName(lower.startsWith("[") ? lower : "[" + lower + "]");
            String text = address.getHostAddress();
            return text.contains(":") ? "[" + text + "]" : text;
        } catch (UnknownHostException e) {
            return lower;
        }
    }

    public static Set<String> normalize(Collection<String> hosts) {
        return hosts.stream().map(Hosts::normalize).collect(Collectors.toUnmodifiableSet());
    }

    /** Throws {@link InvalidValueException} if one of the normalized hosts is neither a name nor an address. */
    static void validate(String setting, Set<String> normalized) {
        for (String host : normalized) {
            if (!NAME.matcher(host).matches()) {
                throw new InvalidValueException(
                        setting, "must be names or addresses without a port, not '" + host + "'");
            }
        }
    }
}
