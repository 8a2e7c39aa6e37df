package dev.lumamodify.contract;

import dev.lumamodify.contract.StandaloneClient.Timing;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.spec.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Clients that differ from a usual one without breaking a rule of the API. */
class SoundClients {
    /** A client, and the topics or ids of the checks that its difference can affect. */
    record Variant(String name, Set<String> checks, StandaloneClient.Factory clients) {}

    final List<Variant> variants = new ArrayList<>();

    void timing(String name, Duration pollInterval, Duration timeout) {
        client(
                "wait",
                name,
                (setup, timing) ->
                        new StandaloneClient(setup, new Timing(true, timing.retryDelay(), pollInterval, timeout)));
    }

    /** The client changes every request before it is sent. */
    void sends(String topics, String name, UnaryOperator<HttpRequest.Builder> change) {
        client(topics, name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected RawResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
                return super.send(change.apply(request));
            }
        });
    }

    /** The client writes the JSON of a submission in another way. */
    void writes(String name, Function<ObjectNode, String> json) {
        client("submit.request", name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected String body(SubmitRequest request) {
                return json.apply((ObjectNode) Json.parse(super.body(request).getBytes(StandardCharsets.UTF_8)));
            }
        });
    }

    void client(String topics, String name, BiFunction<Setup, Timing, StandaloneClient> constructor) {
        variants.add(new Variant(
                name, Set.of(topics.split(" ")), new StandaloneClient.Factory(Timing.VIRTUAL, constructor)));
    }

    void verification(String name, UnaryOperator<Map<String, List<String>>> headers, UnaryOperator<String> body) {
        variants.add(new Variant(name, Set.of("verify"), new StandaloneClient.Factory(Timing.VIRTUAL) {
            @Override
            public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> received, byte[] bytes) {
                String changed = body.apply(new String(bytes, StandardCharsets.ISO_8859_1));
                return StandaloneVerifier.verify(
                        keys, now, headers.apply(received), changed.getBytes(StandardCharsets.ISO_8859_1));
            }
        }));
    }
}
