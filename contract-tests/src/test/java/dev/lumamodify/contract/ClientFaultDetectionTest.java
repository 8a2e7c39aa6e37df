package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckResult;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Runs the laws for clients on clients with one fault each: each must be found. */
@Tag("proof")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientFaultDetectionTest {
    private final FaultTable caught = new FaultTable();

    /** This project's client keeps the rules of the house too. */
    @TestFactory
    Stream<DynamicTest> everyFaultIsCaught() {
        Map<String, ClientAdapter.Factory> faults = ClientFaults.all(new LumaModifyClientAdapter.Factory());
        assertThat(faults).hasSizeGreaterThanOrEqualTo(30);
        return caught(faults, law -> true);
    }

    /** Those rules prove nothing about other clients. */
    @TestFactory
    Stream<DynamicTest> everyFaultOfAnotherClientIsCaught() {
        return caught(StandaloneClientFaults.all(), law -> !law.isRecommended());
    }

    private Stream<DynamicTest> caught(Map<String, ClientAdapter.Factory> faults, Predicate<Check<?>> laws) {
        return faults.entrySet().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.getKey(), () -> {
                    // Most faults show in the laws on the same topic.
                    String topic = fault.getKey().substring(0, fault.getKey().indexOf(':'));
                    Predicate<Check<?>> likely = law -> law.topic().equals(topic);
                    String broken = broken(fault.getValue(), laws.and(likely));
                    if (broken.isEmpty()) {
                        broken = broken(fault.getValue(), laws.and(likely.negate()));
                    }
                    caught.add(fault.getKey(), broken);
                    assertThat(broken).as(fault.getKey()).isNotEmpty();
                }));
    }

    private static String broken(ClientAdapter.Factory client, Predicate<Check<?>> wanted) {
        return ClientChecks.results(client, 1, wanted, true).stream()
                .filter(CheckResult::isFailure)
                .map(verdict -> verdict.check().id())
                .collect(Collectors.joining(", "));
    }

    @AfterAll
    void writeTheTable() throws IOException {
        caught.write("client-faults.md");
    }
}
