package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.StandaloneClient;
import dev.lumamodify.contract.StandaloneClient.Timing;
import dev.lumamodify.contract.StandaloneHttp.Parsed;
import dev.lumamodify.contract.StandaloneHttp.RawResponse;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.client.ForwardingClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Clients whose state outlives a call and affects others, that leak, or that send to another place. */
final class StateFaults {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What a client does not release. */
    private static final List<Object> KEPT = new CopyOnWriteArrayList<>();

    private final ClientFaultTable table;

    private StateFaults(ClientFaultTable table) {
        this.table = table;
    }

    static void addTo(ClientFaultTable table) {
        StateFaults faults = new StateFaults(table);
        faults.addConcurrentCalls();
        faults.addSeveralClients();
        faults.addSequences();
        faults.addUrls();
        faults.addLeaks();
    }

    /** Adds faults of closed clients. */
    static void addTo(FaultyClients clients) {
        FaultyClients closed = clients.foundBy("client.closed");
        closed.wraps("goes on polling when it is closed", client -> new ForwardingClient(client) {
            @Override
            public void close() {}
        });
        closed.wraps("throws an undocumented exception for a read after it was closed", client -> {
            return new ForwardingClient(client) {
                private boolean isClosed;

                @Override
                public Outcome read(String taskId) {
                    return isClosed ? Outcome.of(Kind.OTHER, taskId, null) : super.read(taskId);
                }

                @Override
                public void close() {
                    isClosed = true;
                    super.close();
                }
            };
        });
    }

