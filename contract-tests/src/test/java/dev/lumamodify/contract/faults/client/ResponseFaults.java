package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.StandaloneClient;
import dev.lumamodify.contract.StandaloneClient.Timing;
import dev.lumamodify.contract.StandaloneHttp.Parsed;
import dev.lumamodify.contract.StandaloneHttp.RawResponse;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.spec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.MissingNode;

/** Clients that handle HTTP errors, damaged or slow responses, Retry-After or task ids wrongly. */
final class ResponseFaults {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Pattern TASK_ID = Pattern.compile("\"taskId\":\"([^\"]*)");

    private final ClientFaultTable table;

    private ResponseFaults(ClientFaultTable table) {
        this.table = table;
    }

    static void addTo(ClientFaultTable table) {
        ResponseFaults faults = new ResponseFaults(table);
        faults.addHttpErrors();
        faults.addDamagedResponses();
        faults.addTransports();
        faults.addRetryAfter();
        faults.addTaskIds();
        faults.addBlockingWaits();
    }

    /** Adds faults that only a recommended check finds. */
    static void addTo(FaultyClients clients) {
        clients.foundBy("read.http-status")
                .reports("reports HTTP status 200 for every failure", outcome -> outcome.withHttpStatus(200));
        clients.foundBy("submit.http-rejections")
                .reports(
                        "reports an HTTP error status as another one",
                        outcome -> outcome.httpStatus() >= 400
                                ? outcome.withHttpStatus(outcome.httpStatus() / 100 * 100)
                                : outcome);
        FaultyClients privacy = clients.foundBy("submit.private-data");
        privacy.submits("prints the prompt", (client, request) -> {
            System.out.println("A fault of a test: " + request.prompt());
            return client.submit(request);
        });
        privacy.submits("logs the URL of the video with its signature", (client, request) -> {
            Logger.getLogger("any").fine(request.videoUrl());
            return client.submit(request);
        });
        privacy.submits("throws exceptions with the request", (client, request) -> {
            Outcome outcome = client.submit(request);
            return outcome.thrown() == null
                    ? outcome
                    : OutcomeEditor.of(outcome)
                            .thrown(new IllegalStateException(request.toString(), outcome.thrown()))
                            .outcome();
        });
        clients.foundBy("submit.cause").submits("drops the cause of a failure", (client, request) -> {
            Outcome outcome = client.submit(request);
            return outcome.thrown() == null
                    ? outcome
                    : OutcomeEditor.of(outcome)
                            .thrown(new IllegalStateException("The request failed"))
                            .outcome();
        });
        clients.foundBy("wait.retry-after-date")
                .polls(
                        "polls after 30 seconds at the latest, whatever Retry-After says",
                        delay -> delay.compareTo(Duration.ofSeconds(30)) > 0 ? Duration.ofSeconds(30) : delay);
        clients.foundBy("read.endless-response").reads("reads a response of any size", (client, id) -> {
            Outcome outcome = client.read(id);
            return outcome.kind() == Kind.INVALID_RESPONSE ? Outcome.task(id, 1, List.of()) : outcome;
        });
    }

