package dev.lumamodify.contract;

import dev.lumamodify.contract.StandaloneClient.Timing;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Clients that send the same in another way, or that accept callbacks in another way. */
final class SoundRequests extends SoundClients {
    SoundRequests() {
        addVerifications();
        addRequests();
    }

    private void addVerifications() {
        verification(
                "uses the last of several headers with the same name",
                headers -> {
                    Map<String, List<String>> last = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    headers.forEach((name, values) ->
                            last.put(name, values.isEmpty() ? values : List.of(values.get(values.size() - 1))));
                    return last;
                },
                body -> body);
        verification(
                "ignores text after the JSON",
                headers -> headers,
                body -> body.replaceFirst("(?s)\\}\\s*\\{\\}$", "}"));
        verification("uses the last of several members with the same name", headers -> headers, body -> {
            int first = body.indexOf("\"data\":");
            int last = body.lastIndexOf(",\"data\":");
            return last > first ? body.substring(0, first) + body.substring(last + 1) : body;
        });
        verification(
                "uses the first of several headers with the same name",
                headers -> {
                    Map<String, List<String>> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    headers.forEach((name, values) ->
                            first.putIfAbsent(name, values.subList(0, Math.min(1, values.size()))));
                    return first;
                },
                body -> body);
        verification(
                "rejects a callback without a content type, a msg or a promptJson",
                headers -> headers.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase) ? headers : Map.of(),
                body -> body.contains("\"msg\"") && body.contains("\"promptJson\"") ? body : "");
        for (Duration tolerance : List.of(Duration.ofSeconds(90), Duration.ofMinutes(50))) {
            variants.add(new Variant(
                    "verifies callbacks that are up to " + tolerance + " old",
                    Set.of("verify"),
                    new StandaloneClient.Factory(Timing.VIRTUAL) {
                        @Override
                        public Outcome verify(
                                List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
                            return StandaloneVerifier.verify(tolerance, keys, now, headers, body);
                        }
                    }));
        }
        verification(
                "rejects a callback without a code", headers -> headers, body -> body.contains("\"code\"") ? body : "");
    }

    /** What is sent differently, but means the same. */
    private void addRequests() {
        sends(
                "submit read",
                "sends other headers",
                request -> request.setHeader("User-Agent", "acme/2.1 (JVM)")
                        .setHeader("Accept", "application/json, */*;q=0.1")
                        .setHeader("Accept-Language", "de")
                        .setHeader("Cache-Control", "no-cache")
                        .setHeader("X-Request-Id", "0-1-2"));
        sends("submit read.request upload", "offers HTTP/2", request -> request.version(HttpClient.Version.HTTP_2));
        sends("submit upload", "sends bodies in chunks", request -> {
            HttpRequest built = request.build();
            return built.bodyPublisher()
                    .map(body -> request.method(built.method(), BodyPublishers.fromPublisher(body)))
                    .orElse(request);
        });
        sends("submit.request", "states the charset of its JSON", request -> {
            boolean json = request.build()
                    .headers()
                    .firstValue("Content-Type")
                    .filter("application/json"::equals)
                    .isPresent();
            return json ? request.setHeader("Content-Type", "application/json; charset=UTF-8") : request;
        });
        client(
                "submit read",
                "sends header names in lower case",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected HttpRequest.Builder authorized(String url) {
                        return HttpRequest.newBuilder(URI.create(url))
                                .timeout(setup.timeout())
                                .header("authorization", "Bearer " + setup.apiKey());
                    }
                });
        client("submit read", "accepts compressed responses", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected RawResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
                RawResponse response = super.send(request.setHeader("Accept-Encoding", "gzip"));
                boolean compressed = response.body().length > 2 && response.body()[0] == 0x1f;
                return compressed
                        ? response.withBody(
                                new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
                        : response;
            }
        });
        client(
                "submit.any-transport read.request wait.success",
                "uses a connection for each request",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected HttpClient http() {
                        return HttpClient.newHttpClient();
                    }
                });
        writes("sends its JSON members in another order", body -> {
            ObjectNode reversed = JsonNodeFactory.instance.objectNode();
            List<String> names = new ArrayList<>(body.propertyNames());
            Collections.reverse(names);
            names.forEach(name -> reversed.set(name, body.get(name)));
            return reversed.toString();
        });
        writes(
                "escapes all characters outside ASCII in its JSON",
                JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build()::writeValueAsString);
        writes("sends indented JSON", ObjectNode::toPrettyString);
        writes("sends no empty strings", body -> {
            body.propertyNames().stream()
                    .filter(name -> body.path(name).asString().isEmpty())
                    .toList()
                    .forEach(body::remove);
            return body.toString();
        });
    }
}
