package dev.lumamodify.client;

/** What the client logs: at {@code DEBUG}, which is off unless asked for, and never a key, a prompt or a body. */
final class Log {
    private static final System.Logger LOGGER = System.getLogger("dev.lumamodify.client");

    private Log() {}

    static void event(String format, Object... arguments) {
        LOGGER.log(System.Logger.Level.DEBUG, format, arguments);
    }

    static void problem(String what, Throwable cause) {
        LOGGER.log(System.Logger.Level.DEBUG, what, cause);
    }
}
