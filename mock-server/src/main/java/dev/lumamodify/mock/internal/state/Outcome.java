package dev.lumamodify.mock.internal.state;

/** How a task ends. */
public enum Outcome {
    SUCCESS(Task.State.SUCCEEDED),
    CREATE_FAILED(Task.State.CREATE_FAILED),
    GENERATE_FAILED(Task.State.GENERATE_FAILED);

    final Task.State state;

    Outcome(Task.State state) {
        this.state = state;
    }
}
