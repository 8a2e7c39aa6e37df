package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.faults.FaultReport;
import dev.lumamodify.contract.faults.client.ClientFault;
import dev.lumamodify.contract.faults.client.ClientFaults;
import dev.lumamodify.contract.faults.client.CrashRecorder;
import dev.lumamodify.contract.faults.client.StandaloneClientFaults;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckResult;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Runs the client checks on clients with one fault each. The check that the fault declares must fail; an exception of the faulty client's
 * own code is an error.
 */
@Tag("faults")
@Isolated("The checks read what the process prints and change its locale.")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientFaultDetectionTest {
    private final FaultReport report = new FaultReport();

    /** This project's client satisfies the recommended checks too, so those may find a fault of it. */
    @TestFactory
    Stream<DynamicTest> everyFaultIsFoundByTheCheckThatItDeclares() {
        List<ClientFault> faults = ClientFaults.all(new LumaModifyClientAdapter.Factory());
        assertThat(faults).hasSizeGreaterThanOrEqualTo(30);
        return faults.stream().map(fault -> test(fault, true));
    }

    /** The client without a fault passes all required checks and some recommended ones. */
    @TestFactory
    Stream<DynamicTest> everyFaultInsideAClientIsFoundByACheckThatTheClientPasses() {
        List<ClientFault> faults = StandaloneClientFaults.all();
        Set<String> checks = faults.stream().map(ClientFault::foundBy).collect(Collectors.toSet());
        Set<String> failed = ClientChecks.results(
                        new StandaloneClient.Factory(StandaloneClient.Timing.VIRTUAL),
                        1,
                        check -> check.isRecommended() && checks.contains(check.id()),
                        false)
                .stream()
                .filter(CheckResult::isFailure)
                .map(result -> result.check().id())
                .collect(Collectors.toSet());
        return faults.stream().map(fault -> test(fault, !failed.contains(fault.foundBy())));
    }

    private DynamicTest test(ClientFault fault, boolean recommended) {
        return DynamicTest.dynamicTest(fault.name(), () -> {
            CrashRecorder clients = new CrashRecorder(fault.clients());
            List<CheckResult> results =
                    ClientChecks.results(clients, 1, check -> check.id().equals(fault.foundBy()), false);
            clients.throwCrash();
            assertThat(results)
                    .as("%s on a client that %s", fault.foundBy(), fault.name())
                    .singleElement()
                    .satisfies(result -> assertThat(result.isFailure()).isTrue())
                    .satisfies(
                            result -> assertThat(recommended || !result.check().isRecommended())
                                    .isTrue());
            report.add(fault.name(), results.get(0));
        });
    }

    @AfterAll
    void writeTheReport() throws IOException {
        report.write(
                "client-faults.md", ClientChecks.all().stream().map(Check::id).toList());
    }
}
