package dev.lumamodify.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The last of all: what the whole run has printed and logged tells no secret. */
@Order(Integer.MAX_VALUE)
class OutputCaptureTest {
    @Test
    void noSecretWasPrintedOrLoggedInTheWholeRun() {
        assertThat(OutputCapture.TOLD).isEmpty();
    }

    @Test
    void aSecretWouldHaveBeenNoticed() {
        List<String> before = List.copyOf(OutputCapture.TOLD);
        try {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            OutputCapture.listening(new PrintStream(kept)).println("printed " + FaultyServer.KEY);
            Logger.getLogger("dev.lumamodify.client").finest("logged " + FaultyServer.KEY);
            Logger.getLogger("any").log(java.util.logging.Level.FINE, "thrown", new Exception(FaultyServer.KEY));

            assertThat(kept.toString(java.nio.charset.StandardCharsets.UTF_8)).startsWith("printed");
            assertThat(OutputCapture.TOLD).hasSize(before.size() + 3);
        } finally {
            OutputCapture.TOLD.clear();
            OutputCapture.TOLD.addAll(before);
        }
    }
}
