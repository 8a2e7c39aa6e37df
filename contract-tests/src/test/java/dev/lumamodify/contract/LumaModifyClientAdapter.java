package dev.lumamodify.contract;

import dev.lumamodify.client.ApiException;
import dev.lumamodify.client.CallbackRejectedException;
import dev.lumamodify.client.CallbackVerifier;
import dev.lumamodify.client.DownloadException;
import dev.lumamodify.client.InvalidResponseException;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.LumaModifyException;
import dev.lumamodify.client.SubmissionOutcomeUnknownException;
import dev.lumamodify.client.TaskFailedException;
import dev.lumamodify.client.TransportException;
import dev.lumamodify.client.UploadOptions;
import dev.lumamodify.client.VerifiedCallback;
import dev.lumamodify.client.WaitInterruptedException;
import dev.lumamodify.client.WaitTimeoutException;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import dev.lumamodify.client.model.TaskStatus;
import dev.lumamodify.client.spi.Scheduler;
import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Adapts the client of this project to the checks. */
public final class LumaModifyClientAdapter implements ClientAdapter {
    private static final OkHttpClient SHARED = new OkHttpClient();

    private final OkHttpClient http;
    private final LumaModify client;

    private LumaModifyClientAdapter(Setup setup) {
        http = SHARED.newBuilder()
                .dispatcher(new Dispatcher(new DirectExecutor()))
                .connectionPool(new ConnectionPool())
                .connectTimeout(setup.timeout())
                .build();
        client = LumaModify.builder()
                .baseUrl(setup.baseUrl().toString())
                .uploadUrl(setup.uploadUrl().toString())
                .apiKey(setup.apiKey())
                .timeout(setup.timeout())
                .callFactory(http)
                .scheduler(scheduler(setup.clock()))
                // An asynchronous call has ended when it returns.
                .executor(Runnable::run)
                .build();
    }

    /** Creates clients of this project. */
    public static final class Factory implements ClientAdapter.Factory {
        @Override
        public ClientAdapter newClient(Setup setup) {
            return new LumaModifyClientAdapter(setup);
        }

        /** The executors of the client run everything on the calling thread. */
        @Override
        public boolean usesOwnThreads() {
            return false;
        }

        @Override
        public Outcome verify(List<String> keys, Instant now, Map<String, List<String>> headers, byte[] body) {
            return outcome(() -> {
                VerifiedCallback callback = verifier(keys, now).verify(headers, body);
                return Outcome.of(Kind.SUCCESS, callback.taskId(), null);
            });
        }

        /** The client has no server, so this is the receiver of its README, in a server that permits POST only. */
        @Override
        public Receiver newReceiver(List<String> keys, Instant now, Consumer<String> handler) {
            CallbackVerifier verifier = verifier(keys, now);
            return (method, headers, body) -> {
                if (!method.equals("POST")) {
                    return 405;
                }
                try {
                    handler.accept(verifier.verify(headers, body).taskId());
                    return 200;
                } catch (CallbackRejectedException e) {
                    return 400;
                } catch (RuntimeException e) {
                    return 500;
                }
            };
        }

        private static CallbackVerifier verifier(List<String> keys, Instant now) {
            String[] more = keys.subList(1, keys.size()).toArray(String[]::new);
            return CallbackVerifier.of(keys.get(0), more).withClock(Clock.fixed(now, ZoneOffset.UTC));
        }
    }

    @Override
    public Outcome submit(SubmitRequest submission) {
        return outcome(() -> {
            ModifyRequest.Builder request =
                    ModifyRequest.builder().prompt(submission.prompt()).videoUrl(submission.videoUrl());
            if (submission.callBackUrl() != null) {
                request.callBackUrl(submission.callBackUrl());
            }
            if (submission.watermark() != null) {
                request.watermark(submission.watermark());
            }
            return Outcome.of(Kind.SUCCESS, client.modify(request.build()), null);
        });
    }

