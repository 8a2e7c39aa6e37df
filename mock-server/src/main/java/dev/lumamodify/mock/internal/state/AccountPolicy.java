package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The credits and limits of an account.
 *
 * @param credits the remaining credits
 * @param creditsPerTask how many credits a create request costs
 * @param rateLimit the limit for create requests; null for no limit
 * @param maintenance whether every request is rejected with code 455
 * @param disabled whether create requests are rejected with code 505
 */
public record AccountPolicy(
        long credits, long creditsPerTask, @Nullable RateLimit rateLimit, boolean maintenance, boolean disabled) {
    /** The rate limit is that of {@code docs/api-facts.md#rate-limit}. The credits are a choice of the mock server. */
    public static final AccountPolicy DEFAULT =
            new AccountPolicy(1_000_000, 1, new RateLimit(20, Duration.ofSeconds(10)), false, false);

    /** Throws {@link InvalidValueException} if a number is negative. */
    public AccountPolicy {
        requireNotNegative("credits", credits);
        requireNotNegative("creditsPerTask", creditsPerTask);
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new InvalidValueException(name, "must not be negative");
        }
    }

    public AccountPolicy withCredits(long credits) {
        return new AccountPolicy(credits, creditsPerTask, rateLimit, maintenance, disabled);
    }

    public AccountPolicy withCreditsPerTask(long creditsPerTask) {
        return new AccountPolicy(credits, creditsPerTask, rateLimit, maintenance, disabled);
    }

    public AccountPolicy withRateLimit(@Nullable RateLimit rateLimit) {
        return new AccountPolicy(credits, creditsPerTask, rateLimit, maintenance, disabled);
    }

    private AccountPolicy withMaintenance(boolean maintenance) {
        return new AccountPolicy(credits, creditsPerTask, rateLimit, maintenance, disabled);
    }

    private AccountPolicy withDisabled(boolean disabled) {
        return new AccountPolicy(credits, creditsPerTask, rateLimit, maintenance, disabled);
    }

    /** Returns a copy with the given fields changed. Throws {@link InvalidValueException} if a field is unknown or invalid. */
    AccountPolicy patched(JsonNode patch) {
        AccountPolicy policy = this;
        for (String name : patch.propertyNames()) {
            JsonField field = new JsonField(name, patch.path(name));
            policy = switch (name) {
                case "credits" -> policy.withCredits(field.wholeNumber());
                case "creditsPerTask" -> policy.withCreditsPerTask(field.wholeNumber());
                case "rateLimit" -> policy.withRateLimit(field.rateLimit());
                case "maintenance" -> policy.withMaintenance(field.bool());
                case "disabled" -> policy.withDisabled(field.bool());
                default -> throw field.unknown(json().propertyNames());
            };
        }
        return policy;
    }

    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("credits", credits)
                .put("creditsPerTask", creditsPerTask)
                .put("rateLimit", rateLimit == null ? "off" : rateLimit.toString())
                .put("maintenance", maintenance)
                .put("disabled", disabled);
    }
}
