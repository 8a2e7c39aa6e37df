package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.internal.state.InvalidValueException;
import dev.lumamodify.mock.internal.state.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** The options with which a server starts: its address, its clock and its settings. */
public final class ServerOptions {
    public final Settings settings = new Settings();
    public String host = "127.0.0.1";
    /** 0 selects a free port. */
    public int port;

    public boolean manualClock;
    /** Whether the request log has colours. */
    public boolean colours;

    /** How long a connection may be idle before it is closed, in real time. */
    public Duration idleTimeout = Duration.ofSeconds(30);

    /** The memory for the request bodies in flight, and that for the responses in flight, in bytes. */
    public long bodyBudget = Runtime.getRuntime().maxMemory() / 8;

    /** Throws {@link InvalidValueException} if an option is invalid, naming the first. */
    public void validate() {
        if (port < 0 || port > 65_535) {
            throw new InvalidValueException("port", "must be between 0 and 65535, not " + port);
        } else if (host.isBlank()) {
            throw new InvalidValueException("host", "must not be blank");
        }
        settings.validate();
    }

    /** Returns whether the server can only be reached from this machine. Throws {@link InvalidValueException} if the host is unknown. */
    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new InvalidValueException("host", "must be a name or address of this machine, not " + host);
        }
    }
}
