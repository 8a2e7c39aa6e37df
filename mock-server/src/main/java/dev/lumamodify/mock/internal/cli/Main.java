package dev.lumamodify.mock.internal.cli;

import dev.lumamodify.mock.internal.spec.BundledDocument;

/** The entry point of the runnable jar. */
public final class Main {
    private Main() {}

    /** Starts the server, which runs until the process ends. Exits with a status other than 0 if it does not start. */
    public static void main(String[] args) {
        // Must be set before the first logger exists. The command prints requests and the reason of a failed start.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.setProperty("org.slf4j.simpleLogger.log.io.javalin.Javalin", "off");
        // Reads the document while this thread parses the command line and loads Jetty.
        Thread document = new Thread(BundledDocument::get, "luma-modify-mock-document");
        document.setDaemon(true);
        document.start();
        int status = ServerCommand.execute(ServerCommand.commandLine(), System.getenv(), args);
        if (status != 0) {
            System.exit(status);
        }
    }
}
