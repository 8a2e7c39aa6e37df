package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.OurClient;
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
class ClientLawsBiteTest {
    private final FaultTable caught = new FaultTable();

    @TestFactory
    Stream<DynamicTest> everyFaultIsCaught() {
        Map<String, ClientAdapter.Factory> faults = ClientFaults.all(new OurClient.Factory());
        assertThat(faults).hasSizeGreaterThanOrEqualTo(30);
        return faults.entrySet().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.getKey(), () -> {
                    // Most faults show in the laws on the same topic.
                    String topic = fault.getKey().substring(0, fault.getKey().indexOf(':'));
                    String laws = broken(fault.getValue(), law -> law.topic().equals(topic));
                    if (laws.isEmpty()) {
                        laws = broken(fault.getValue(), law -> !law.topic().equals(topic));
                    }
                    caught.add(fault.getKey(), laws);
                    assertThat(laws).as(fault.getKey()).isNotEmpty();
                }));
    }

    private static String broken(ClientAdapter.Factory client, Predicate<Law> wanted) {
        return ClientLaws.verdicts(client, 1, wanted, true).stream()
                .filter(verdict -> verdict.outcome() == Verdict.Outcome.FAILED)
                .map(verdict -> verdict.law().id())
                .collect(Collectors.joining(", "));
    }

    @AfterAll
    void writeTheTable() throws IOException {
        caught.write("client-faults.md");
    }
}
