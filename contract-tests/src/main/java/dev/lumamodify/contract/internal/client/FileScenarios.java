package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import java.util.List;
import java.util.function.Function;

/** Runs scenarios with files. Each throws {@link CheckSkipped} if the adapter does not support the call. */
public final class FileScenarios {
    /** The {@code uploadPath} and {@code fileName} of every upload. */
    public static final String UPLOAD_FOLDER = "videos/of the suite";

    public static final String UPLOAD_NAME = "stra\u00dfe.mp4";

    private FileScenarios() {}

    /**
     * Uploads a file. The upload server sends these responses in turn; the server of the API must not get a request.
     */
    public static ClientRun upload(
            ClientTestContext context, String scenario, byte[] content, ScriptedResponse... responses) {
        String key = ClientTestContext.newKey();
        ManualClock clock = new ManualClock();
        try (ScriptedServer api = ScriptedServer.of(List.of(ScriptedResponse.CLOSE));
                ScriptedServer uploads = ScriptedServer.of(List.of(responses));
                TemporaryFile file = TemporaryFile.of("in.mp4", content)) {
            api.expect(request -> context.isFromScenario(request, key));
            uploads.expect(request -> context.isFromScenario(request, key));
            clock.observe(uploads);
            Setup setup = new Setup(api.url(), uploads.url(), key, ClientTestContext.REQUEST_TIMEOUT, clock);
            return context.run(
                            scenario,
                            setup,
                            clock,
                            uploads.requests(),
                            supported(client -> client.upload(file.path(), UPLOAD_FOLDER, UPLOAD_NAME)))
                    .assertThat(api.requests().isEmpty(), "must not send an upload to the host of the API");
        }
    }

    /** Downloads a URL of another host to a file. The server of the API must not get a request. */
    public static ClientRun download(ClientTestContext context, String scenario, String url, TemporaryFile target) {
        ScriptedServer api = ScriptedServer.of(List.of(ScriptedResponse.CLOSE));
        return context.run(scenario, api, supported(client -> client.download(url, target.path())))
                .sends(0);
    }

    private static Function<ClientAdapter, Outcome> supported(Function<ClientAdapter, Outcome> call) {
        return client -> {
            try {
                return call.apply(client);
            } catch (UnsupportedOperationException e) {
                throw new CheckSkipped("needs an adapter that implements the call: " + e.getMessage());
            }
        };
    }
}
