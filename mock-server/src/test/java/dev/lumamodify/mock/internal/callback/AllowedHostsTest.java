package dev.lumamodify.mock.internal.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Settings;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedHostsTest {
    private final Settings settings = new Settings();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.0.1",
                "::1",
                "fe80::1",
                "fc00::1",
                "fdff::1",
                "::ffff:10.0.0.1"
            })
    void loopbackAndPrivateAddressesNeedNoName(String address) throws Exception {
        assertThat(hosts(true).callbackAddresses("a.test", addresses(address))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "169.253.0.1",
                "2001:db8::1",
                "fb00::1",
                "fe00::1",
                "::ffff:203.0.113.1",
                "100.64.0.1",
                "224.0.0.1"
            })
    void publicAddressesNeedAName(String address) throws Exception {
        assertThatExceptionOfType(BlockedHostException.class)
                .isThrownBy(() -> hosts(true).callbackAddresses("a.test", addresses(address)));
        settings.callbackHosts = Set.of("a.test");
        assertThat(hosts(true).callbackAddresses("a.test", addresses(address))).hasSize(1);
        settings.callbackHosts = Set.of("any");
        assertThat(hosts(true).callbackAddresses("b.test", addresses(address))).hasSize(1);
    }

    @Test
    void ofANameWithBothKindsOnlyThePrivateAddressesAreUsed() throws Exception {
        assertThat(hosts(true).callbackAddresses("a.test", addresses("203.0.113.1", "192.168.1.1", "2001:db8::1")))
                .isEqualTo(addresses("192.168.1.1"));
    }

    @Test
    void aServerThatIsNotOnLoopbackNeedsEveryName() {
        settings.callbackHosts = Set.of("b.test");
        assertThatExceptionOfType(BlockedHostException.class)
                .isThrownBy(() -> hosts(false).callbackAddresses("a.test", addresses("127.0.0.1")));
    }

    @Test
    void filesMayComeFromAnyHostOnLoopback() {
        assertThat(hosts(true).files()).accepts("http://203.0.113.1/");
        settings.callbackHosts = Set.of("a.test");
        assertThat(hosts(true).files()).accepts("http://203.0.113.1/");
        assertThat(hosts(false).files()).accepts("http://A.test/").rejects("http://127.0.0.1/");
    }

    private AllowedHosts hosts(boolean loopbackServer) {
        return new AllowedHosts(new LiveSettings(settings), loopbackServer);
    }

    private static List<InetSocketAddress> addresses(String... addresses) {
        return Stream.of(addresses).map(each -> new InetSocketAddress(each, 80)).toList();
    }
}
