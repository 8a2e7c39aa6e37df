package dev.lumamodify.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs after all other tests. */
@Order(Integer.MAX_VALUE)
class OutputCaptureTest {
    @Test
    void noSecretWasPrintedOrLoggedInTheTestRun() {
        assertThat(OutputCapture.LEAKS).isEmpty();
    }

    @Test
    void secretIsDetected() {
        List<String> before = List.copyOf(OutputCapture.LEAKS);
        try {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            OutputCapture.tee(new PrintStream(printed)).println("printed " + ScriptedServer.KEY);
            Logger.getLogger("dev.lumamodify.client").finest("logged " + ScriptedServer.KEY);
            Logger.getLogger("any").log(Level.FINE, "thrown", new Exception(ScriptedServer.KEY));

            assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("printed");
            assertThat(OutputCapture.LEAKS).hasSize(before.size() + 3);
        } finally {
            OutputCapture.LEAKS.clear();
            OutputCapture.LEAKS.addAll(before);
        }
    }
}
