package dev.lumamodify.client;

/** Logs at level {@code DEBUG}, which is disabled by default. Callers never pass a key, a prompt or a body. */
final class Log {
    private static final System.Logger LOGGER = System.getLogger("dev.lumamodify.client");

    private Log() {}

    static void debug(String format, Object... arguments) {
        LOGGER.log(System.Logger.Level.DEBUG, format, arguments);
    }

    static void debug(String message, Throwable cause) {
        LOGGER.log(System.Logger.Level.DEBUG, message, cause);
    }
}
