package dev.lumamodify.mock.internal.state;

import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change of a task to a state.
 *
 * @param id orders the changes of all tasks and the entries of the logs, also those of the same time
 */
record TaskChange(long id, Task.State state, Instant at) {
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("state", EnumNames.kebabCase(state))
                .put("at", at.toString());
    }
}
