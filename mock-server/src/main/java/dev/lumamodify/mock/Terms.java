package dev.lumamodify.mock;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an account may do.
 *
 * @param credits what is left to spend
 * @param cost what one create costs
 * @param rateLimit how many creates are accepted in a time; null for as many as come
 * @param maintenance whether every call is answered with 455
 * @param disabled whether creates are answered with 505
 */
record Terms(long credits, long cost, @Nullable RateLimit rateLimit, boolean maintenance, boolean disabled) {
    /** Facts, section 5, for the rate; the rest is plenty. */
    static final Terms DEFAULT = new Terms(1_000_000, 1, RateLimit.parse("20/10s"), false, false);

    Terms {
        if (credits < 0 || cost < 0) {
            throw new IllegalArgumentException((credits < 0 ? "credits" : "cost") + " must not be negative");
        }
    }

    Terms withCredits(long credits) {
        return new Terms(credits, cost, rateLimit, maintenance, disabled);
    }

    Terms withCost(long cost) {
        return new Terms(credits, cost, rateLimit, maintenance, disabled);
    }

    Terms withRateLimit(@Nullable RateLimit rateLimit) {
        return new Terms(credits, cost, rateLimit, maintenance, disabled);
    }

    /** Replaces what is given. Throws {@link IllegalArgumentException}, naming the field, for what cannot be. */
    Terms patched(JsonNode patch) {
        Terms terms = this;
        for (String name : patch.propertyNames()) {
            Field value = new Field(name, patch.path(name));
            terms = switch (name) {
                case "credits" -> terms.withCredits(value.wholeNumber());
                case "cost" -> terms.withCost(value.wholeNumber());
                case "rateLimit" -> terms.withRateLimit(value.rateLimit());
                case "maintenance" ->
                    new Terms(terms.credits, terms.cost, terms.rateLimit, value.bool(), terms.disabled);
                case "disabled" ->
                    new Terms(terms.credits, terms.cost, terms.rateLimit, terms.maintenance, value.bool());
                default -> throw value.unknown(json().propertyNames());
            };
        }
        return terms;
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("credits", credits)
                .put("cost", cost)
                .put("rateLimit", rateLimit == null ? "off" : rateLimit.toString())
                .put("maintenance", maintenance)
                .put("disabled", disabled);
    }
}
