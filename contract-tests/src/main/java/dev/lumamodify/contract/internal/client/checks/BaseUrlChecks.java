package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.SUBMIT_REQUEST;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.internal.client.BaseUrls;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.LocalResourceException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of base URLs with a path, another scheme or another kind of host. */
public final class BaseUrlChecks {
    private static final String SERVERS = "#/servers";

    private BaseUrlChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "client.base-url",
                        "Requests go to the path of the operation below the base URL, with and without a path, a slash at"
                                + " the end, a host name or an IPv6 address. A client may reject a path.",
                        SERVERS,
                        BaseUrlChecks::appendsPath),
                ClientCheck.of(
                        "client.https",
                        "Nothing is sent without encryption to a base URL with https.",
                        SERVERS,
                        BaseUrlChecks::encrypts));
    }

    private static void appendsPath(ClientTestContext context) {
        for (String path : List.of("", "/", "/proxy", "/proxy/", "/a/b.c/d%20e", "/a/b.c/d%20e/")) {
            for (String host : List.of("127.0.0.1", "localhost", "LOCALHOST")) {
                assertSent(context, server(context), host, path);
            }
        }
        ScriptedServer ipv6 = ipv6Server(context);
        if (ipv6 != null) {
            assertSent(context, ipv6, "[::1]", "");
        }
    }

    /** Returns null if this machine has no IPv6. */
    private static @Nullable ScriptedServer ipv6Server(ClientTestContext context) {
        try {
            return ScriptedServer.on(
                    InetAddress.getAllByName("::1")[0],
                    ScriptedResponse.json(200, context.bodies().created()));
        } catch (LocalResourceException | UnknownHostException e) {
            return null;
        }
    }

    private static ScriptedServer server(ClientTestContext context) {
        return ScriptedServer.of(List.of(
                ScriptedResponse.json(200, context.bodies().created()),
                ScriptedResponse.json(200, context.bodies().task(0))));
    }

    private static void assertSent(ClientTestContext context, ScriptedServer server, String host, String path) {
        String base = "http://" + host + ":" + server.url().getPort() + path;
        String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        boolean optional = !folder.isEmpty();
        ClientRun run = BaseUrls.run(context, base, server, client -> {
            client.submit(SUBMIT_REQUEST);
            return client.read(TASK_ID);
        });
        if (optional && run.outcome().kind() == Kind.INVALID) {
            return;
        }
        run.sends(2);
        run.assertThat(
                run.requests()
                        .get(0)
                        .target()
                        .equals(folder + context.generate().path()),
                "must send the submission to " + folder + context.generate().path() + ", not "
                        + run.requests().get(0).target());
        String read = folder + context.recordInfo().path();
        run.assertThat(
                run.requests().get(1).path().equals(read),
                "must send the read to " + read + ", not "
                        + run.requests().get(1).path());
        run.assertThat(
                run.requests().get(0).header("host").endsWith(":" + server.url().getPort()),
                "must send the host and the port");
    }

    private static void encrypts(ClientTestContext context) {
        ScriptedServer server = server(context);
        String base = "https://127.0.0.1:" + server.url().getPort();
        BaseUrls.run(context, base, server, client -> client.submit(SUBMIT_REQUEST))
                .endsAs(Kind.NOT_SENT, Kind.OUTCOME_UNKNOWN, Kind.INVALID)
                .sends(0);
    }
}
