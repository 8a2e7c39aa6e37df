package dev.lumamodify.client.internal.concurrent;

/** Runs actions whose failure must not end the work of the client, such as the cancellation of a call. */
public final class Quietly {
    private static final System.Logger LOGGER = System.getLogger("dev.lumamodify.client");

    private Quietly() {}

    /** Runs an action. Logs what it throws at level {@code DEBUG}. */
    public static void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            LOGGER.log(System.Logger.Level.DEBUG, "An action failed and is ignored", e);
        }
    }
}
