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
class AllOutputTest {
    @Test
    void noSecretWasPrintedOrLoggedInTheWholeRun() {
        assertThat(AllOutput.TOLD).isEmpty();
    }

    @Test
    void aSecretWouldHaveBeenNoticed() {
        List<String> before = List.copyOf(AllOutput.TOLD);
        try {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            AllOutput.listening(new PrintStream(kept)).println("printed " + RudeServer.KEY);
            Logger.getLogger("dev.lumamodify.client").finest("logged " + RudeServer.KEY);
            Logger.getLogger("any").log(java.util.logging.Level.FINE, "thrown", new Exception(RudeServer.KEY));

            assertThat(kept.toString(java.nio.charset.StandardCharsets.UTF_8)).startsWith("printed");
            assertThat(AllOutput.TOLD).hasSize(before.size() + 3);
        } finally {
            AllOutput.TOLD.clear();
            AllOutput.TOLD.addAll(before);
        }
    }
}
