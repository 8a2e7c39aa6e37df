package dev.lumamodify.client;

import dev.lumamodify.client.spi.SubmissionRecord;
import java.util.List;

/**
 * The submissions of a {@link dev.lumamodify.client.spi.SubmissionStore} that have not ended.
 *
 * @param tasks the submissions with a task that is not known to have ended; wait for it with its id
 * @param unknown the submissions whose outcome is unknown: a task that costs credits may exist, so do not submit them again,
 *     and check the history of the account
 */
public record UnfinishedSubmissions(List<SubmissionRecord> tasks, List<SubmissionRecord> unknown) {
    /**
     * Copies the lists.
     *
     * @param tasks the submissions with an open task
     * @param unknown the submissions whose outcome is unknown
     */
    public UnfinishedSubmissions {
        tasks = List.copyOf(tasks);
        unknown = List.copyOf(unknown);
    }
}
