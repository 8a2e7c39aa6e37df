package dev.lumamodify.contract.internal.harness;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One statement of the contract, and the code that checks it.
 *
 * @param id the topic, a dot, and a name that is unique in the topic
 * @param description the statement, in one sentence
 * @param source where the statement comes from: a place in the OpenAPI document ({@code #/…}), an RFC section, or a
 *     heading of {@code docs/api-facts.md}
 * @param level how binding the statement is
 * @param requirements what the context must provide; if one is missing, the check is skipped
 * @param code checks the statement; throws {@link CheckFailure} or {@link CheckSkipped}; returns a second phase, which
 *     runs after the first phases of all checks, or null
 * @param <C> the context that the code works with
 */
public record Check<C>(
        String id,
        String description,
        String source,
        Level level,
        List<Requirement<C>> requirements,
        Function<C, @Nullable Runnable> code) {

    /** Returns a copy with further requirements. */
    @SafeVarargs
    @SuppressWarnings("varargs") // The array is only read.
    public final Check<C> requires(Requirement<C>... more) {
        List<Requirement<C>> all =
                Stream.concat(requirements.stream(), List.of(more).stream()).toList();
        return new Check<>(id, description, source, level, all, code);
    }

    /** Returns a copy at level {@link Level#RECOMMENDED}. */
    public Check<C> recommended() {
        return new Check<>(id, description, source, Level.RECOMMENDED, requirements, code);
    }

    /** Returns whether the check is at level {@link Level#RECOMMENDED}. */
    public boolean isRecommended() {
        return level == Level.RECOMMENDED;
    }

    /** Returns the part of the id before the dot. */
    public String topic() {
        return id.substring(0, id.indexOf('.'));
    }

    /** Throws {@link CheckSkipped} if a requirement is not met, naming all that are missing. */
    public void assertRequirements(C context) {
        List<String> missing = requirements.stream()
                .filter(requirement -> !requirement.isMet(context))
                .map(Requirement::description)
                .toList();
        if (!missing.isEmpty()) {
            throw new CheckSkipped("needs " + String.join("; ", missing));
        }
    }
}
