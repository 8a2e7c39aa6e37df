package dev.lumamodify.client.internal.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;

/**
 * The addresses that are not reachable from the Internet, or that can contain such an address. From the registries of
 * special-purpose addresses (RFC 6890), without those for documentation, which lead nowhere.
 */
final class PrivateAddresses {
    private static final List<Range> RANGES = List.of(
            // "This" network, private, shared and loopback addresses.
            range("00000000", 8),
            range("0a000000", 8),
            range("64400000", 10),
            range("7f000000", 8),
            // Link-local, private and benchmarking addresses, and protocol assignments.
            range("a9fe0000", 16),
            range("ac100000", 12),
            range("c0000000", 24),
            range("c0a80000", 16),
            range("c6120000", 15),
            // Multicast, reserved and broadcast addresses.
            range("e0000000", 4),
            range("f0000000", 4),
            // IPv4-compatible IPv6 addresses, with :: and ::1. IPv4-mapped ones.
            range("00000000000000000000000000000000", 96),
            range("00000000000000000000ffff00000000", 96),
            // NAT64, global and local. Teredo and 6to4.
            range("0064ff9b000000000000000000000000", 96),
            range("0064ff9b000100000000000000000000", 48),
            range("20010000000000000000000000000000", 32),
            range("20020000000000000000000000000000", 16),
            // Discarded, unique local, link-local, site-local and multicast addresses.
            range("01000000000000000000000000000000", 64),
            range("fc000000000000000000000000000000", 7),
            range("fe800000000000000000000000000000", 10),
            range("fec00000000000000000000000000000", 10),
            range("ff000000000000000000000000000000", 8));

    private PrivateAddresses() {}

    private record Range(int bits, int prefix, BigInteger start) {
        boolean contains(byte[] address) {
            int ignored = bits - prefix;
            return address.length * 8 == bits
                    && new BigInteger(1, address).shiftRight(ignored).equals(start.shiftRight(ignored));
        }
    }

    private static Range range(String start, int prefix) {
        return new Range(start.length() * 4, prefix, new BigInteger(start, 16));
    }

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return RANGES.stream().anyMatch(range -> range.contains(bytes));
    }
}
