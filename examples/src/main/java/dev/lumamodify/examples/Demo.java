package dev.lumamodify.examples;

import dev.lumamodify.client.ApiException;
import dev.lumamodify.client.CallOptions;
import dev.lumamodify.client.CallbackVerifier;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.LumaModifyException;
import dev.lumamodify.client.VerifiedCallback;
import dev.lumamodify.client.WaitOptions;
import dev.lumamodify.client.model.ModifyRequest;
import dev.lumamodify.client.model.TaskRecord;
import dev.lumamodify.client.model.TaskResults;
import dev.lumamodify.mock.MockServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Drives the client against a mock of its own, from the submit to the file, and then into the most useful errors. */
@Command(
        name = "luma-modify-demo",
        description = "Shows what the client does, against a mock server of its own. Costs nothing, needs no network.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Demo implements Callable<Integer> {
    private static final String WEBHOOK_KEY = "example-webhook-key";
    private static final Duration LOOK = Duration.ofMillis(500);

    @Option(names = "--seconds", paramLabel = "N", description = "How long the mock works on the task.")
    private double seconds = 5;

    @Option(
            names = "--to",
            paramLabel = "DIRECTORY",
            description = "Where the video goes. Default: a new temporary directory.")
    private @Nullable Path directory;

    private final PrintStream out;
    private final Narrator story;

    Demo(PrintStream out, Ansi colours) {
        this.out = out;
        this.story = new Narrator(out, colours);
    }

    /** Runs the demo once. */
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
        story.chapter("A service to talk to");
        try (MockServer mock = MockServer.builder()
                        .taskDuration(taskDuration)
                        .webhookKey(WEBHOOK_KEY)
                        .start();
                LumaModify luma = LumaModify.builder()
                        .apiKey("any-key")
                        .baseUrl(mock.url())
                        .build()) {
            story.call(
                    "MockServer.builder().taskDuration(…).webhookKey(…).start()",
                    "A mock, to be watched at " + mock.url());
            story.call("LumaModify.builder().apiKey(…).baseUrl(…).build()", "The client, as for the live service");
            Path video = success(luma, target, taskDuration);
            errors(luma);
            story.chapter("The video");
            out.println("  " + video);
        }
        return CommandLine.ExitCode.OK;
    }

    private Path success(LumaModify luma, Path target, Duration taskDuration) throws IOException, InterruptedException {
        story.chapter("From the submit to the file");
        try (CallbackReceiver receiver = new CallbackReceiver(CallbackVerifier.of(WEBHOOK_KEY))) {
            String taskId = luma.modify(ModifyRequest.builder()
                    .prompt("A futuristic cityscape at night with towering glass spires")
                    .videoUrl("https://example.com/input-video.mp4")
                    .callBackUrl(receiver.url())
                    .watermark("luma-modify-demo")
                    .build());
            story.call("luma.modify(request)", "Submitted, once and no more: task " + taskId);
            CompletableFuture<TaskRecord> end = luma.awaitCompletionAsync(taskId);
            story.call("luma.awaitAsync(taskId)", "Waiting, on no thread of ours");
            VerifiedCallback callback = watched(receiver.first(), taskDuration);
            story.call(
                    "CallbackVerifier.verify(headers, body)", "A callback: the task and the time are proved, no more");
            story.call(
                    "luma.resolve(callback)",
                    "The truth, read from the service: "
                            + luma.handleCallback(callback).successFlag());
            TaskRecord task = end.join();
            TaskResults results = Objects.requireNonNull(task.response());
            story.call("luma.awaitAsync(taskId).join()", "Woken by the callback: " + results.resultUrls());
            List<Path> files = luma.download(task, target);
            story.call("luma.download(task, directory)", Files.size(files.get(0)) + " bytes, without the API key");
            return files.get(0);
        }
    }

    private <T> T watched(CompletableFuture<T> end, Duration taskDuration) throws InterruptedException {
        long started = System.nanoTime();
        try (ProgressBar bar = story.progress("at work", taskDuration)) {
            end.orTimeout(taskDuration.toMillis() + 60_000, TimeUnit.MILLISECONDS);
            while (!end.isDone()) {
                bar.stepTo(Math.min(bar.getMax(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
                TimeUnit.MILLISECONDS.sleep(50);
            }
            bar.stepTo(bar.getMax());
        }
        return end.join();
    }

    private void errors(LumaModify luma) {
        story.chapter("What goes wrong, and how the client says it");
        ModifyRequest request = ModifyRequest.builder()
                .prompt("Make it snow")
                .videoUrl("https://example.com/input-video.mp4")
                .build();
        thrown(
                "luma.modify(a blank prompt)",
                () -> luma.modify(ModifyRequest.builder()
                        .prompt(" ")
                        .videoUrl("https://example.com/input-video.mp4")
                        .build()));
        thrown("luma.modify(request), without credits", () -> luma.modify(request, prefer("code=402")));
        thrown("luma.modify(request), too often", () -> luma.modify(request, prefer("code=429")));
        thrown("luma.modify(request), no answer", () -> luma.modify(request, prefer("fault=reset")));
        thrown("luma.await(taskId), of a task that fails", () -> {
            String taskId = luma.modify(request, prefer("outcome=generate-failed, task-duration=100ms"));
            luma.awaitCompletion(taskId, WaitOptions.defaults().withPolling(LOOK, LOOK));
        });
        thrown(
                "CallbackVerifier.verify(a forged callback)",
                () -> CallbackVerifier.of(WEBHOOK_KEY).verify(Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private void thrown(String code, Runnable call) {
        try {
            call.run();
        } catch (LumaModifyException | IllegalArgumentException e) {
            story.thrown(code, e);
            if (e instanceof ApiException refusal) {
                refusal.retryAfter().ifPresent(wait -> story.note("to be repeated after " + wait.toSeconds() + " s"));
            }
            return;
        }
        throw new IllegalStateException(code + " threw nothing");
    }

    private static CallOptions prefer(String preference) {
        return CallOptions.defaults().withPrefer(preference);
    }
}
