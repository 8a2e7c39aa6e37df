package dev.lumamodify.client.internal.concurrent;

/** Logs, mostly at level {@code DEBUG}, which is disabled by default. Callers never pass a key, a prompt or a body. */
public final class Log {
    private static final System.Logger LOGGER = System.getLogger("dev.lumamodify.client");

    private Log() {}

    public static void debug(String format, Object... arguments) {
        LOGGER.log(System.Logger.Level.DEBUG, format, arguments);
    }

    public static void debug(String message, Throwable cause) {
        LOGGER.log(System.Logger.Level.DEBUG, message, cause);
    }

    public static void warning(String message, Throwable cause) {
        LOGGER.log(System.Logger.Level.WARNING, message, cause);
    }

    /** Runs an action whose failure must not end the work of the client. Logs what it throws. */
    public static void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            debug("An action failed and is ignored", e);
        }
    }
}
