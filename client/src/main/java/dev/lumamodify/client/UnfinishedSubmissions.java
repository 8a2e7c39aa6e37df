package dev.lumamodify.client;

import dev.lumamodify.client.spi.SubmissionRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The submissions of a {@link dev.lumamodify.client.spi.SubmissionStore} that have not ended.
 *
 * @param tasks the submissions with a task that is not known to have ended, by the task id, in the order of the submissions
 * @param unknown the submissions whose outcome is unknown: a task that costs credits may exist, so do not submit them again,
 *     and check the history of the account
 */
public record UnfinishedSubmissions(Map<String, SubmissionRecord> tasks, List<SubmissionRecord> unknown) {
    /**
     * Copies the map and the list.
     *
     * @param tasks the submissions with an open task, by the task id
     * @param unknown the submissions whose outcome is unknown
     */
    public UnfinishedSubmissions {
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
        unknown = List.copyOf(unknown);
    }
}
