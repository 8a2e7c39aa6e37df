package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.SlidingWindow;
import dev.lumamodify.client.internal.http.ModifyApi;
import dev.lumamodify.client.spi.OperationObserver;
import dev.lumamodify.client.spi.RateLimiter;
import dev.lumamodify.client.spi.Scheduler;
import dev.lumamodify.client.spi.SubmissionStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Builds a {@link LumaModify} client. Not thread-safe. */
public final class LumaModifyBuilder extends HttpSettings<LumaModifyBuilder> {
    /** The window of the documented rate limit. */
    static final Duration WINDOW = Duration.ofSeconds(ModifyApi.GENERATE_LIMIT_SECONDS);

    String apiKey = "";
    int maxRetries = Backoff.DEFAULT_MAX_RETRIES;
    boolean retryRejectedSubmissions;
    Function<Scheduler, RateLimiter> rateLimiter = time -> new SlidingWindow(time, ModifyApi.GENERATE_LIMIT, WINDOW);
    OperationObserver observer = Operation.UNOBSERVED;

    @Nullable
    Path submissionFile;

    @Nullable
    SubmissionStore submissionStore;

    @Nullable
    Scheduler scheduler;

    @Nullable
    Executor executor;

    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    LumaModifyBuilder() {}

    @Override
    LumaModifyBuilder self() {
        return this;
    }

    /**
     * Sets the API key of the account. Required. It is sent to the base URL and the upload URL only, and never logged.
     *
     * @param apiKey the API key, in printable ASCII without spaces
     * @return this builder
     * @throws IllegalArgumentException if the key is empty or has other characters
     */
    public LumaModifyBuilder apiKey(String apiKey) {
        if (apiKey.isEmpty() || !apiKey.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("apiKey must be printable ASCII without spaces");
        }
        this.apiKey = apiKey;
        return this;
    }

    /**
     * Sets the API key to the environment variable {@code LUMA_API_KEY}, the base URL to {@code LUMA_BASE_URL} and the
     * upload URL to {@code LUMA_UPLOAD_URL}, if they are set and not empty. {@link CallbackVerifier#fromEnv} reads the
     * webhook key.
     *
     * @return this builder
     * @throws IllegalStateException if {@code LUMA_API_KEY} is not set, or empty
     */
    public LumaModifyBuilder fromEnv() {
        return fromEnv(System::getenv);
    }

    LumaModifyBuilder fromEnv(Function<String, @Nullable String> environment) {
        String url = environment.apply("LUMA_BASE_URL");
        String uploadUrl = environment.apply("LUMA_UPLOAD_URL");
        apiKey(CallbackVerifier.requireVariable(environment, "LUMA_API_KEY"));
        if (uploadUrl != null && !uploadUrl.isEmpty()) {
            uploadUrl(uploadUrl);
        }
        return url == null || url.isEmpty() ? this : baseUrl(url);
    }

    /**
     * Sets the maximum number of retries of one read, of one upload, of one download, and of one rejected submission if
     * {@link #retryRejectedSubmissions} permits them. The default is 3. Polls of a wait are no retries.
     *
     * <p>All calls of a client share a budget of 50 retries, so that an outage does not multiply the requests; ten successful
     * calls add one, up to 50. If the budget is empty, a call is not retried, and its exception has a suppressed exception
     * that states this.
     *
     * @param maxRetries the maximum, from 0 (no retries) to 10
     * @return this builder
     * @throws IllegalArgumentException if the number is out of range
     */
    public LumaModifyBuilder maxRetries(int maxRetries) {
        if (maxRetries < 0 || maxRetries > 10) {
            throw new IllegalArgumentException("maxRetries must be from 0 to 10");
        }
        this.maxRetries = maxRetries;
        return this;
    }

    /**
     * Retries submissions that are rejected with code 429 (rate limited) or 455 (under maintenance), which costs nothing.
     * Waits exactly as long as the {@code Retry-After} of the response, if it has one. Disabled by default.
     *
     * @return this builder
     */
    public LumaModifyBuilder retryRejectedSubmissions() {
        this.retryRejectedSubmissions = true;
        return this;
    }

