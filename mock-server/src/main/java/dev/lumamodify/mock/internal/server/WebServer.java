package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.internal.http.ByteBudget;
import dev.lumamodify.mock.internal.http.RequestBodies;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import dev.lumamodify.mock.internal.http.RouteGroup;
import dev.lumamodify.mock.internal.state.ApiError;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: Javalin on Jetty. */
public final class WebServer {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /** How long a stop waits for requests in flight. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    /** How long a stop waits for idle connections. */
    private static final Duration IDLE_STOP_TIMEOUT = Duration.ofMillis(100);

    /** How many connections may wait to be accepted. The operating system may allow fewer. */
    private static final int ACCEPT_QUEUE_SIZE = 4096;

    private final ServerOptions options;
    private final List<RouteGroup> routeGroups;
    private final ErrorHandlers errorHandlers;
    private final RequestBodies bodies;
    private final Javalin javalin;

    WebServer(ServerOptions options, List<RouteGroup> routeGroups, ErrorHandlers errorHandlers, RequestBodies bodies) {
        this.options = options;
        this.routeGroups = routeGroups;
        this.errorHandlers = errorHandlers;
        this.bodies = bodies;
        this.javalin = Javalin.create(this::configure);
    }

    /** Loads the classes of Jetty, so that this can happen while another thread reads the document. */
    public static void preload() {
        new Server();
    }

    /** Starts to listen, and returns the base URL. Throws {@link IllegalStateException} if the address is not available. */
    String start() {
        String host = HostPort.normalizeHost(options.host);
        try {
            javalin.start();
        } catch (JavalinException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new IllegalStateException(
                    "Cannot listen on " + host + ":" + options.port + ": " + cause.getMessage(), e);
        }
        return "http://" + host + ":" + javalin.port();
    }

    /** Stops after the requests in flight, or after 5 seconds. */
    void stop() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.warn("The server stops while requests are in flight", e);
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = false;
        routeGroups.forEach(group -> group.addTo(config.routes));
        config.routes.exception(HttpResponseException.class, (e, context) -> errorHandlers.handleUnknownRoute(context));
        config.routes.exception(ApiError.class, errorHandlers::handleError);
        config.routes.exception(Exception.class, errorHandlers::handleFailure);
        config.router.javaLangErrorHandler(errorHandlers::handleSevereFailure);
        config.appData(ResponseWriter.BUDGET, new ByteBudget(options.bodyBudget));
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // By default Jetty treats headers that differ only in case as equal on a kept connection. A wrong API key
            // could then pass as the key of the request before.
            http.setHeaderCacheCaseSensitive(true);
        });
        config.jetty.addConnector((jetty, http) -> {
            ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
            connector.setHost(options.host);
            connector.setPort(options.port);
            // The default is 50. A connection beyond it is accepted a second later.
            connector.setAcceptQueueSize(ACCEPT_QUEUE_SIZE);
            connector.setIdleTimeout(options.idleTimeout.toMillis());
            connector.setShutdownIdleTimeout(IDLE_STOP_TIMEOUT.toMillis());
            return connector;
        });
        config.jetty.modifyServer(jetty -> {
            jetty.setErrorHandler(errorHandlers);
            jetty.setStopTimeout(STOP_TIMEOUT.toMillis());
            // A stop waits for the requests whose body has arrived.
            jetty.insertHandler(new GracefulHandler());
            jetty.insertHandler(new BodyCollector(bodies, options.idleTimeout));
        });
    }
}
