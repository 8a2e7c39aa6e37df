package dev.lumamodify.mock.junit;

import dev.lumamodify.mock.MockServer;
import dev.lumamodify.mock.MockServerBuilder;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a server before the tests of a class, {@linkplain MockServer#reset() resets} it before each, and stops it after
 * the last. Tests that share a server run one after another. A test may ask for it, or for its URL, by a parameter of type {@link MockServer} or {@link URI}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MockServerExtension mock = new MockServerExtension(MockServer.builder().manualClock());
 * }</pre>
 */
public final class MockServerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {
    private final MockServerBuilder settings;
    private @Nullable MockServer server;
    private int classes;

    /** Makes an extension whose server has every setting at its default. */
    public MockServerExtension() {
        this(MockServer.builder());
    }

    /** Makes an extension whose server starts with these settings. */
    public MockServerExtension(MockServerBuilder settings) {
        this.settings = settings;
    }

    /**
     * Returns the server.
     *
     * @throws IllegalStateException if it does not run: before the tests, after them, or in a field that is not static
     */
    public synchronized MockServer server() {
        if (server == null) {
            throw new IllegalStateException(
                    "The mock does not run; its extension must be registered in a static field");
        }
        return server;
    }

    /** Returns the base URL of the server, without a slash at its end. */
    public String url() {
        return server().url();
    }

    // Nested test classes are told to JUnit's extensions like classes of their own.
    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        if (classes++ == 0) {
            server = settings.start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server().reset();
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        if (--classes == 0) {
            server().close();
            server = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == MockServer.class || type == URI.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == URI.class ? URI.create(url()) : server();
    }
}