    /**
     * Sets the maximum rate of create requests. Submissions wait for their turn, in first-come order and up to their {@link
     * CallOptions#withQueueTimeout queueTimeout}. The default is the documented limit of an account, 20 requests in 10 seconds;
     * the service rejects more. A retry of a rejected submission counts too. Source: {@code docs/api-facts.md#rate-limit}.
     *
     * <p>A request counts until one window after its response: the service counts it when it arrives, so the limit also
     * holds if requests take different times to arrive. After a rejection with code 429, which means that another client
     * uses the account too, no submission is sent until the {@code Retry-After} of the response, but at most five minutes, or one window, has
     * passed.
     *
     * @param requests the maximum number of create requests in a window, at least 1
     * @param window the length of the window, more than zero and at most one day
     * @return this builder
     * @throws IllegalArgumentException if a value is out of range
     */
    public LumaModifyBuilder submissionRateLimit(int requests, Duration window) {
        if (requests < 1) {
            throw new IllegalArgumentException("requests must be at least 1");
        }
        if (window.isNegative() || window.isZero() || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("window must be more than zero and at most one day");
        }
        this.rateLimiter = time -> new SlidingWindow(time, requests, window);
        return this;
    }

    /**
     * Sets the limiter of the rate of create requests, for example one that several processes share. Replaces {@link
     * #submissionRateLimit}. {@link RateLimiter#UNLIMITED} switches the rate limit of the client off.
     *
     * @param rateLimiter the limiter
     * @return this builder
     */
    public LumaModifyBuilder submissionRateLimiter(RateLimiter rateLimiter) {
        Objects.requireNonNull(rateLimiter);
        this.rateLimiter = time -> rateLimiter;
        return this;
    }

    /**
     * Records all submissions in a file, for {@link LumaModify#unfinished()} after a restart or a crash. {@link #build} opens the
     * file and throws {@link java.io.UncheckedIOException} if another client uses it, or if it is not a submission store; {@link
     * LumaModify#close} closes it as soon as the create requests that were sent have ended. Each submission waits for two writes
     * to the disk. By default, nothing is recorded. To correct records, for example to remove a task that the service does not
     * have any more, pass an open {@link FileSubmissionStore} to {@link #submissionStore(SubmissionStore)}.
     *
     * @param file the file, which is created if it does not exist, in a directory that exists
     * @return this builder
     */
    public LumaModifyBuilder submissionStore(Path file) {
        this.submissionFile = Objects.requireNonNull(file);
        this.submissionStore = null;
        return this;
    }

    /**
     * Records all submissions in a store of the application, for example a database. See {@link #submissionStore(Path)}.
     *
     * @param store the store, which the client does not close
     * @return this builder
     */
    public LumaModifyBuilder submissionStore(SubmissionStore store) {
        this.submissionStore = Objects.requireNonNull(store);
        this.submissionFile = null;
        return this;
    }

    /**
     * Sets the observer of all operations, for metrics and traces, for example a
     * {@link dev.lumamodify.client.micrometer.MicrometerObserver}.
     *
     * @param observer the observer
     * @return this builder
     */
    public LumaModifyBuilder observer(OperationObserver observer) {
        this.observer = observer;
        return this;
    }

    /**
     * Sets the clock and timer of the client. With a scheduler of its own, a test can control the time. The default uses
     * the system's clock and one daemon thread, which ends when the client is closed.
     *
     * @param scheduler the scheduler
     * @return this builder
     */
    public LumaModifyBuilder scheduler(Scheduler scheduler) {
        this.scheduler = scheduler;
        return this;
    }

    /**
     * Sets the executor that sends the requests of {@code modifyAsync} and {@code uploadAsync} and the polls of all waits, calls the listeners,
     * and completes the futures. The default is virtual threads since JDK 21, and daemon threads before. The application
     * owns the executor. A task that it rejects, or does not start within half a second, runs on a thread of the client.
     * An executor that runs tasks on the calling thread makes {@code modifyAsync} and {@code uploadAsync} block.
     *
     * @param executor the executor
     * @return this builder
     */
    public LumaModifyBuilder executor(Executor executor) {
        this.executor = executor;
        return this;
    }

    LumaModifyBuilder random(DoubleSupplier random) {
        this.random = random;
        return this;
    }

    /**
     * Builds the client.
     *
     * @return a new client; close it after use
     * @throws IllegalStateException if there is no API key, if it would be sent unencrypted without
     *     {@link #allowInsecureHttp}, or if there is a proxy and the call factory is not an {@link OkHttpClient}
     */
    public LumaModify build() {
        return new HttpLumaModify(this);
    }
}
