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
 * A JUnit extension that starts a server before the tests of a class, {@linkplain MockServer#reset() resets} it before each
 * test and stops it after the last. Resolves test parameters of the types {@link MockServer} and {@link URI} (the base
 * URL). If a class has several extensions, the first resolves the parameters, in the order of {@code @Order}; use {@link
 * #server()} of the others. The tests of a class share the server, so they must not run in parallel.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MockServerExtension mock = new MockServerExtension(MockServer.builder().manualClock());
 * }</pre>
 */
public final class MockServerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {
    /** The key of the extension that resolves the parameters of a class. */
    private static final String FIRST = "first";

    private final MockServerBuilder builder;
    private @Nullable MockServer server;
    private int classes;

    /** Creates an extension whose server has the default settings. */
    public MockServerExtension() {
        this(MockServer.builder());
    }

    /** Creates an extension whose server is started by this builder. */
    public MockServerExtension(MockServerBuilder builder) {
        this.builder = builder;
    }

    /**
     * Returns the server.
     *
     * @throws IllegalStateException if the server is not running: before the first test, after the last test, or because
     *     the extension is registered in a field that is not static
     */
    public synchronized MockServer server() {
        if (server == null) {
            throw new IllegalStateException(
                    "The mock server is not running; register MockServerExtension in a static field");
        }
        return server;
    }

    /** Returns the base URL of the server, without a slash at the end. Throws like {@link #server()}. */
    public String url() {
        return server().url();
    }

    // JUnit also calls this for each nested class.
    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        if (classes++ == 0) {
            server = builder.start();
        }
        if (store(context).get(FIRST) == null) {
            store(context).put(FIRST, this);
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
        return (type == MockServer.class || type == URI.class) && store(context).get(FIRST) == this;
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(MockServerExtension.class));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == URI.class ? URI.create(url()) : server();
    }
}
