package dev.lumamodify.contract.internal.harness;

import java.util.Iterator;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import org.jspecify.annotations.Nullable;

/**
 * Checks something for many generated values, and on a failure looks for the smallest value that fails.
 *
 * <p>The values and their shrinking are jqwik's. The loop is not, because each check here is a request to a server that may
 * be slow, limited or paid: tries and shrinking are bounded by the caller.
 */
public final class Property {
    private static final int SHRINKS = 60;
    private static final int SIZE = 1000;

    private Property() {}

    public static <T> void forAll(Arbitrary<T> arbitrary, Random random, int tries, Consumer<T> check) {
        var generator = arbitrary.generator(SIZE);
        for (int i = 0; i < tries; i++) {
            Shrinkable<T> shrinkable = generator.next(random);
            CheckFailure broken = failure(shrinkable, check);
            if (broken != null) {
                throw smallest(shrinkable, broken, check);
            }
        }
    }

    private static <T> CheckFailure smallest(Shrinkable<T> failing, CheckFailure broken, Consumer<T> check) {
        CheckFailure best = broken;
        Iterator<Shrinkable<T>> candidates = failing.shrink().iterator();
        for (int i = 0; i < SHRINKS && candidates.hasNext(); i++) {
            Shrinkable<T> candidate = candidates.next();
            CheckFailure smaller = failure(candidate, check);
            if (smaller != null) {
                best = smaller;
                candidates = candidate.shrink().iterator();
            }
        }
        return best;
    }

    private static <T> @Nullable CheckFailure failure(Shrinkable<T> shrinkable, Consumer<T> check) {
        try {
            check.accept(shrinkable.value());
            return null;
        } catch (CheckFailure broken) {
            return broken;
        }
    }
}
