package dev.lumamodify.contract;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.internal.harness.Multipart;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.spec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What {@link StandaloneClient} sends and how it reads the responses, and its uploads and downloads. */
public abstract class StandaloneHttp implements ClientAdapter {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    protected final Setup setup;

    StandaloneHttp(Setup setup) {
        this.setup = setup;
    }

    /** A response of the service or of a gateway. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record RawResponse(int status, @Nullable Duration retryAfter, byte[] body) {
        public RawResponse withStatus(int other) {
            return new RawResponse(other, retryAfter, body);
        }

        public RawResponse withBody(byte[] other) {
            return new RawResponse(status, retryAfter, other);
        }
    }

    /** The data of a successful response, or the outcome of any other. */
    public record Parsed(JsonNode data, @Nullable Outcome failure) {
        static Parsed failure(Outcome failure) {
            return new Parsed(MissingNode.getInstance(), failure);
        }
    }

    @Override
    public Outcome upload(Path file, String folder, String name) {
        Outcome last = uploadOnce(file, folder, name);
        if (last.kind() == Kind.NOT_SENT || last.code() == 500 || last.code() == 503) {
            last = uploadOnce(file, folder, name);
        }
        return last;
    }

    /** Uploads a file with one request. */
    protected Outcome uploadOnce(Path file, String folder, String name) {
        Parsed parsed;
        try {
            parsed = parse(send(uploadRequest(file, folder, name)));
        } catch (IOException e) {
            return Outcome.of(Kind.NOT_SENT, "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.of(Kind.INTERRUPTED, "", e);
        }
        String url = text(parsed.data().path("downloadUrl"));
        if (parsed.failure() != null) {
            return parsed.failure();
        }
        return url.isEmpty() ? Outcome.of(Kind.INVALID_RESPONSE, "", null) : Outcome.uploaded(url);
    }

    /** Returns the request of an upload. */
    protected HttpRequest.Builder uploadRequest(Path file, String folder, String name) throws IOException {
        Request form = Multipart.write(
                new Request("POST", setup.uploadUrl() + "/api/file-stream-upload"),
                List.of(
                        Multipart.Part.field("uploadPath", folder),
                        Multipart.Part.field("fileName", name),
                        Multipart.Part.file("file", content(file))));
        return authorized(form.path())
                .POST(BodyPublishers.ofByteArray(form(Objects.requireNonNull(form.body()))))
                .header("Content-Type", form.header("Content-Type"));
    }

    /** Returns the body of an upload. */
    protected byte[] form(byte[] body) {
        return body;
    }

    /** Returns the content of a file to upload. */
    protected byte[] content(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    @Override
    public Outcome download(String url, Path target) {
        try {
            RawResponse response = send(downloadRequest(url));
            if (response.status() == 200) {
                Files.write(target, response.body());
                return Outcome.of(Kind.SUCCESS, "", null);
            }
            return Outcome.of(Kind.INVALID_RESPONSE, "", null);
        } catch (IOException e) {
            return Outcome.of(Kind.NOT_SENT, "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.of(Kind.INTERRUPTED, "", e);
        }
    }

    /** Returns the request of a download. */
    protected HttpRequest.Builder downloadRequest(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(setup.timeout());
    }

    /** Returns the HTTP client for a request. */
    protected HttpClient http() {
        return HTTP;
    }

    /** Returns a request of the API. */
    HttpRequest.Builder request(String path) {
        return authorized(setup.baseUrl().toString().replaceFirst("/$", "") + "/api/v1/modify" + path);
    }

    /** Returns a request with the API key. */
    protected HttpRequest.Builder authorized(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(setup.timeout())
                .header("Authorization", "Bearer " + setup.apiKey());
    }

    /**
     * Sends a request and reads the whole response. The JDK's timeout covers only the head of a response; this one covers the body too.
     */
    protected RawResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        CompletableFuture<byte[]> body = CompletableFuture.supplyAsync(() -> {
            try (InputStream in = response.body()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
        try {
            byte[] whole = body.get(setup.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return new RawResponse(response.statusCode(), retryAfter, whole);
        } catch (TimeoutException | ExecutionException e) {
            response.body().close();
            throw new IncompleteResponseException(e);
        }
    }

    /** A response that ended too early, or not in time. */
    public static final class IncompleteResponseException extends IOException {
        private static final long serialVersionUID = 1L;

        IncompleteResponseException(Exception cause) {
            super("The response is incomplete", cause);
        }
    }

    /** Reads the envelope of a response. */
    protected Parsed parse(RawResponse response) {
        JsonNode envelope;
        try {
            envelope = Json.MAPPER.readTree(response.body());
        } catch (JacksonException e) {
            envelope = MissingNode.getInstance();
        }
        JsonNode code = envelope.path("code");
        if (!code.isIntegralNumber() || !code.canConvertToInt()) {
            boolean unavailable = List.of(408, 429, 502, 503, 504).contains(response.status());
            return Parsed.failure(new Outcome(
                    Kind.INVALID_RESPONSE, "", unavailable ? 503 : 0, "", -1, List.of(), response.retryAfter(), null));
        } else if (code.asInt() != 200) {
            String msg = text(envelope.path("msg"));
            return Parsed.failure(Outcome.apiError("", code.asInt(), msg, response.retryAfter(), null));
        }
        return response.status() == 200
                ? new Parsed(envelope.path("data"), null)
                : Parsed.failure(Outcome.of(Kind.INVALID_RESPONSE, "", null));
    }

    protected static String text(JsonNode node) {
        return node.isString() ? node.asString() : "";
    }
}
