package dev.lumamodify.examples;

import dev.lumamodify.client.ApiException;
import dev.lumamodify.client.CallOptions;
import dev.lumamodify.client.CallbackVerifier;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.LumaModifyException;
import dev.lumamodify.client.UploadedFile;
import dev.lumamodify.client.VerifiedCallback;
import dev.lumamodify.client.WaitOptions;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import dev.lumamodify.mock.MockServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Runs the client against a mock server: first a task from the upload to the downloaded video, then the most common errors. */
@Command(
        name = "luma-modify-demo",
        description = {
            "Runs the client against a mock server on this machine and prints each call with its result.",
            "Needs no internet connection, no API key and no credits."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Demo implements Callable<Integer> {
    private static final String WEBHOOK_KEY = "example-webhook-key";
    private static final String VIDEO_URL = "https://example.com/input-video.mp4";
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    @Option(names = "--seconds", paramLabel = "N", description = "Duration of the task, in seconds.")
    private double seconds = 3;

    @Option(
            names = "--to",
            paramLabel = "DIRECTORY",
            description = "Directory for the downloaded video. Default: a new temporary directory.")
    private @Nullable Path directory;

    @Option(
            names = "--keep",
            description = "Leaves the mock server running until Ctrl-C, so that its live page can be opened.")
    private boolean keep;

    private final DemoOutput output;

    Demo(PrintStream out, Ansi colours) {
        this.output = new DemoOutput(out, colours);
    }

    /** Runs the demo. Exits with a status other than 0 if it fails. */
    public static void main(String[] args) {
        int status = new CommandLine(new Demo(System.out, Ansi.AUTO)).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Duration taskDuration = Duration.ofMillis((long) (seconds * 1000));
        Path target =
                directory == null ? Files.createTempDirectory("luma-modify-demo") : Files.createDirectories(directory);
        output.printText(
                "Starts a mock server on this machine, uploads a small video, modifies it and downloads the result.");
        output.printText(
                "Then causes errors and catches their exceptions. No internet connection, no API key, no credits.");
        output.printHeading("1. Start a mock server and create a client");
        Path input = Files.createTempFile("luma-modify-demo", ".mp4");
        try (MockServer mock = MockServer.builder()
                        .taskDuration(taskDuration)
                        .webhookKey(WEBHOOK_KEY)
                        .start();
                LumaModify luma = LumaModify.builder()
                        .apiKey("any-key")
                        .baseUrl(mock.url())
                        .build()) {
            output.printCall(
                    "mock = MockServer.builder().taskDuration(…).webhookKey(…).start()",
                    "The mock server is running. Its live page: " + mock.url());
            output.printCall(
                    "luma = LumaModify.builder().apiKey(…).baseUrl(mock.url()).build()",
                    "The client is ready. For the live service, omit baseUrl(…).");
            copyExampleVideo(input);
            Path video = runTask(luma, input, target, taskDuration);
            causeErrors(luma);
            output.printHeading("The downloaded video");
            output.printDetail(video.toString());
            if (keep) {
                output.printHeading("The mock server is still running. Ctrl-C stops it. Its live page:");
                output.printDetail(mock.url());
                new CountDownLatch(1).await();
            }
        } finally {
            Files.delete(input);
        }
        return CommandLine.ExitCode.OK;
    }

    private static void copyExampleVideo(Path target) throws IOException {
        try (InputStream video = Objects.requireNonNull(Demo.class.getResourceAsStream("result.mp4"))) {
            Files.copy(video, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path runTask(LumaModify luma, Path input, Path target, Duration taskDuration)
            throws IOException, InterruptedException {
        output.printHeading("2. Upload a video, modify it, wait for the result and download it");
        CallbackVerifier verifier = CallbackVerifier.of(WEBHOOK_KEY);
        try (CallbackReceiver receiver = new CallbackReceiver(verifier)) {
            UploadedFile uploaded = luma.upload(input);
            output.printCall(
                    "uploaded = luma.upload(path)", "Uploaded " + uploaded.size() + " bytes: " + uploaded.url());
            String taskId = luma.modify(ModifyRequest.builder()
                    .prompt("A futuristic cityscape at night with towering glass spires")
                    .videoUrl(uploaded.url())
                    .callBackUrl(receiver.url())
                    .watermark("luma-modify-demo")
                    .build());
            output.printCall(
                    "taskId = luma.modify(request)",
                    "Task " + taskId + " was created. One call sends at most one create request.");
            CompletableFuture<TaskRecord> completion = luma.awaitCompletionAsync(taskId);
            output.printCall(
                    "completion = luma.awaitCompletionAsync(taskId)", "Returned a future. No thread is blocked.");
            VerifiedCallback callback = joinWithProgressBar(receiver.firstCallback(), taskDuration);
            output.printCall(
                    "callback = verifier.verify(headers, body)",
                    "The callback is signed. The signature covers the task id and the time, but not the body.");
            output.printCall(
                    "luma.handleCallback(callback)",
                    "Read the task from the service, because the body is not signed. Status: "
                            + luma.handleCallback(callback).successFlag());
            TaskRecord task = completion.join();
            TaskResults results = Objects.requireNonNull(task.response());
            output.printCall(
                    "task = completion.join()", "handleCallback has completed the future: " + results.resultUrls());
            List<Path> files = luma.download(task, target);
            output.printCall(
                    "luma.download(task, directory)",
                    "Downloaded " + Files.size(files.get(0)) + " bytes, without sending the API key.");
            return files.get(0);
        }
    }

    private <T> T joinWithProgressBar(CompletableFuture<T> future, Duration expected) throws InterruptedException {
        long started = System.nanoTime();
        try (ProgressBar bar = output.startProgressBar("in progress", expected)) {
            future.orTimeout(expected.toMillis() + 60_000, TimeUnit.MILLISECONDS);
            while (!future.isDone()) {
                bar.stepTo(Math.min(bar.getMax(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
                TimeUnit.MILLISECONDS.sleep(50);
            }
            bar.stepTo(bar.getMax());
        }
        return future.join();
    }

    private void causeErrors(LumaModify luma) {
        output.printHeading("3. Cause errors and catch their exceptions");
        ModifyRequest request = ModifyRequest.builder()
                .prompt("Make it snow")
                .videoUrl(VIDEO_URL)
                .build();
        expectException(
                "luma.modify(request)  // the prompt is blank",
                () -> luma.modify(
                        ModifyRequest.builder().prompt(" ").videoUrl(VIDEO_URL).build()));
        expectException(
                "luma.modify(request)  // the account has too few credits",
                () -> luma.modify(request, prefer("code=402")));
        expectException(
                "luma.modify(request)  // the rate limit is exceeded", () -> luma.modify(request, prefer("code=429")));
        expectException(
                "luma.modify(request)  // the connection is reset before the response",
                () -> luma.modify(request, prefer("fault=reset")));
        expectException("luma.awaitCompletion(taskId)  // the generation fails", () -> {
            String taskId = luma.modify(request, prefer("outcome=generate-failed, task-duration=100ms"));
            luma.awaitCompletion(taskId, WaitOptions.defaults().withPolling(POLL_INTERVAL, POLL_INTERVAL));
        });
        expectException(
                "verifier.verify(headers, body)  // the callback is not signed",
                () -> CallbackVerifier.of(WEBHOOK_KEY).verify(Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private void expectException(String code, Runnable call) {
        try {
            call.run();
        } catch (LumaModifyException | IllegalArgumentException e) {
            output.printFailedCall(code, e);
            if (e instanceof ApiException error) {
                error.retryAfter().ifPresent(delay -> output.printDetail("retryAfter(): " + delay.toSeconds() + " s"));
            }
            return;
        }
        throw new IllegalStateException("No exception was thrown by " + code);
    }

    /** Makes the mock server simulate a response or a fault for one call. */
    private static CallOptions prefer(String preference) {
        return CallOptions.defaults().withPrefer(preference);
    }
}
