package dev.lumamodify.mock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.TestClient;
import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MockServerExtensionTest {
    private static String firstUrl = "";

    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void startsOnceAndResetsBetweenTests(int run, MockServer mock, URI url) {
        firstUrl = firstUrl.isEmpty() ? mock.url() : firstUrl;

        assertThat(mock.url()).isEqualTo(firstUrl);
        assertThat(MOCK.url()).isEqualTo(firstUrl);
        assertThat(url).hasToString(firstUrl);
        assertThat(mock.requests()).isEmpty();
        new TestClient(mock).create(TestClient.VALID_REQUEST);
        assertThat(mock.requests()).hasSize(1);
    }

    @Nested
    final class NestedTests {
        @Test
        void usesTheServerOfTheOuterClass(MockServer mock) {
            assertThat(mock).isSameAs(MOCK.server());
            assertThat(new TestClient(mock).create(TestClient.VALID_REQUEST).code())
                    .isEqualTo(200);
        }
    }

    @Test
    void serverOfANonStaticExtensionIsNotAvailable() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new MockServerExtension().server())
                .withMessageContaining("static");
    }
}
