package dev.lumamodify.benchmark.process;

import dev.lumamodify.benchmark.load.RawRequests;
import io.javalin.Javalin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A server that checks nothing and always returns the same bytes: the upper bound of what the mock server can reach. */
public final class BaselineServer {
    /** The library that a baseline server is made with. */
    public enum Library {
        JAVALIN,
        JETTY
    }

    private BaselineServer() {}

    /**
     * Starts a baseline server on a free port of the loopback interface and prints its URL.
     *
     * @param args the {@link Library}, the file with the response to a create request, the file with the response to a
     *     record-info request
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        Library library = Library.valueOf(args[0]);
        byte[] create = Files.readAllBytes(Path.of(args[1]));
        byte[] recordInfo = Files.readAllBytes(Path.of(args[2]));
        int port = library == Library.JETTY ? startJetty(create, recordInfo) : startJavalin(create, recordInfo);
        System.out.println(library + " is ready at http://127.0.0.1:" + port);
    }

    private static int startJavalin(byte[] create, byte[] recordInfo) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.post(RawRequests.CREATE_PATH, context -> {
                        // Jetty closes the connection if a long body is left unread.
                        context.bodyAsBytes();
                        context.contentType("application/json").result(create);
                    });
                    config.routes.get(
                            RawRequests.RECORD_INFO_PATH,
                            context -> context.contentType("application/json").result(recordInfo));
                })
                .start("127.0.0.1", 0)
                .port();
    }

    private static int startJetty(byte[] create, byte[] recordInfo) throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                byte[] bytes = request.getMethod().equals("POST") ? create : recordInfo;
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                response.write(true, ByteBuffer.wrap(bytes), callback);
                return true;
            }
        });
        server.start();
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }
}
