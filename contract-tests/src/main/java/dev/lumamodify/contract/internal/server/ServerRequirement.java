package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.Requirement;

/** What a check for servers needs from the operator of the server. */
public enum ServerRequirement implements Requirement<ServerTestContext> {
    CREATES("create requests (see --max-tasks and --read-only)"),
    TASK_DURATION("--task-duration"),
    CALLBACKS("callbacks (see --callback-listen)"),
    WEBHOOK_KEY("--webhook-key"),
    SECOND_KEY("--second-key"),
    NO_CREDITS_KEY("--no-credits-key"),
    FAIL_ON_PROMPT("--fail-on-prompt"),
    RATE_LIMIT("--rate-limit"),
    MAX_LATENCY("--max-latency"),
    UPLOAD_URL("--upload-url"),
    /** The check lets minutes or hours pass. */
    MANUAL_CLOCK("a server whose clock can be advanced, such as an embedded mock server"),
    /** The check takes real time, which a manual clock cannot shorten. */
    REAL_TIME("a run without --fast"),
    /** The check waits for the last retry of a callback. */
    ALL_RETRIES("a run without --fast"),
    /** The check measures the whole target or a whole account. */
    ALONE("no other check at the same time");

    private final String option;

    ServerRequirement(String option) {
        this.option = option;
    }

    @Override
    public boolean isMet(ServerTestContext context) {
        Target target = context.target();
        return switch (this) {
            case CREATES -> context.mayCreateTasks();
            case TASK_DURATION -> target.taskDuration() != null;
            case CALLBACKS -> target.canReceiveCallbacks();
            case WEBHOOK_KEY -> target.webhookKey() != null;
            case SECOND_KEY -> target.secondKey() != null;
            case NO_CREDITS_KEY -> target.noCreditsKey() != null;
            case FAIL_ON_PROMPT -> target.failOnPrompt() != null;
            case RATE_LIMIT -> target.rateLimit() != null;
            case MAX_LATENCY -> target.maxLatency() != null;
            case UPLOAD_URL -> target.uploadUrl() != null;
            case ALL_RETRIES -> !context.settings().fast();
            case ALONE -> true;
            case MANUAL_CLOCK -> !context.clock().isRealTime();
            case REAL_TIME ->
                context.clock().isRealTime() && !context.settings().fast();
        };
    }

    /** Returns the option of the command line that provides it, or a hint at the options. */
    @Override
    public String description() {
        return option;
    }
}
