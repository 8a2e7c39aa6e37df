package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Property;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.spec.Document;
import dev.lumamodify.contract.internal.spec.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One run of the suite on one target: what the laws work with. */
public final class ServerTestContext implements AutoCloseable {
    private static final int RATE_LIMITED = 429;
    private static final int INVALID = 422;
    private static final int NOT_FOUND = 404;

    private final Document document;
    private final Target target;
    private final TargetClock pace;
    private final RecordingHttpClient wire;
    private final CallbackReceiver receiver;
    private final TaskPoller watch = new TaskPoller(this);
    private final long started = System.nanoTime();

    public ServerTestContext(Document document, Target target, TargetClock pace) {
        this.document = document;
        this.target = target;
        this.pace = pace;
        this.wire = new RecordingHttpClient(target.url, new SubmissionBudget(target));
        this.receiver = CallbackReceiver.start(target, pace);
    }

    /** Whether the operator's time budget is over. */
    boolean overdue() {
        Duration budget = target.timeBudget;
        return budget != null && System.nanoTime() - started > budget.toNanos();
    }

    public Document document() {
        return document;
    }

    public Target target() {
        return target;
    }

    public TargetClock pace() {
        return pace;
    }

    public RecordingHttpClient wire() {
        return wire;
    }

    public CallbackReceiver receiver() {
        return receiver;
    }

    public TaskPoller watch() {
        return watch;
    }

    public Operation generate() {
        return document.operation("generate");
    }

    public Operation recordInfo() {
        return document.operation("recordInfo");
    }

    /** A fresh copy of the smallest lawful request of the document. */
    public ObjectNode body() {
        return (ObjectNode) generate().requestExamples().values().stream()
                .min(Comparator.comparingInt(JsonNode::size))
                .orElseThrow()
                .deepCopy();
    }

    /** A create with the account's key, not sent yet. */
    public Request creating(JsonNode body) {
        return creating(body.toString());
    }

    public Request creating(String json) {
        return new Request(generate().method(), generate().path())
                .key(target.apiKey)
                .json(json);
    }

    /** A look at a task with the account's key, not sent yet. */
    public Request looking(String taskId) {
        String query = java.net.URLEncoder.encode(taskId, java.nio.charset.StandardCharsets.UTF_8);
        return new Request(recordInfo().method(), recordInfo().path() + "?taskId=" + query).key(target.apiKey);
    }

    /** Sends, and waits out the rate limit, which is another law's business. */
    public Response send(Request call) {
        Duration window = target.rateLimit == null ? Duration.ofSeconds(10) : target.rateLimit.window();
        Instant limit = pace.now().plus(window.multipliedBy(2)).plusSeconds(2);
        Response answer = wire.send(call);
        while (answer.code() == RATE_LIMITED && pace.now().isBefore(limit)) {
            watch.pass(Duration.ofMillis(250));
            answer = wire.send(call);
        }
        return answer;
    }

    /** The creates that were accepted so far. */
    private Stream<Response> accepted() {
        return wire.journal().stream()
                .filter(answer -> answer.call().path().equals(generate().path()) && answer.taskId() != null);
    }

    /** How many creates of the account under test were accepted so far. */
    public long charged() {
        String own = creating("").headers().get(0).value();
        return accepted()
                .filter(answer -> answer.call().headers().stream()
                        .anyMatch(header -> header.value().equalsIgnoreCase(own)))
                .count();
    }

    /** Creates a task, or breaks the law. */
    public String create(JsonNode body) {
        return taskId(send(creating(body)));
    }

    /** The id of the task that {@code answer} tells of, or the law is broken. */
    public String taskId(Response answer) {
        String id = answer.taskId();
        if (id == null) {
            throw new CheckFailure("A lawful request was not accepted with code 200 and a taskId", answer);
        }
        return id;
    }

    /** The answer to a look at a task that exists, once it is readable; the law is broken if that takes too long. */
    public Response look(String taskId) {
        Instant limit = pace.now().plus(target.readDelay);
        return eventually(
                limit,
                () -> send(looking(taskId)),
                answer -> answer.code() == INVALID || answer.code() == NOT_FOUND,
                "A task that was created cannot be read after " + target.readDelay.toMillis() + " ms");
    }

    private Response eventually(
            Instant limit, Supplier<Response> look, java.util.function.Predicate<Response> early, String complaint) {
        while (true) {
            boolean last = !pace.now().isBefore(limit);
            Response answer = look.get();
            if (answer.accepted()) {
                return answer;
            }
            if (!early.test(answer) || last) {
                throw new CheckFailure(complaint, answer);
            }
            watch.pass(Duration.ofMillis(100));
        }
    }

    /** Breaks the law unless {@code answer} refuses with {@code code} and made no task. */
    public void refused(String what, Response answer, Integer... code) {
        if (answer.accepted() || answer.data().has("taskId")) {
            throw new CheckFailure(what + " was accepted", answer);
        }
        if (!List.of(code).contains(answer.code())) {
            throw new CheckFailure(what + " was not refused with code " + List.of(code), answer);
        }
    }

    /** Whether {@code text} repeats a key. One that is an ordinary word of the API is never found: it proves nothing. */
    public boolean tells(String text, @Nullable String key) {
        return key != null
                && text.contains(key)
                && word(key).matcher(text).find()
                && !word(key).matcher(document.text()).find();
    }

    private static Pattern word(String key) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])");
    }

    public <T> void forAll(Arbitrary<T> arbitrary, int tries, Consumer<T> check) {
        int bounded = target.fast ? Math.max(1, tries / 5) : tries;
        Property.forAll(arbitrary, new Random(target.seed), bounded, check);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
