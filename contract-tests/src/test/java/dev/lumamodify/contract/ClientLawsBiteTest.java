package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.client.OurClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Runs the laws for clients on clients with one fault each: each must be found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientLawsBiteTest {
    private final Map<String, String> caught = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> everyFaultIsCaught() {
        Map<String, ClientAdapter.Factory> faults = ClientFaults.all(new OurClient.Factory());
        assertThat(faults).hasSizeGreaterThanOrEqualTo(30);
        return faults.entrySet().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.getKey(), () -> {
                    String laws = ClientLaws.verdicts(fault.getValue(), 1, true).stream()
                            .filter(verdict -> verdict.outcome() == Verdict.Outcome.FAILED)
                            .map(verdict -> verdict.law().id())
                            .collect(Collectors.joining(", "));
                    // A client that was interrupted says so to its thread, which has other tests to run.
                    Thread.interrupted();
                    caught.put(fault.getKey(), laws);
                    assertThat(laws)
                            .as("laws broken by a client that %s", fault.getKey())
                            .isNotEmpty();
                }));
    }

    @AfterAll
    void writeTheTable() throws IOException {
        StringBuilder table = new StringBuilder("| fault | caught by |\n| --- | --- |\n");
        caught.forEach((fault, laws) -> table.append("| ")
                .append(fault)
                .append(" | ")
                .append(laws.isEmpty() ? "**nothing**" : laws)
                .append(" |\n"));
        Files.writeString(Path.of("target", "client-faults.md"), table);
    }
}
