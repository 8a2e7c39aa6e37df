package dev.lumamodify.benchmark;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** How many callbacks the mock delivers in a second to a receiver that only counts. */
final class Deliveries {
    private Deliveries() {}

    static void measure(Report report, double scale) throws Exception {
        int tasks = (int) (20_000 * scale);
        once(tasks / 4);
        report.tell("callbacks delivered", "/s", once(tasks));
    }

    private static double once(int tasks) throws Exception {
        CountDownLatch left = new CountDownLatch(tasks);
        Server receiver = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        receiver.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                left.countDown();
                callback.succeeded();
                return true;
            }
        });
        receiver.start();
        int port = ((ServerConnector) receiver.getConnectors()[0]).getLocalPort();
        byte[] create = Requests.create(Requests.PROMPT, "http://127.0.0.1:" + port + "/");
        try (ServerProcess mock = Servers.mock()) {
            long started = System.nanoTime();
            Load.on(mock.url()).requests(tasks).run(() -> create);
            if (!left.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException(left.getCount() + " callbacks of " + tasks + " have not come");
            }
            return tasks / ((System.nanoTime() - started) / 1e9);
        } finally {
            receiver.stop();
        }
    }
}
