package dev.lumamodify.mock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.TestClient;
import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MockServerExtensionTest {
    private static String firstUrl = "";

    @Order(1)
    @RegisterExtension
    static final MockServerExtension MOCK = new MockServerExtension();

    @Order(2)
    @RegisterExtension
    static final MockServerExtension SECOND = new MockServerExtension();

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

    @Test
    void theFirstOfSeveralExtensionsResolvesParameters(MockServer mock, URI url) {
        assertThat(mock).isSameAs(MOCK.server());
        assertThat(url).hasToString(MOCK.url());
        assertThat(SECOND.server()).isNotSameAs(mock);
        assertThat(new TestClient(SECOND.server())
                        .create(TestClient.VALID_REQUEST)
                        .code())
                .isEqualTo(200);
        assertThat(mock.requests()).isEmpty();
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
