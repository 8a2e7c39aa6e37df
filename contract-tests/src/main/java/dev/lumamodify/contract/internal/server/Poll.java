package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.Response;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One read of a task. Both times are by the clock of the target.
 *
 * @param sentAt when the request was sent
 * @param receivedAt when the response was received
 */
public record Poll(Instant sentAt, Instant receivedAt, Response response) {
    public JsonNode data() {
        return response.data();
    }

    /** Returns the {@code successFlag}, or -1 if there is none. */
    public int status() {
        return response.data().path("successFlag").asInt(-1);
    }
}
