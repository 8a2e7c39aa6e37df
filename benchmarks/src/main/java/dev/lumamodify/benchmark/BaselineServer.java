package dev.lumamodify.benchmark;

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

/** A server that checks nothing and always answers the same bytes: what the machine can do at all. */
final class BaselineServer {
    private BaselineServer() {}

    /** Starts a floor: {@code javalin|jetty}, the file with the answer to a create, the file with that to a look. */
    public static void main(String[] args) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        byte[] created = Files.readAllBytes(Path.of(args[1]));
        byte[] looked = Files.readAllBytes(Path.of(args[2]));
        int port = args[0].equals("jetty") ? jetty(created, looked) : javalin(created, looked);
        System.out.println("A bare " + args[0] + " is ready at http://127.0.0.1:" + port);
    }

    private static int javalin(byte[] created, byte[] looked) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    // A long body that is left unread ends the connection.
                    config.routes.post(Requests.CREATE, context -> {
                        context.bodyAsBytes();
                        context.contentType("application/json").result(created);
                    });
                    config.routes.get(
                            Requests.LOOK,
                            context -> context.contentType("application/json").result(looked));
                })
                .start("127.0.0.1", 0)
                .port();
    }

    private static int jetty(byte[] created, byte[] looked) throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                byte[] bytes = request.getMethod().equals("POST") ? created : looked;
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                response.write(true, ByteBuffer.wrap(bytes), callback);
                return true;
            }
        });
        server.start();
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }
}
