package dev.lumamodify.contract.internal.harness;

import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
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

    /** The stores of jqwik belong to the process, and are not thread-safe. */
    private static final Lock JQWIK = new ReentrantLock();

    private Property() {}

    /** Returns what jqwik generates in a session. There is one session at a time. */
    public static <T> T generated(Supplier<T> generation) {
        JQWIK.lock();
        try {
            if (JqwikSession.isActive()) {
                return generation.get();
            }
            AtomicReference<@Nullable T> value = new AtomicReference<>();
            JqwikSession.run(() -> value.set(generation.get()));
            return Objects.requireNonNull(value.get());
        } finally {
            JQWIK.unlock();
        }
    }

    /**
     * Runs {@code check} for a number of generated values. Throws the {@link CheckFailure} of the smallest failing
     * value, or {@link CheckSkipped} if the time is over before the last value.
     *
     * @param isTimeOver whether no further value may be checked
     */
    public static <T> void forAll(
            Arbitrary<T> arbitrary, Random random, int samples, BooleanSupplier isTimeOver, Consumer<T> check) {
        var generator = generated(() -> arbitrary.generator(GENERATOR_SIZE));
        for (int i = 0; i < samples; i++) {
            if (isTimeOver.getAsBoolean()) {
                throw new CheckSkipped("the time budget was used up after " + i + " of " + samples + " samples");
            }
            Shrinkable<T> value = generated(() -> generator.next(random));
            CheckFailure failure = failure(value, check);
            if (failure != null) {
                throw shrink(value, failure, isTimeOver, check);
            }
        }
    }

    private static <T> CheckFailure shrink(
            Shrinkable<T> failing, CheckFailure failure, BooleanSupplier isTimeOver, Consumer<T> check) {
        CheckFailure smallest = failure;
        Iterator<Shrinkable<T>> candidates = generated(() -> failing.shrink().iterator());
        for (int i = 0; i < MAX_SHRINKING_STEPS && !isTimeOver.getAsBoolean(); i++) {
            Iterator<Shrinkable<T>> rest = candidates;
            Optional<Shrinkable<T>> next =
                    generated(() -> rest.hasNext() ? Optional.of(rest.next()) : Optional.empty());
            if (next.isEmpty()) {
                return smallest;
            }
            Shrinkable<T> candidate = next.get();
            CheckFailure smaller;
            try {
                smaller = failure(candidate, check);
            } catch (CheckSkipped e) {
                // The failure is certain, even if nothing more may be sent to find a smaller value.
                return smallest;
            }
            if (smaller != null) {
                smallest = smaller;
                candidates = generated(() -> candidate.shrink().iterator());
            }
        }
        return smallest;
    }

    private static <T> @Nullable CheckFailure failure(Shrinkable<T> value, Consumer<T> check) {
        try {
            check.accept(generated(value::value));
            return null;
        } catch (CheckFailure failure) {
            return failure;
        }
    }
}