    @Override
    public Outcome read(String taskId) {
        return outcome(() -> task(client.getTask(taskId)));
    }

    @Override
    public CompletableFuture<Outcome> awaitCompletion(String taskId) {
        CompletableFuture<TaskRecord> wait = client.awaitCompletionAsync(taskId);
        CompletableFuture<Outcome> outcome = wait.handle((task, failure) -> outcome(() -> {
            if (failure instanceof LumaModifyException e) {
                throw e;
            } else if (failure != null) {
                throw new CompletionException(failure);
            }
            return task(task);
        }));
        CompletableFuture<Outcome> unused = outcome.whenComplete((result, failure) -> {
            if (outcome.isCancelled()) {
                wait.cancel(true);
            }
        });
        return outcome;
    }

    @Override
    public Outcome awaitCompletionBlocking(String taskId) {
        return outcome(() -> task(client.awaitCompletion(taskId)));
    }

    @Override
    public Outcome upload(Path file, String folder, String name) {
        UploadOptions options = UploadOptions.defaults().withUploadPath(folder).withFileName(name);
        return outcome(() -> Outcome.uploaded(client.upload(file, options).url()));
    }

    @Override
    public Outcome download(String url, Path target) {
        TaskResults results = new TaskResults(ClientTestContext.TASK_ID, List.of(), List.of(url));
        TaskRecord task =
                new TaskRecord(ClientTestContext.TASK_ID, null, null, null, TaskStatus.SUCCESS, results, null, null);
        return outcome(() -> {
            client.download(task, target);
            return Outcome.of(Kind.SUCCESS, "", null);
        });
    }

    @Override
    public void close() {
        client.close();
        http.connectionPool().evictAll();
    }

    private static Outcome task(TaskRecord task) {
        TaskResults results = task.response();
        List<String> urls = results == null ? List.of() : results.resultUrls();
        return Outcome.task(task.taskId(), task.successFlag().value(), urls);
    }

    private static Outcome outcome(Supplier<Outcome> call) {
        try {
            return call.get();
        } catch (ApiException e) {
            Duration retryAfter = e.retryAfter().orElse(null);
            return Outcome.apiError(e.taskId().orElse(""), e.code().value(), e.msg(), retryAfter, e)
                    .withHttpStatus(e.httpStatus());
        } catch (LumaModifyException e) {
            Throwable response = e instanceof SubmissionOutcomeUnknownException ? e.getCause() : e;
            int httpStatus = response instanceof InvalidResponseException invalid ? invalid.httpStatus() : 0;
            return Outcome.of(kind(e), e.taskId().orElse(""), e).withHttpStatus(httpStatus);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // An invalid argument, or a call after close.
            return Outcome.of(Kind.INVALID, "", e);
        } catch (Exception | Error e) {
            return Outcome.of(Kind.OTHER, "", e);
        }
    }

    private static Kind kind(LumaModifyException e) {
        if (e instanceof InvalidResponseException) {
            return Kind.INVALID_RESPONSE;
        } else if (e instanceof SubmissionOutcomeUnknownException) {
            return Kind.OUTCOME_UNKNOWN;
        } else if (e instanceof TransportException || e instanceof DownloadException) {
            return Kind.NOT_SENT;
        } else if (e instanceof TaskFailedException) {
            return Kind.TASK_FAILED;
        } else if (e instanceof WaitTimeoutException) {
            return Kind.TIMED_OUT;
        } else if (e instanceof WaitInterruptedException) {
            return Kind.INTERRUPTED;
        }
        return e instanceof CallbackRejectedException ? Kind.REJECTED : Kind.OTHER;
    }

    static Scheduler scheduler(VirtualClock clock) {
        return new Scheduler() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                clock.sleep(duration);
            }

            @Override
            public Runnable schedule(Duration delay, Runnable task) {
                return clock.schedule(delay, task);
            }
        };
    }

    /** Runs tasks on the calling thread, so that an asynchronous call has ended when it returns. */
    private static final class DirectExecutor extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