    private void addConcurrentCalls() {
        add("client.concurrent-calls", "keeps the request in a field while it is sent", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                private final AtomicReference<@Nullable SubmitRequest> current = new AtomicReference<>();

                @Override
                public Outcome submit(SubmitRequest request) {
                    SubmitRequest other = current.compareAndExchange(null, request);
                    Outcome outcome = super.submit(other == null ? request : other);
                    current.set(null);
                    return outcome;
                }
            };
        });
        add("client.concurrent-calls", "rejects a call while another one is in progress", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                private final AtomicInteger calls = new AtomicInteger();

                @Override
                public Outcome submit(SubmitRequest request) {
                    try {
                        return calls.incrementAndGet() > 1
                                ? Outcome.of(Kind.NOT_SENT, "", null)
                                : super.submit(request);
                    } finally {
                        calls.decrementAndGet();
                    }
                }
            };
        });
        add("client.concurrent-calls", "shares one response among reads that overlap", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                private final AtomicReference<@Nullable CompletableFuture<Outcome>> inFlight = new AtomicReference<>();

                @Override
                public Outcome read(String taskId) {
                    CompletableFuture<Outcome> own = new CompletableFuture<>();
                    CompletableFuture<Outcome> other = inFlight.compareAndExchange(null, own);
                    if (other != null) {
                        return other.join();
                    }
                    Outcome outcome = super.read(taskId);
                    own.complete(outcome);
                    inFlight.set(null);
                    return outcome;
                }
            };
        });
    }

    private void addSeveralClients() {
        AtomicReference<@Nullable Setup> shared = new AtomicReference<>();
        add("client.several-clients", "uses the setup of the newest client", (setup, timing) -> {
            shared.set(setup);
            return new StandaloneClient(setup, timing) {
                @Override
                protected HttpRequest.Builder authorized(String url) {
                    Setup newest = shared.get();
                    return super.authorized(url)
                            .setHeader("Authorization", "Bearer " + (newest == null ? setup : newest).apiKey());
                }
            };
        });
        AtomicInteger closed = new AtomicInteger();
        add("client.several-clients", "ends the connections of all clients when one is closed", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                private final int closedBefore = closed.get();

                @Override
                protected RawResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
                    if (closed.get() > closedBefore) {
                        throw new IOException("The connection pool is closed");
                    }
                    return super.send(request);
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        });
    }

    private void addSequences() {
        add("client.call-sequences", "submits again if the earlier call has failed", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                private boolean failed;

                @Override
                public Outcome submit(SubmitRequest request) {
                    boolean again = failed;
                    Outcome outcome = super.submit(request);
                    failed = outcome.kind() != Kind.SUCCESS;
                    return again && failed ? super.submit(request) : outcome;
                }
            };
        });
        add("client.call-sequences", "reports the failure of the earlier call after a success", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                private @Nullable Outcome failure;

                @Override
                protected Parsed parse(RawResponse response) {
                    Parsed parsed = super.parse(response);
                    Outcome earlier = failure;
                    failure = parsed.failure();
                    return earlier != null && earlier.code() == 455 ? new Parsed(parsed.data(), earlier) : parsed;
                }
            };
        });
        add("client.call-sequences", "reports an earlier failure and sends nothing", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                private @Nullable Outcome failure;

                @Override
                protected Parsed parse(RawResponse response) {
                    Parsed parsed = super.parse(response);
                    failure = parsed.failure();
                    return parsed;
                }

                @Override
                public Outcome submit(SubmitRequest request) {
                    Outcome earlier = failure;
                    failure = null;
                    return earlier == null ? super.submit(request) : earlier;
                }
            };
        });
        add(
                "client.call-sequences",
                "takes HTTP 429 with a success for a rejection of the create request",
                (setup, timing) -> {
                    return new StandaloneClient(setup, timing) {
                        @Override
                        protected RawResponse send(HttpRequest.Builder request)
                                throws IOException, InterruptedException {
                            RawResponse response = super.send(request);
                            boolean limited = response.status() == 429 && response.retryAfter() != null;
                            return limited ? super.send(request) : response;
                        }
                    };
                });
        add("client.call-sequences", "submits again if an earlier response had a Retry-After", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                private boolean limited;

                @Override
                protected Parsed parse(RawResponse response) {
                    limited |= response.retryAfter() != null;
                    return super.parse(response);
                }

                @Override
                public Outcome submit(SubmitRequest request) {
                    Outcome outcome = super.submit(request);
                    return limited && outcome.kind() == Kind.OUTCOME_UNKNOWN ? super.submit(request) : outcome;
                }
            };
        });
        add("client.call-sequences", "reports the earlier status if a poll fails during a wait", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                private @Nullable Outcome earlier;

                @Override
                protected Outcome task(String taskId, JsonNode data) {
                    Outcome task = super.task(taskId, data);
                    Outcome before = earlier;
                    earlier = task;
                    return before != null && before.successFlag() > task.successFlag() ? before : task;
                }
            };
        });
    }

    private void addUrls() {
        sendsTo("ignores the path of its base URL", url -> URI.create("http://" + url.getAuthority()));
        sendsTo("adds a slash to its base URL", url -> URI.create(url + "//"));
        sendsTo("replaces the last folder of its base URL", url -> {
            String path = url.getPath();
            boolean folder = path.length() > 1 && !path.endsWith("/");
            return folder ? url.resolve(".") : url;
        });
        sendsTo(
                "decodes the path of its base URL",
                url -> URI.create(url.toString().replace("%20", "+")));
        add("client.https", "uses http if the base URL is https", (setup, timing) -> {
            return new StandaloneClient(
                    withUrl(setup, URI.create(setup.baseUrl().toString().replace("https:", "http:"))), timing);
        });
    }

    private void sendsTo(String name, UnaryOperator<URI> change) {
        add(
                "client.base-url",
                name,
                (setup, timing) -> new StandaloneClient(withUrl(setup, change.apply(setup.baseUrl())), timing));
    }

    private static Setup withUrl(Setup setup, URI url) {
        return new Setup(url, setup.uploadUrl(), setup.apiKey(), setup.timeout(), setup.clock());
    }

    private void addLeaks() {
        add("client.connections", "opens a connection for each call and keeps it", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                @Override
                protected RawResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
                    HttpClient own = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build();
                    KEPT.add(own);
                    var response = own.send(request.build(), BodyHandlers.ofByteArray());
                    return new RawResponse(response.statusCode(), null, response.body());
                }
            };
        });
        add("client.connections", "does not read the body of an error", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                @Override
                protected RawResponse send(HttpRequest.Builder request) throws IOException, InterruptedException {
                    var response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
                    if (response.statusCode() != 200) {
                        KEPT.add(response);
                        return new RawResponse(response.statusCode(), null, new byte[0]);
                    }
                    return new RawResponse(200, null, response.body().readAllBytes());
                }
            };
        });
        add("client.threads", "leaves a thread behind when it is closed", (setup, timing) -> {
            ExecutorService executor = Executors.newFixedThreadPool(1, StateFaults::daemon);
            executor.execute(() -> {});
            return new StandaloneClient(setup, timing);
        });
        add("client.threads", "starts a thread for each read that never ends", (setup, timing) -> {
            return new StandaloneClient(setup, timing) {
                @Override
                protected Outcome readOnce(String taskId) {
                    Executors.newFixedThreadPool(1, StateFaults::daemon).execute(() -> {});
                    return super.readOnce(taskId);
                }
            };
        });
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "left-by-a-fault");
        thread.setDaemon(true);
        return thread;
    }

    private void add(String foundBy, String name, BiFunction<Setup, Timing, StandaloneClient> constructor) {
        table.add(foundBy, name, new StandaloneClient.Factory(Timing.VIRTUAL, constructor));
    }
}
