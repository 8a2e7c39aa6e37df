package dev.lumamodify.client.internal.json;

/**
 * Logs the paths of members that are missing or have a value of another type than documented, at level {@code DEBUG}.
 * Never logs a value. A separate class, so that the logger is created only if there is such a member.
 */
final class OddMembers {
    private static final System.Logger LOGGER = System.getLogger("dev.lumamodify.client");

    private OddMembers() {}

    static void log(String path) {
        LOGGER.log(System.Logger.Level.DEBUG, "The response has no usable value at {0}", path);
    }
}
