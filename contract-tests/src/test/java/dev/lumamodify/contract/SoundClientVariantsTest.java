package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.StandaloneClient.Timing;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.harness.CheckResult;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** Clients that differ from this project's client without breaking a rule of the API. No required check fails. */
@Tag("seeds")
@Isolated("The checks read what the process prints and change its locale.")
class SoundClientVariantsTest extends SoundClients {
    /** These wait in real time, for a timeout that no variant changes. */
    private static final Set<String> TIMEOUTS = Set.of("read.no-response-times-out", "submit.no-response-times-out");

    @TestFactory
    Stream<DynamicTest> noRequiredCheckFails() {
        variants.addAll(new SoundRequests().variants);
        client(
                "read wait",
                "reports an undocumented status as -1",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected Outcome task(String taskId, JsonNode data) {
                        Outcome task = super.task(taskId, data);
                        return task.kind() == Kind.SUCCESS && (task.successFlag() < 0 || task.successFlag() > 4)
                                ? Outcome.task(taskId, -1, task.resultUrls())
                                : task;
                    }
                });
        client(
                "submit",
                "submits again after code 429 and its Retry-After",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    public Outcome submit(SubmitRequest request) {
                        Outcome outcome = super.submit(request);
                        for (int retry = 0; retry < 2 && outcome.code() == 429; retry++) {
                            Duration delay = outcome.retryAfter();
                            if (delay == null || delay.compareTo(Duration.ofMinutes(1)) > 0) {
                                return outcome;
                            }
                            try {
                                sleep(delay);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                return outcome;
                            }
                            outcome = super.submit(request);
                        }
                        return outcome;
                    }
                });
        client(
                "wait",
                "gives up a wait after 29 polls every 30 seconds",
                (setup, timing) -> new StandaloneClient(
                        setup, new Timing(true, timing.retryDelay(), Duration.ofSeconds(30), Duration.ofSeconds(870))));
        client(
                "wait",
                "polls every 10 seconds for an hour",
                (setup, timing) -> new StandaloneClient(
                        setup, new Timing(true, timing.retryDelay(), Duration.ofSeconds(10), Duration.ofHours(1))));
        addWaits();
        addReads();
        addOutcomes();
        assertThat(variants).hasSizeGreaterThanOrEqualTo(25);
        return variants.stream()
                .map(variant -> DynamicTest.dynamicTest(variant.name(), () -> {
                    List<CheckResult> results = ClientChecks.results(
                            variant.clients(),
                            1,
                            check -> !check.isRecommended()
                                    && (variant.checks().contains(check.id())
                                            || (variant.checks().contains(check.topic())
                                                    && !TIMEOUTS.contains(check.id()))),
                            false);

                    assertThat(results).isNotEmpty();
                    assertThat(results).noneMatch(CheckResult::isFailure);
                }));
    }

    private void ownThreads(String name, BiFunction<Setup, Timing, StandaloneClient> constructor) {
        variants.add(new Variant(name, Set.of("wait"), new StandaloneClient.Factory(Timing.VIRTUAL, constructor) {
            @Override
            public boolean usesOwnThreads() {
                return true;
            }
        }));
    }

    private void addWaits() {
        timing("polls every 5 seconds", Duration.ofSeconds(5), Duration.ofMinutes(20));
        timing("polls every minute", Duration.ofMinutes(1), Duration.ofMinutes(45));
        ownThreads("waits on a thread of its own", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public CompletableFuture<Outcome> awaitCompletion(String taskId) {
                CompletableFuture<Outcome> wait = new CompletableFuture<>();
                Thread thread = new Thread(() -> wait.complete(awaitCompletionBlocking(taskId)));
                CompletableFuture<Outcome> unused = wait.whenComplete((outcome, failure) -> {
                    if (wait.isCancelled()) {
                        thread.interrupt();
                    }
                });
                thread.start();
                return wait;
            }
        });
        client(
                "wait",
                "polls at growing intervals, the first time after 10 seconds",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    private Duration interval = Duration.ZERO;

                    @Override
                    public Outcome awaitCompletionBlocking(String taskId) {
                        interval = Duration.ofSeconds(5);
                        try {
                            sleep(Duration.ofSeconds(10));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            return Outcome.of(Kind.INTERRUPTED, taskId, e);
                        }
                        return super.awaitCompletionBlocking(taskId);
                    }

                    @Override
                    protected void sleep(Duration duration) throws InterruptedException {
                        interval = interval.multipliedBy(2);
                        Duration max = Duration.ofSeconds(60);
                        Duration grown = interval.compareTo(max) < 0 ? interval : max;
                        super.sleep(duration.compareTo(grown) > 0 ? duration : grown);
                    }
                });
        client(
                "wait",
                "ends a wait on a code that the document does not have",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected @Nullable Outcome end(String taskId, Outcome read, boolean mayBeDelayed) {
                        boolean documented =
                                List.of(401, 404, 422, 429, 455, 500, 501).contains(read.code());
                        return read.kind() == Kind.API_ERROR && !documented
                                ? Outcome.apiError(taskId, read.code(), read.msg(), null, null)
                                : super.end(taskId, read, mayBeDelayed);
                    }
                });
    }

    private void addReads() {
        client("read", "never repeats a read", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected boolean isTransient(Outcome outcome) {
                return false;
            }
        });
        client("read", "repeats only reads without a response", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected boolean isTransient(Outcome outcome) {
                return outcome.kind() == Kind.NOT_SENT;
            }
        });
        client("read", "repeats a read up to eight times", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public Outcome read(String taskId) {
                Outcome outcome = super.read(taskId);
                for (int i = 0;
                        i < 2 && isTransient(outcome) && !Thread.currentThread().isInterrupted();
                        i++) {
                    boolean limited = outcome.retryAfter() != null;
                    outcome = limited ? outcome : super.read(taskId);
                }
                return outcome;
            }
        });
        client("read", "repeats a read of an unknown task", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected boolean isTransient(Outcome outcome) {
                return List.of(404, 422).contains(outcome.code()) || super.isTransient(outcome);
            }
        });
        client("read.request", "encodes a space as %20", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            protected HttpRequest.Builder authorized(String url) {
                return super.authorized(url.replace("+", "%20"));
            }
        });
    }

    private void addOutcomes() {
        client(
                "submit",
                "does not know what a refused connection means",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    public Outcome submit(SubmitRequest request) {
                        Outcome outcome = super.submit(request);
                        return outcome.kind() == Kind.NOT_SENT
                                ? Outcome.of(Kind.OUTCOME_UNKNOWN, "", outcome.thrown())
                                : outcome;
                    }
                });
        client(
                "wait.interrupt",
                "clears the interrupt that it reports",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    public Outcome awaitCompletionBlocking(String taskId) {
                        Outcome outcome = super.awaitCompletionBlocking(taskId);
                        boolean unused = outcome.kind() == Kind.INTERRUPTED && Thread.interrupted();
                        return outcome;
                    }
                });
        client(
                "upload",
                "reports an upload without a URL as an API error",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected Outcome uploadOnce(Path file, String folder, String name) {
                        Outcome outcome = super.uploadOnce(file, folder, name);
                        return outcome.kind() == Kind.INVALID_RESPONSE
                                ? Outcome.apiError("", 200, "no URL", null, null)
                                : outcome;
                    }
                });
        client(
                "submit",
                "pauses half a second before each submission",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    public Outcome submit(SubmitRequest request) {
                        try {
                            sleep(Duration.ofMillis(500));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            return Outcome.of(Kind.NOT_SENT, "", e);
                        }
                        return super.submit(request);
                    }
                });
        client(
                "submit",
                "rejects prompts that are blank or longer than 20,000 characters, and unusual URLs",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    public Outcome submit(SubmitRequest request) {
                        boolean valid = !request.prompt().isBlank()
                                && request.prompt().length() <= 20_000
                                && request.videoUrl().matches("https?://[\\w.:-]+/[!-~]+");
                        return valid ? super.submit(request) : Outcome.of(Kind.INVALID, "", null);
                    }
                });
        client("submit", "does not expose Retry-After", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public Outcome submit(SubmitRequest request) {
                Outcome outcome = super.submit(request);
                return outcome.kind() == Kind.API_ERROR
                        ? Outcome.apiError("", outcome.code(), outcome.msg(), null, null)
                        : outcome;
            }
        });
        client(
                "submit read.no-success-without-task read.bounded-retries read.api-errors",
                "reports an HTTP status 4xx without an envelope as an API error",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    protected Parsed parse(RawResponse response) {
                        Parsed parsed = super.parse(response);
                        Outcome failure = parsed.failure();
                        boolean rejected = failure != null
                                && failure.kind() == Kind.INVALID_RESPONSE
                                && response.status() / 100 == 4;
                        return rejected
                                ? new Parsed(
                                        parsed.data(),
                                        Outcome.apiError("", response.status(), "", response.retryAfter(), null))
                                : parsed;
                    }
                });
        client(
                "upload download",
                "neither uploads nor downloads",
                (setup, timing) -> new StandaloneClient(setup, timing) {
                    @Override
                    public Outcome upload(Path file, String folder, String name) {
                        throw new UnsupportedOperationException("uploads");
                    }

                    @Override
                    public Outcome download(String url, Path target) {
                        throw new UnsupportedOperationException("downloads");
                    }
                });
        client("upload", "never repeats an upload", (setup, timing) -> new StandaloneClient(setup, timing) {
            @Override
            public Outcome upload(Path file, String folder, String name) {
                return uploadOnce(file, folder, name);
            }
        });
    }
}
