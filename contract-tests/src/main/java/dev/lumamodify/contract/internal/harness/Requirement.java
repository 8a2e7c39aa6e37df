package dev.lumamodify.contract.internal.harness;

/**
 * What a check needs from its context in order to run. A check whose requirements are not met is skipped.
 *
 * @param <C> the context of the check
 */
public interface Requirement<C> {
    /** Returns whether the context provides it. */
    boolean isMet(C context);

    /** Returns what the user has to provide, for example {@code --task-duration}. */
    String description();
}
