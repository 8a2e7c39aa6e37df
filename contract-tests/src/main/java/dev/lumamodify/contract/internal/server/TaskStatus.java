package dev.lumamodify.contract.internal.server;

/** The documented values of {@code successFlag}. */
public final class TaskStatus {
    public static final int GENERATING = 0;
    public static final int SUCCESS = 1;
    public static final int CREATE_FAILED = 2;
    public static final int GENERATE_FAILED = 3;
    public static final int CALLBACK_FAILED = 4;

    private TaskStatus() {}

    /** Returns whether a task with this status has results. */
    public static boolean hasResults(int status) {
        return status == SUCCESS || status == CALLBACK_FAILED;
    }

    /** Returns whether a task with this status has failed. */
    public static boolean isFailure(int status) {
        return status == CREATE_FAILED || status == GENERATE_FAILED;
    }
}
