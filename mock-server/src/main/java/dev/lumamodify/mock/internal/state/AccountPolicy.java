package dev.lumamodify.mock.internal.state;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an account may do.
 *
 * @param credits what is left to spend
 * @param creditsPerTask what one create costs
 * @param rateLimit how many creates are accepted in a time; null for as many as come
 * @param maintenance whether every call is answered with 455
 * @param disabled whether creates are answered with 505
 */
public record AccountPolicy(
        long credits, long creditsPerTask, @Nullable RateLimit rateLimit, boolean maintenance, boolean disabled) {
    /** Facts, section 5, for the rate; the rest is plenty. */
    public static final AccountPolicy DEFAULT =
            new AccountPolicy(1_000_000, 1, RateLimit.parse("20/10s"), false, false);

    public AccountPolicy {
        if (credits < 0 || creditsPerTask < 0) {
            throw new IllegalArgumentException((credits < 0 ? "credits" : "creditsPerTask") + " must not be negative");
        }
    }

    public AccountPolicy withCredits(long credits) {
        return new AccountPolicy(credits, creditsPerTask, rateLimit, maintenance, disabled);
    }

    public AccountPolicy withCreditsPerTask(long cost) {
        return new AccountPolicy(credits, cost, rateLimit, maintenance, disabled);
    }

    public AccountPolicy withRateLimit(@Nullable RateLimit rateLimit) {
        return new AccountPolicy(credits, creditsPerTask, rateLimit, maintenance, disabled);
    }

    /** Replaces what is given. Throws {@link IllegalArgumentException}, naming the field, for what cannot be. */
    AccountPolicy patched(JsonNode patch) {
        AccountPolicy terms = this;
        for (String name : patch.propertyNames()) {
            JsonField value = new JsonField(name, patch.path(name));
            terms = switch (name) {
                case "credits" -> terms.withCredits(value.wholeNumber());
                case "creditsPerTask" -> terms.withCreditsPerTask(value.wholeNumber());
                case "rateLimit" -> terms.withRateLimit(value.rateLimit());
                case "maintenance" ->
                    new AccountPolicy(
                            terms.credits, terms.creditsPerTask, terms.rateLimit, value.bool(), terms.disabled);
                case "disabled" ->
                    new AccountPolicy(
                            terms.credits, terms.creditsPerTask, terms.rateLimit, terms.maintenance, value.bool());
                default -> throw value.unknown(json().propertyNames());
            };
        }
        return terms;
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
