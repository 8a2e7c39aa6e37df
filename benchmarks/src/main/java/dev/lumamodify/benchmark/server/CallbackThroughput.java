package dev.lumamodify.benchmark.server;

import dev.lumamodify.benchmark.load.LoadGenerator;
import dev.lumamodify.benchmark.load.RawRequests;
import dev.lumamodify.benchmark.process.ServerProcess;
import dev.lumamodify.benchmark.process.Servers;
import dev.lumamodify.benchmark.report.ResultTable;
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

/** Measures how many callbacks per second the mock server delivers to a receiver that only counts them. */
public final class CallbackThroughput {
    private CallbackThroughput() {}

    public static void measure(ResultTable results, double scale) throws Exception {
        int tasks = (int) (20_000 * scale);
        callbacksPerSecond(tasks / 4);
        results.addValue("callbacks delivered per second", "/s", callbacksPerSecond(tasks));
    }

    private static double callbacksPerSecond(int tasks) throws Exception {
        CountDownLatch remaining = new CountDownLatch(tasks);
        Server receiver = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        receiver.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                remaining.countDown();
                callback.succeeded();
                return true;
            }
        });
        receiver.start();
        int port = ((ServerConnector) receiver.getConnectors()[0]).getLocalPort();
        byte[] create = RawRequests.create(RawRequests.PROMPT, "http://127.0.0.1:" + port + "/");
        try (ServerProcess mock = Servers.mock()) {
            long started = System.nanoTime();
            LoadGenerator.to(mock.url()).maxRequests(tasks).run(() -> create);
            if (!remaining.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException(
                        remaining.getCount() + " of " + tasks + " callbacks were not delivered within 2 minutes");
            }
            return tasks / ((System.nanoTime() - started) / 1e9);
        } finally {
            receiver.stop();
        }
    }
}
