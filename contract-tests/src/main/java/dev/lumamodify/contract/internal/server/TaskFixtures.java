package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.generate.SampleStrings;
import java.time.Duration;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** Tasks without a callback. Each is created once in a run and serves several checks. */
public final class TaskFixtures {
    private TaskFixtures() {}

    /** Returns a task with only the required fields. */
    public static TaskObservation minimal(ServerTestContext context) {
        return observe(context, "minimal", context.validBody());
    }

    /** Returns a task whose fields hold characters that are easily lost. */
    public static TaskObservation unusual(ServerTestContext context) {
        ObjectNode body = context.validBody();
        body.put("prompt", SampleStrings.UNUSUAL_AND_LONG);
        body.put("videoUrl", SampleStrings.UNUSUAL_URL);
        body.put("watermark", String.join(" ", SampleStrings.UNUSUAL));
        return observe(context, "unusual", body);
    }

    /** Returns a task that fails: its prompt is that of {@code --fail-on-prompt}. */
    public static TaskObservation failing(ServerTestContext context) {
        return observe(context, "failing", failingBody(context));
    }

    static ObjectNode failingBody(ServerTestContext context) {
        return context.validBody()
                .put("prompt", Objects.requireNonNull(context.target().failOnPrompt()));
    }

    private static TaskObservation observe(ServerTestContext context, String name, ObjectNode body) {
        return context.fixtures()
                .get(name, TaskObservation.class, () -> context.poller().observe(body, null, Duration.ZERO));
    }
}
