package dev.lumamodify.client.spi;

import java.io.IOException;
import java.util.List;

/**
 * Records what a client submits, so that an application knows after a crash which tasks are open, and which create
 * requests have an unknown outcome and must not be repeated. An application implements this interface to use a database.
 *
 * <p>Each method returns after its record is durable. The client calls them from several threads at the same time.
 * It calls {@link #recordIntent} before each create request, on the thread that then sends it, and afterwards at most one of
 * {@link #recordTask} and {@link #recordNoTask}, on any thread, but neither of them if the outcome is unknown.
 */
public interface SubmissionStore {
    /**
     * Records that a create request is about to be sent. Its task id is null.
     *
     * @param submission the create request
     * @throws IOException if the record is not durable; the client then sends nothing
     */
    void recordIntent(SubmissionRecord submission) throws IOException;

    /**
     * Records that a create request created a task.
     *
     * @param id the id of the create request
     * @param taskId the id of the task
     * @throws IOException if the record is not durable; the client logs it, and returns the task id to its caller
     */
    void recordTask(String id, String taskId) throws IOException;

    /**
     * Records that a create request certainly created no task: it was rejected or not sent. An application also calls this
     * method for a create request with an unknown outcome, when it has found that there is no task.
     *
     * @param id the id of the create request
     * @throws IOException if the record is not durable; the client logs it
     */
    void recordNoTask(String id) throws IOException;

    /**
     * Records that a task ended, with or without results. Has no effect if the store has no open task with this id; the
     * client calls it whenever it reads a task that has ended.
     *
     * @param taskId the id of the task
     * @throws IOException if the record is not durable; the client logs it
     */
    void recordEnd(String taskId) throws IOException;

    /**
     * Returns the create requests that neither ended nor failed, in the order of their intents. Those that are in progress
     * are among them.
     *
     * @return the create requests; those with a task id have an open task, and the outcome of the others is unknown
     * @throws IOException if the records cannot be read
     */
    List<SubmissionRecord> unfinished() throws IOException;
}
