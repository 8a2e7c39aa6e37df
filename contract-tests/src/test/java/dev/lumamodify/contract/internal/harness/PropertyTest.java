package dev.lumamodify.contract.internal.harness;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import org.junit.jupiter.api.Test;

class PropertyTest {
    @Test
    void failureStaysIfNoSmallerValueCanBeChecked() {
        AtomicInteger checked = new AtomicInteger();
        CheckFailure failure = new CheckFailure("the first value");

        assertThatThrownBy(() -> forAll(100, value -> {
                    if (checked.incrementAndGet() > 1) {
                        throw new CheckSkipped("no more requests are permitted");
                    }
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void checkIsSkippedIfTheTimeIsOver() {
        AtomicInteger checked = new AtomicInteger();

        assertThatThrownBy(() -> Property.forAll(
                        Arbitraries.integers(),
                        new Random(1),
                        100,
                        () -> checked.get() == 3,
                        value -> checked.incrementAndGet()))
                .isInstanceOf(CheckSkipped.class)
                .hasMessage("the time budget was used up after 3 of 100 samples");
    }

    private static void forAll(int samples, Consumer<Integer> check) {
        Property.forAll(Arbitraries.integers(), new Random(1), samples, () -> false, check);
    }
}
