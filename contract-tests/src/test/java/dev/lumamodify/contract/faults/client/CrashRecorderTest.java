package dev.lumamodify.contract.faults.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumamodify.contract.StandaloneClient;
import dev.lumamodify.contract.StandaloneClient.Timing;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrashRecorderTest {
    @Test
    void anExceptionOfTheClientIsThrown() {
        CrashRecorder clients = new CrashRecorder(new StandaloneClient.Factory(Timing.VIRTUAL) {
            @Override
            public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
                throw new IllegalStateException("an error of this test");
            }
        });

        assertThatThrownBy(() -> verify(clients)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(clients::throwCrash).hasRootCauseMessage("an error of this test");
    }

    @Test
    void anUnexpectedExceptionInAnOutcomeIsThrown() {
        CrashRecorder clients =
                returning(Outcome.of(Kind.OTHER, "", new IllegalStateException("an error of this test")));

        verify(clients);

        assertThatThrownBy(clients::throwCrash).hasRootCauseMessage("an error of this test");
    }

    @Test
    void anOutcomeThatAFaultReturnsOnPurposeIsNoCrash() {
        CrashRecorder clients = returning(Outcome.of(Kind.OTHER, "", null));

        verify(clients);

        assertThatCode(clients::throwCrash).doesNotThrowAnyException();
    }

    private static CrashRecorder returning(Outcome outcome) {
        return new CrashRecorder(new StandaloneClient.Factory(Timing.VIRTUAL) {
            @Override
            public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
                return outcome;
            }
        });
    }

    private static Outcome verify(CrashRecorder clients) {
        return clients.verify(List.of("key"), Instant.EPOCH, Map.of(), new byte[0]);
    }
}
