package dev.lumamodify.contract.internal.harness;

import java.util.Iterator;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import org.jspecify.annotations.Nullable;

/**
 * Checks a property for many generated values, and shrinks a failing value.
 *
 * <p>jqwik generates and shrinks the values. The loop is our own, because each sample is a request to a server that may
 * be slow, rate limited or paid: the number of samples and of shrinking steps is bounded.
 */
public final class Property {
    private static final int MAX_SHRINKING_STEPS = 60;
    private static final int GENERATOR_SIZE = 1000;

    private Property() {}

    /**
     * Runs {@code check} for a number of generated values. Throws the {@link CheckFailure} of the smallest failing
     * value, or {@link CheckSkipped} if the time is over before the last value.
     *
     * @param isTimeOver whether no further value may be checked
     */
    public static <T> void forAll(
            Arbitrary<T> arbitrary, Random random, int samples, BooleanSupplier isTimeOver, Consumer<T> check) {
        var generator = arbitrary.generator(GENERATOR_SIZE);
        for (int i = 0; i < samples; i++) {
            if (isTimeOver.getAsBoolean()) {
                throw new CheckSkipped("the time budget was used up after " + i + " of " + samples + " samples");
            }
            Shrinkable<T> value = generator.next(random);
            CheckFailure failure = failure(value, check);
            if (failure != null) {
                throw shrink(value, failure, isTimeOver, check);
            }
        }
    }

    private static <T> CheckFailure shrink(
            Shrinkable<T> failing, CheckFailure failure, BooleanSupplier isTimeOver, Consumer<T> check) {
        CheckFailure smallest = failure;
        Iterator<Shrinkable<T>> candidates = failing.shrink().iterator();
        for (int i = 0; i < MAX_SHRINKING_STEPS && candidates.hasNext() && !isTimeOver.getAsBoolean(); i++) {
            Shrinkable<T> candidate = candidates.next();
            CheckFailure smaller;
            try {
                smaller = failure(candidate, check);
            } catch (CheckSkipped e) {
                // The failure is certain, even if nothing more may be sent to find a smaller value.
                return smallest;
            }
            if (smaller != null) {
                smallest = smaller;
                candidates = candidate.shrink().iterator();
            }
        }
        return smallest;
    }

    private static <T> @Nullable CheckFailure failure(Shrinkable<T> value, Consumer<T> check) {
        try {
            check.accept(value.value());
            return null;
        } catch (CheckFailure failure) {
            return failure;
        }
    }
}
