package dev.lumamodify.mock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.mock.internal.spec.BundledDocument;
import dev.lumamodify.mock.internal.spec.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class AccountPolicyTest {
    @Test
    void defaultRateLimitIsThatOfTheDocument() {
        List<JsonNode> limits =
                Json.parseYaml(BundledDocument.text()).path("paths").findValues("x-rate-limit");

        assertThat(limits)
                .extracting(limit -> new RateLimit(
                        limit.path("requests").intValue(),
                        Duration.ofSeconds(limit.path("seconds").intValue())))
                .containsExactly(AccountPolicy.DEFAULT.rateLimit());
    }
}
