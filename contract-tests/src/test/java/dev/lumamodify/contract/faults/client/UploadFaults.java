package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.StandaloneClient;
import dev.lumamodify.contract.StandaloneClient.Timing;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.internal.spec.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Clients that upload or download wrongly. */
final class UploadFaults {
    private static final int MIB = 1 << 20;

    private final ClientFaultTable table;

    private UploadFaults(ClientFaultTable table) {
        this.table = table;
    }

    static void addTo(ClientFaultTable table) {
        UploadFaults faults = new UploadFaults(table);
        faults.addRequests();
        faults.addResponses();
        faults.addKeys();
    }

    /** Adds faults that only a recommended check finds. */
    static void addTo(FaultyClients clients) {
        clients.foundBy("upload.rejected-once")
                .uploads("repeats an upload with a key that was rejected", (client, file, folder, name) -> {
                    Outcome first = client.upload(file, folder, name);
                    return first.code() == 401 ? client.upload(file, folder, name) : first;
                });
        clients.foundBy("upload.retries").sleeps("does not repeat an upload", sleep -> {
            throw new InterruptedException("This client does not repeat an upload");
        });
        clients.foundBy("upload.request")
                .uploads(
                        "replaces spaces in folders",
                        (client, file, folder, name) -> client.upload(file, folder.replace(' ', '_'), name));
    }

    private void addRequests() {
        sendsContent(
                "reads files as text",
                content -> new String(content, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
        sendsContent("cuts files after 1 MiB", content -> Arrays.copyOf(content, Math.min(MIB, content.length)));
        sendsParts("sends a file under the name of its field in the response", "name=\"file\"", "name=\"fileData\"");
        sendsParts("does not send the name of a file", "name=\"fileName\"", "name=\"name\"");
        sendsParts("sends the folder twice", "name=\"fileName\"", "name=\"uploadPath\"");
        add("upload.request", "uploads with PUT", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected HttpRequest.Builder uploadRequest(Path file, String folder, String name) throws IOException {
                HttpRequest request = super.uploadRequest(file, folder, name).build();
                return HttpRequest.newBuilder(request, (header, value) -> true)
                        .PUT(request.bodyPublisher().orElseThrow());
            }
        });
        add("upload.request", "uploads every file twice", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public Outcome upload(Path file, String folder, String name) {
                super.upload(file, folder, name);
                return super.upload(file, folder, name);
            }
        });
        add(
                "upload.request",
                "uploads to the host of the API",
                (setup, timing) -> new StandaloneClient(
                        new Setup(setup.baseUrl(), setup.baseUrl(), setup.apiKey(), setup.timeout(), setup.clock()),
                        timing));
    }

    private void addResponses() {
        readsData("upload.url", "decodes the URL of an upload", url -> url.replace("%20", " "));
        readsData("upload.url", "removes the query of the URL of an upload", url -> url.replaceFirst("\\?.*", ""));
        reports(
                "upload.api-errors",
                "reports a rejected upload as a failed connection",
                outcome -> outcome.code() == 400 ? Outcome.of(Kind.NOT_SENT, "", null) : outcome);
        reports(
                "upload.api-errors",
                "does not report the msg of a rejected upload",
                outcome -> outcome.kind() == Kind.API_ERROR
                        ? Outcome.apiError("", outcome.code(), "", null, null)
                        : outcome);
        reports(
                "upload.no-success-without-url",
                "reports an upload without a URL as a success",
                outcome -> outcome.kind() == Kind.INVALID_RESPONSE ? Outcome.uploaded("") : outcome);
    }

    private void addKeys() {
        add(
                "upload.redirects",
                "follows redirects of uploads with the API key",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected Outcome uploadOnce(Path file, String folder, String name) {
                        try {
                            var response = HttpClient.newHttpClient()
                                    .send(uploadRequest(file, folder, name).build(), BodyHandlers.discarding());
                            String location =
                                    response.headers().firstValue("location").orElseThrow();
                            parse(send(authorized(location).GET()));
                            return Outcome.of(Kind.INVALID_RESPONSE, "", null);
                        } catch (IOException | InterruptedException e) {
                            return Outcome.of(Kind.NOT_SENT, "", e);
                        }
                    }
                });
        downloads("sends the API key to the host of a result", (client, url) -> client.withKey(url));
        downloads(
                "removes the query of the URL of a result",
                (client, url) -> client.withoutKey(url.replaceFirst("\\?.*", "")));
    }

    /** A client whose downloads can be changed. */
    private static final class Downloading extends StandaloneClient {
        private final BiFunction<Downloading, String, HttpRequest.Builder> request;

        Downloading(Setup setup, Timing timing, BiFunction<Downloading, String, HttpRequest.Builder> request) {
            super(setup, timing);
            this.request = request;
        }

        @Override
        protected HttpRequest.Builder downloadRequest(String url) {
            return request.apply(this, url);
        }

        HttpRequest.Builder withKey(String url) {
            return authorized(url);
        }

        HttpRequest.Builder withoutKey(String url) {
            return super.downloadRequest(url);
        }
    }

    private void downloads(String name, BiFunction<Downloading, String, HttpRequest.Builder> request) {
        add("download.without-key", name, (setup, timing) -> new Downloading(setup, timing, request));
    }

    private void sendsContent(String fault, UnaryOperator<byte[]> change) {
        add("upload.request", fault, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected byte[] content(Path file) throws IOException {
                return change.apply(super.content(file));
            }
        });
    }

    /** The client sends other part headers. The body has no other place with this text. */
    private void sendsParts(String fault, String header, String other) {
        add("upload.request", fault, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected byte[] form(byte[] body) {
                String text = new String(body, StandardCharsets.ISO_8859_1);
                return text.replace(header, other).getBytes(StandardCharsets.ISO_8859_1);
            }
        });
    }

    private void readsData(String foundBy, String fault, UnaryOperator<String> change) {
        add(foundBy, fault, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected Parsed parse(RawResponse response) {
                try {
                    ObjectNode envelope = (ObjectNode) Json.MAPPER.readTree(response.body());
                    ObjectNode data = (ObjectNode) envelope.path("data");
                    data.put("downloadUrl", change.apply(text(data.path("downloadUrl"))));
                    return super.parse(response.withBody(envelope.toString().getBytes(StandardCharsets.UTF_8)));
                } catch (JacksonException e) {
                    return super.parse(response);
                }
            }
        });
    }

    private void reports(String foundBy, String fault, Function<Outcome, Outcome> change) {
        add(foundBy, fault, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public Outcome upload(Path file, String folder, String name) {
                return change.apply(super.upload(file, folder, name));
            }
        });
    }

    private void add(String foundBy, String name, BiFunction<Setup, Timing, StandaloneClient> constructor) {
        table.add(foundBy, name, new StandaloneClient.Factory(Timing.VIRTUAL, constructor));
    }
}
