package dev.lumamodify.contract.internal.harness;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.contract.ClientChecks;
import dev.lumamodify.contract.StandaloneClient;
import dev.lumamodify.contract.StandaloneClient.Timing;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Isolated("The checks read what the process prints and change its locale.")
class LocalResourceExceptionTest {
    static Stream<Throwable> reasons() {
        return Stream.of(
                new BindException(),
                new ConnectException("Cannot assign requested address"),
                new SocketException("Too many open files"),
                new ExecutionException(new IOException("Too many open files (Accept failed)")),
                new OutOfMemoryError("unable to create native thread"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void theReasonIsFoundAmongTheCauses(Throwable reason) {
        assertThatThrownBy(() -> LocalResourceException.throwIfReasonOf(new IOException(reason)))
                .isInstanceOf(LocalResourceException.class)
                .hasMessageStartingWith("This machine has no free ports, file descriptors or threads");
    }

    @Test
    void otherFailuresAreResults() {
        LocalResourceException.throwIfReasonOf(null);
        LocalResourceException.throwIfReasonOf(new IOException(new ConnectException("Connection refused")));
        LocalResourceException.throwIfReasonOf(new IllegalStateException("Too many open files"));
    }

    @Test
    void clientThatGetsNoPortIsNotReportedAsFailed() {
        StandaloneClient.Factory clients =
                new StandaloneClient.Factory(Timing.VIRTUAL, (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected RawResponse send(HttpRequest.Builder request) throws IOException {
                        throw new ConnectException("Cannot assign requested address");
                    }
                });

        assertThatThrownBy(() -> ClientChecks.run(clients, 1)).isInstanceOf(LocalResourceException.class);
    }
}
