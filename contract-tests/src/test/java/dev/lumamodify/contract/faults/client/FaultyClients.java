package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.client.ForwardingClient;
import dev.lumamodify.contract.internal.client.ForwardingFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Adds clients that do one thing differently from a correct client, which they wrap. One check must find them. */
final class FaultyClients {
    private final ClientFaultTable table;
    private final ClientAdapter.Factory correct;
    private final String foundBy;

    FaultyClients(ClientFaultTable table, ClientAdapter.Factory correct, String foundBy) {
        this.table = table;
        this.correct = correct;
        this.foundBy = foundBy;
    }

    FaultyClients foundBy(String check) {
        return new FaultyClients(table, correct, check);
    }

    /** The arguments of a verification. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record SignedRequest(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
        SignedRequest withKeys(List<String> other) {
            return new SignedRequest(other, now, headers, body);
        }

        SignedRequest at(Instant time) {
            return new SignedRequest(keys, time, headers, body);
        }

        SignedRequest withHeaders(Map<String, List<String>> other) {
            return new SignedRequest(keys, now, other, body);
        }

        SignedRequest withBody(byte[] other) {
            return new SignedRequest(keys, now, headers, other);
        }
    }

    /** Verifies a callback with the correct client. */
    interface Verifier {
        Outcome verify(SignedRequest request);
    }

    /** The client submits differently; the function gets the correct client and the request. */
    void submits(String name, BiFunction<ClientAdapter, SubmitRequest, Outcome> submit) {
        wraps(name, client -> new ForwardingClient(client) {
            @Override
            public Outcome submit(SubmitRequest request) {
                return submit.apply(client, request);
            }
        });
    }

    /** The client submits again if the first outcome is one of some. */
    void submitsAgain(String name, Predicate<Outcome> repeated) {
        submits(name, (client, request) -> {
            Outcome first = client.submit(request);
            return repeated.test(first) ? client.submit(request) : first;
        });
    }

    /** The client sends another create request. */
    void sends(String name, UnaryOperator<SubmitRequest> change) {
        submits(name, (client, request) -> client.submit(change.apply(request)));
    }

    /** The client sends another prompt. */
    void sendsPrompt(String name, UnaryOperator<String> change) {
        sends(
                name,
                request -> new SubmitRequest(
                        change.apply(request.prompt()),
                        request.videoUrl(),
                        request.callBackUrl(),
                        request.watermark()));
    }

    /** The client reads differently; the function gets the correct client and the task id. */
    void reads(String name, BiFunction<ClientAdapter, String, Outcome> read) {
        wraps(name, client -> new ForwardingClient(client) {
            @Override
            public Outcome read(String taskId) {
                return read.apply(client, taskId);
            }
        });
    }

    /** The client uploads differently; the function gets the correct client, the file, its folder and its name. */
    void uploads(String name, Upload upload) {
        wraps(name, client -> new ForwardingClient(client) {
            @Override
            public Outcome upload(Path file, String folder, String fileName) {
                return upload.upload(client, file, folder, fileName);
            }
        });
    }

    interface Upload {
        Outcome upload(ClientAdapter client, Path file, String folder, String fileName);
    }

    /** The client reports another kind for some outcomes of any call. */
    void reports(String name, Predicate<Outcome> changed, Kind kind) {
        reports(
                name,
                outcome -> changed.test(outcome)
                        ? OutcomeEditor.of(outcome).kind(kind).outcome()
                        : outcome);
    }

    /** The client reports another outcome of any call. */
    void reports(String name, UnaryOperator<Outcome> change) {
        wraps(name, client -> new ForwardingClient(client) {
            @Override
            public Outcome submit(SubmitRequest request) {
                return change.apply(super.submit(request));
            }

            @Override
            public Outcome read(String taskId) {
                return change.apply(super.read(taskId));
            }

            @Override
            public Outcome upload(Path file, String folder, String fileName) {
                return change.apply(super.upload(file, folder, fileName));
            }

            @Override
            public CompletableFuture<Outcome> awaitCompletion(String taskId) {
                return changed(super.awaitCompletion(taskId), change);
            }
        });
    }

    /** The client reports another kind for some outcomes of a wait. */
    void reportsWait(String name, Predicate<Outcome> changed, Kind kind) {
        wraps(name, client -> new ForwardingClient(client) {
            @Override
            public CompletableFuture<Outcome> awaitCompletion(String taskId) {
                return changed(
                        super.awaitCompletion(taskId),
                        outcome -> changed.test(outcome)
                                ? OutcomeEditor.of(outcome).kind(kind).outcome()
                                : outcome);
            }
        });
    }

    /** Returns a future that is cancelled together with the wait. */
    private static CompletableFuture<Outcome> changed(CompletableFuture<Outcome> wait, UnaryOperator<Outcome> change) {
        CompletableFuture<Outcome> changed = wait.thenApply(change);
        CompletableFuture<Outcome> unused = changed.whenComplete((outcome, failure) -> {
            if (changed.isCancelled()) {
                wait.cancel(true);
            }
        });
        return changed;
    }

    /** Changes the time that the client sleeps. */
    interface SleepChange {
        Duration change(Duration sleep) throws InterruptedException;
    }

    /** The client sleeps for another time between requests. */
    void sleeps(String name, SleepChange change) {
        usesClock(name, change, delay -> delay);
    }

    /** The client schedules the requests of a wait at other times. */
    void polls(String name, UnaryOperator<Duration> change) {
        usesClock(name, sleep -> sleep, change);
    }

    private void usesClock(String name, SleepChange sleep, UnaryOperator<Duration> delay) {
        usesSetup(name, setup -> {
            VirtualClock clock = setup.clock();
            VirtualClock wrong = new VirtualClock() {
                @Override
                public long nanoTime() {
                    return clock.nanoTime();
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    clock.sleep(sleep.change(duration));
                }

                @Override
                public Runnable schedule(Duration duration, Runnable task) {
                    return clock.schedule(delay.apply(duration), task);
                }
            };
            return new Setup(setup.baseUrl(), setup.uploadUrl(), setup.apiKey(), setup.timeout(), wrong);
        });
    }

    /** The client uses another setup. */
    void usesSetup(String name, UnaryOperator<Setup> change) {
        add(name, setup -> correct.newClient(change.apply(setup)));
    }

    /** The client does what a wrapper of the correct client does. */
    void wraps(String name, UnaryOperator<ClientAdapter> wrapper) {
        add(name, setup -> wrapper.apply(correct.newClient(setup)));
    }

    private interface Clients {
        ClientAdapter newClient(Setup setup);
    }

    private void add(String name, Clients clients) {
        table.add(foundBy, name, new ForwardingFactory(correct) {
            @Override
            public ClientAdapter newClient(Setup setup) {
                return clients.newClient(setup);
            }
        });
    }

    /** The client verifies differently; the function gets the correct verification and the callback. */
    void verifies(String name, BiFunction<Verifier, SignedRequest, Outcome> verify) {
        Verifier verifier = request -> correct.verify(request.keys(), request.now(), request.headers(), request.body());
        table.add(foundBy, name, new ForwardingFactory(correct) {
            @Override
            public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
                return verify.apply(verifier, new SignedRequest(keys, now, headers, body));
            }
        });
    }
}
