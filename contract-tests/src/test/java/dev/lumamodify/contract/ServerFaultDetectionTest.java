package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckResult;
import dev.lumamodify.contract.internal.server.RunSettings;
import dev.lumamodify.contract.internal.server.ServerRequirement;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.ErrorStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the suite on servers with one fault each: a documented promise must be found broken in every one of them. */
@Tag("proof")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ServerFaultDetectionTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

    /**
     * Most faults show without waiting for a task to end, and all but a few without what takes long to check. What is
     * true of every answer is checked each time, for it depends on what was asked.
     */
    private static final List<Predicate<Check<?>>> STAGES = List.of(
            law -> !costs(law) && !waits(law) && !isOn("limits", law),
            law -> !costs(law) && (waits(law) || isOn("envelope", law)) && !isOn("limits", law),
            law -> isOn("limits", law) || isOn("envelope", law),
            ServerFaultDetectionTest::costs,
            law -> !costs(law));

    private final FaultTable caught = new FaultTable();

    /** Tests run side by side, and a target has one fault at a time: each test takes one that no other has. */
    private final Map<ErrorStatus, Queue<MockTarget>> idle = Map.of(
            ErrorStatus.ENVELOPE, new ConcurrentLinkedQueue<>(), ErrorStatus.MIRROR, new ConcurrentLinkedQueue<>());

    @TestFactory
    Stream<DynamicTest> everyFaultIsCaughtInTheEnvelope() {
        return faults(0, ErrorStatus.ENVELOPE);
    }

    @TestFactory
    Stream<DynamicTest> everyFaultIsCaughtWhenMirrored() {
        return faults(1, ErrorStatus.MIRROR);
    }

    /** Every other fault, from the {@code first} on: each group of faults meets both styles. */
    private Stream<DynamicTest> faults(int first, ErrorStatus style) {
        Map<String, Supplier<FaultLayer>> faults = new LinkedHashMap<>(ServerFaults.all());
        faults.putAll(CallbackFaults.all());
        faults.putAll(SubtleFaults.all());
        assertThat(faults).hasSizeGreaterThanOrEqualTo(60);
        List<Map.Entry<String, Supplier<FaultLayer>>> list = List.copyOf(faults.entrySet());
        return Stream.iterate(first, i -> i < list.size(), i -> i + 2)
                .map(list::get)
                .map(fault -> DynamicTest.dynamicTest(
                        fault.getKey() + " (" + style + ")", () -> caught(fault.getKey(), style, fault.getValue())));
    }

    private void caught(String fault, ErrorStatus style, Supplier<FaultLayer> layer) throws IOException {
        Queue<MockTarget> targets = Objects.requireNonNull(idle.get(style));
        MockTarget free = targets.poll();
        MockTarget mock = free == null ? new MockTarget(style, Duration.ZERO, 1) : free;
        // Most faults show in the laws on the same topic.
        String topic = fault.substring(0, fault.indexOf(':'));
        List<CheckResult> broken = broken(mock, layer, law -> isOn(topic, law) && !costs(law));
        for (Predicate<Check<?>> stage : STAGES) {
            broken = broken.isEmpty() ? broken(mock, layer, stage) : broken;
        }
        targets.add(mock);
        caught.add(fault, broken.stream().map(verdict -> verdict.check().id()).collect(Collectors.joining(", ")));
        assertThat(broken).as("laws broken by a server that %s", fault).isNotEmpty();
    }

    private static boolean costs(Check<?> law) {
        return Set.of("requests.oversized-rejected", "lifecycle.any-order").contains(law.id());
    }

    private static boolean waits(Check<?> law) {
        return law.requirements().contains(ServerRequirement.TASK_DURATION);
    }

    private static boolean isOn(String topic, Check<?> law) {
        return law.topic().equals(topic);
    }

    private static List<CheckResult> broken(MockTarget mock, Supplier<FaultLayer> layer, Predicate<Check<?>> wanted) {
        mock.fresh(layer.get());
        mock.settings(new RunSettings(1, 10, false, null, false, null));
        return mock.verdicts(DOCUMENT, law -> wanted.test(law) && !law.isRecommended(), true).stream()
                .filter(verdict -> verdict.outcome() == CheckResult.Outcome.FAILED)
                .toList();
    }

    @AfterAll
    void writeTheTable() throws IOException {
        idle.values().stream().flatMap(Queue::stream).forEach(MockTarget::close);
        caught.write("faults.md");
    }
}
