package dev.lumamodify.client.internal.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;

/**
 * The addresses that are not reachable from the Internet, or that can contain such an address. From the registries of
 * special-purpose addresses (RFC 6890), without those for documentation, which lead nowhere.
 */
final class PrivateAddresses {
    private static final List<String> RANGES = List.of(
            // "This" network, private, shared and loopback addresses.
            "00000000/8",
            "0a000000/8",
            "64400000/10",
            "7f000000/8",
            // Link-local, private and benchmarking addresses, and protocol assignments.
            "a9fe0000/16",
            "ac100000/12",
            "c0000000/24",
            "c0a80000/16",
            "c6120000/15",
            // Multicast, reserved and broadcast addresses.
            "e0000000/4",
            "f0000000/4",
            // IPv4-compatible IPv6 addresses, with :: and ::1. IPv4-mapped ones.
            "00000000000000000000000000000000/96",
            "00000000000000000000ffff00000000/96",
            // NAT64, global and local. Teredo and 6to4.
            "0064ff9b000000000000000000000000/96",
            "0064ff9b000100000000000000000000/48",
            "20010000000000000000000000000000/32",
            "20020000000000000000000000000000/16",
            // Discarded, unique local, link-local, site-local and multicast addresses.
            "01000000000000000000000000000000/64",
            "fc000000000000000000000000000000/7",
            "fe800000000000000000000000000000/10",
            "fec00000000000000000000000000000/10",
            "ff000000000000000000000000000000/8");

    private PrivateAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return RANGES.stream().anyMatch(range -> contains(range, bytes));
    }

    private static boolean contains(String range, byte[] address) {
        int slash = range.indexOf('/');
        if (address.length * 2 != slash) {
            return false;
        }
        int ignoredBits = slash * 4 - Integer.parseInt(range.substring(slash + 1));
        BigInteger start = new BigInteger(range.substring(0, slash), 16);
        return new BigInteger(1, address).xor(start).shiftRight(ignoredBits).signum() == 0;
    }
}
