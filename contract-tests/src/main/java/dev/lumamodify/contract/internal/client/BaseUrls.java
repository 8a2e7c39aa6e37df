package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** Runs scenarios with other forms of base URLs. */
public final class BaseUrls {
    private BaseUrls() {}

    /**
     * Runs a call with another base URL than that of the server, and closes the server. The outcome is {@link
     * Kind#INVALID} if the client rejects the URL.
     */
    public static ClientRun run(
            ClientTestContext context, String baseUrl, ScriptedServer server, Function<ClientAdapter, Outcome> call) {
        ManualClock clock = new ManualClock();
        URI url = URI.create(baseUrl);
        String key = ClientTestContext.newKey();
        Setup setup = new Setup(url, url, key, ClientTestContext.REQUEST_TIMEOUT, clock);
        String scenario = "the base URL " + baseUrl;
        try (server) {
            server.expect(request -> context.isFromScenario(request, key));
            clock.observe(server);
            return context.run(scenario, setup, clock, server.requests(), call);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return new ClientRun(scenario, Outcome.of(Kind.INVALID, "", e), List.of(), clock);
        }
    }
}