    private void addHttpErrors() {
        parses(
                "submit.gateway-errors",
                "reports the status of a gateway as a code of the service",
                (response, parsed) -> {
                    boolean gateway =
                            parsed.failure() != null && parsed.failure().kind() == Kind.INVALID_RESPONSE;
                    return gateway && response.status() >= 500
                            ? failure(Outcome.apiError("", response.status(), "", null, null))
                            : parsed;
                });
        submitsAgain("submit.gateway-errors", "submits again after HTTP 502, 503 and 504", outcome -> {
            return outcome.kind() == Kind.INVALID_RESPONSE && outcome.code() == 503;
        });
        parses("submit.gateway-errors", "reports HTTP 503 without an envelope as not sent", (response, parsed) -> {
            return response.status() == 503
                            && parsed.failure() != null
                            && parsed.failure().kind() != Kind.API_ERROR
                    ? failure(Outcome.of(Kind.NOT_SENT, "", null))
                    : parsed;
        });
        parses("submit.http-rejections", "reports HTTP 413 as code 400", (response, parsed) -> {
            return response.status() == 413 ? failure(Outcome.apiError("", 400, "", null, null)) : parsed;
        });
        parses("read.http-errors", "reports HTTP 403 without an envelope as a task in progress", (response, parsed) -> {
            return response.status() == 403 && new String(response.body(), StandardCharsets.UTF_8).isEmpty()
                    ? data("{\"taskId\":\"" + ClientTestContext.TASK_ID + "\",\"successFlag\":0}")
                    : parsed;
        });
        parses("read.http-errors", "throws an undocumented exception for an error page", (response, parsed) -> {
            return response.status() >= 400 && response.body().length > 0 && response.body()[0] == '<'
                    ? failure(Outcome.of(Kind.OTHER, "", null))
                    : parsed;
        });
        add("wait.http-errors", "takes HTTP 404 from a gateway for the end of a task", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                private volatile int status;

                @Override
                protected Parsed parse(RawResponse response) {
                    status = response.status();
                    return super.parse(response);
                }

                @Override
                protected @Nullable Outcome end(String taskId, Outcome read, boolean mayBeDelayed) {
                    return status == 404 && read.kind() == Kind.INVALID_RESPONSE
                            ? Outcome.of(Kind.TASK_FAILED, taskId, null)
                            : super.end(taskId, read, mayBeDelayed);
                }
            };
        });
    }

    private static Parsed failure(Outcome outcome) {
        return new Parsed(MissingNode.getInstance(), outcome);
    }

    private static Parsed data(String json) {
        return new Parsed(Json.parse(json), null);
    }

    private void addDamagedResponses() {
        parses("submit.damaged-response", "takes the first task id of a response that is cut", (response, parsed) -> {
            Matcher id = TASK_ID.matcher(new String(response.body(), StandardCharsets.UTF_8));
            return parsed.failure() != null && id.find()
                    ? data("{\"taskId\":\""
                            + id.group(1).substring(0, id.group(1).length() / 2) + "\"}")
                    : parsed;
        });
        parses("submit.damaged-response", "crashes on deep JSON", (response, parsed) -> {
            return new String(response.body(), StandardCharsets.UTF_8).contains("[[[[[[[")
                    ? failure(Outcome.of(Kind.OTHER, "", null))
                    : parsed;
        });
        parses("submit.damaged-response", "reports an unreadable response as a rejection", (response, parsed) -> {
            return parsed.failure() != null
                            && parsed.failure().kind() == Kind.INVALID_RESPONSE
                            && response.status() == 200
                    ? failure(Outcome.apiError("", 500, "", null, null))
                    : parsed;
        });
        submitsAgain("submit.damaged-response", "submits again if the response cannot be decoded", outcome -> {
            return outcome.kind() == Kind.INVALID_RESPONSE && outcome.code() == 0;
        });
        parses("read.damaged-response", "takes an unreadable task for one in progress", (response, parsed) -> {
            return parsed.failure() != null && response.status() == 200 && response.body().length > 100
                    ? data("{\"taskId\":\"" + ClientTestContext.TASK_ID + "\",\"successFlag\":0}")
                    : parsed;
        });
    }

    private void addTransports() {
        reads("submit.any-transport", "reads only the first bytes that arrive", in -> in.readNBytes(40));
        add("read.no-response-times-out", "takes what has arrived at its timeout for the response", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                @Override
                protected RawResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
                    HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
                    ByteArrayOutputStream arrived = new ByteArrayOutputStream();
                    CompletableFuture<Void> body = CompletableFuture.runAsync(() -> {
                        try {
                            response.body().transferTo(arrived);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
                    try {
                        body.get(setup.timeout().toMillis(), TimeUnit.MILLISECONDS);
                    } catch (TimeoutException | ExecutionException e) {
                        response.body().close();
                    }
                    return new RawResponse(response.statusCode(), null, arrived.toByteArray());
                }
            };
        });
        add("submit.any-transport", "asks for gzip and does not decompress it", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                @Override
                protected HttpRequest.Builder authorized(String url) {
                    return super.authorized(url).header("Accept-Encoding", "gzip");
                }
            };
        });
    }

    private void addRetryAfter() {
        retryAfter("wait.unusual-retry-after", "takes Retry-After: 0 for a day", value -> {
            return value.equals("0") ? Duration.ofDays(1) : null;
        });
        retryAfter("wait.unusual-retry-after", "takes a Retry-After that is no number for a day", value -> {
            return value.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(value)) : Duration.ofDays(1);
        });
        retryAfter("wait.long-retry-after", "reads Retry-After as a 32-bit integer of milliseconds", value -> {
            return value.matches("[0-9]{1,9}")
                    ? Duration.ofMillis(Math.abs((int) (Long.parseLong(value) * 1000)) % 5000)
                    : null;
        });
        add("read.unusual-retry-after", "waits for any Retry-After before it reads again", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                @Override
                public Outcome read(String taskId) {
                    Outcome outcome = super.read(taskId);
                    Duration delay = outcome.retryAfter();
                    if (delay == null) {
                        return outcome;
                    }
                    try {
                        sleep(delay);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return super.read(taskId);
                }
            };
        });
        add("wait.long-retry-after", "waits for Retry-After beyond its own timeout", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                @Override
                protected Duration longestRetryAfter() {
                    return Duration.ofDays(100_000);
                }
            };
        });
    }

    private void addTaskIds() {
        sendsId("read.request", "sends task ids in lower case", id -> id.toLowerCase(Locale.ROOT));
        sendsId("read.request", "cuts task ids after 64 characters", id -> id.substring(0, Math.min(64, id.length())));
        sendsId("read.request", "removes dashes from task ids", id -> id.replace("-", ""));
        add("wait.any-task-id", "sends task ids in lower case during a wait", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                @Override
                public Outcome awaitCompletionBlocking(String taskId) {
                    return super.awaitCompletionBlocking(taskId.toLowerCase(Locale.ROOT));
                }
            };
        });
    }

    private void addBlockingWaits() {
        add("wait.not-found", "goes on waiting for an unknown task if the wait blocks", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                @Override
                public CompletableFuture<Outcome> awaitCompletion(String taskId) {
                    return CompletableFuture.completedFuture(super.awaitCompletionBlocking(taskId));
                }

                @Override
                public Outcome awaitCompletionBlocking(String taskId) {
                    Outcome end = super.awaitCompletionBlocking(taskId);
                    return end.code() == 404 ? Outcome.of(Kind.TIMED_OUT, taskId, null) : end;
                }
            };
        });
    }

    private void sendsId(String foundBy, String name, UnaryOperator<String> change) {
        add(foundBy, name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public Outcome read(String taskId) {
                return super.read(change.apply(taskId));
            }
        });
    }

    private void submitsAgain(String foundBy, String name, Predicate<Outcome> repeated) {
        add(foundBy, name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public Outcome submit(SubmitRequest request) {
                Outcome first = super.submit(request);
                return repeated.test(first) ? super.submit(request) : first;
            }
        });
    }

    private interface Reader {
        byte[] read(InputStream in) throws IOException;
    }

    private void reads(String foundBy, String name, Reader reader) {
        add(foundBy, name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected RawResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
                var response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
                try (InputStream in = response.body()) {
                    return new RawResponse(response.statusCode(), null, reader.read(in));
                }
            }
        });
    }

    private void retryAfter(String foundBy, String name, Function<String, @Nullable Duration> parser) {
        add(foundBy, name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected RawResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
                HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
                Duration delay =
                        response.headers().firstValue("Retry-After").map(parser).orElse(null);
                return new RawResponse(response.statusCode(), delay, response.body());
            }
        });
    }

    private void parses(String foundBy, String name, BiFunction<RawResponse, Parsed, Parsed> change) {
        add(foundBy, name, (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected Parsed parse(RawResponse response) {
                return change.apply(response, super.parse(response));
            }
        });
    }

    private void add(String foundBy, String name, BiFunction<Setup, Timing, StandaloneClient> constructor) {
        table.add(foundBy, name, new StandaloneClient.Factory(Timing.VIRTUAL, constructor));
    }
}
