package dev.lumamodify.contract;

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
final class Trial implements AutoCloseable {
    private static final int RATE_LIMITED = 429;
    private static final int INVALID = 422;
    private static final int NOT_FOUND = 404;

    private final Document document;
    private final Target target;
    private final Pace pace;
    private final Wire wire;
    private final Receiver receiver;
    private final Watch watch = new Watch(this);
    private final long started = System.nanoTime();

    Trial(Document document, Target target, Pace pace) {
        this.document = document;
        this.target = target;
        this.pace = pace;
        this.wire = new Wire(target.url, new Budget(target));
        this.receiver = Receiver.start(target, pace);
    }

    /** Whether the operator's time budget is over. */
    boolean overdue() {
        Duration budget = target.timeBudget;
        return budget != null && System.nanoTime() - started > budget.toNanos();
    }

    Document document() {
        return document;
    }

    Target target() {
        return target;
    }

    Pace pace() {
        return pace;
    }

    Wire wire() {
        return wire;
    }

    Receiver receiver() {
        return receiver;
    }

    Watch watch() {
        return watch;
    }

    Operation generate() {
        return document.operation("generate");
    }

    Operation recordInfo() {
        return document.operation("recordInfo");
    }

    /** A fresh copy of the smallest lawful request of the document. */
    ObjectNode body() {
        return (ObjectNode) generate().requestExamples().values().stream()
                .min(Comparator.comparingInt(JsonNode::size))
                .orElseThrow()
                .deepCopy();
    }

    /** A create with the account's key, not sent yet. */
    Call creating(JsonNode body) {
        return creating(body.toString());
    }

    Call creating(String json) {
        return new Call(generate().method(), generate().path())
                .key(target.apiKey)
                .json(json);
    }

    /** A look at a task with the account's key, not sent yet. */
    Call looking(String taskId) {
        String query = java.net.URLEncoder.encode(taskId, java.nio.charset.StandardCharsets.UTF_8);
        return new Call(recordInfo().method(), recordInfo().path() + "?taskId=" + query).key(target.apiKey);
    }

    /** Sends, and waits out the rate limit, which is another law's business. */
    Answer send(Call call) {
        Duration window = target.rateLimit == null ? Duration.ofSeconds(10) : target.rateLimit.window();
        Instant limit = pace.now().plus(window.multipliedBy(2)).plusSeconds(2);
        Answer answer = wire.send(call);
        while (answer.code() == RATE_LIMITED && pace.now().isBefore(limit)) {
            watch.pass(Duration.ofMillis(250));
            answer = wire.send(call);
        }
        return answer;
    }

    /** The creates that were accepted so far. */
    private Stream<Answer> accepted() {
        return wire.journal().stream()
                .filter(answer -> answer.call().path().equals(generate().path()) && answer.taskId() != null);
    }

    /** How many creates of the account under test were accepted so far. */
    long charged() {
        String own = creating("").headers().get(0).value();
        return accepted()
                .filter(answer -> answer.call().headers().stream()
                        .anyMatch(header -> header.value().equalsIgnoreCase(own)))
                .count();
    }

    /** Creates a task, or breaks the law. */
    String create(JsonNode body) {
        return taskId(send(creating(body)));
    }

    /** The id of the task that {@code answer} tells of, or the law is broken. */
    String taskId(Answer answer) {
        String id = answer.taskId();
        if (id == null) {
            throw new Broken("A lawful request was not accepted with code 200 and a taskId", answer);
        }
        return id;
    }

    /** The answer to a look at a task that exists, once it is readable; the law is broken if that takes too long. */
    Answer look(String taskId) {
        Instant limit = pace.now().plus(target.lag);
        return eventually(
                limit,
                () -> send(looking(taskId)),
                answer -> answer.code() == INVALID || answer.code() == NOT_FOUND,
                "A task that was created cannot be read after " + target.lag.toMillis() + " ms");
    }

    private Answer eventually(
            Instant limit, Supplier<Answer> look, java.util.function.Predicate<Answer> early, String complaint) {
        while (true) {
            boolean last = !pace.now().isBefore(limit);
            Answer answer = look.get();
            if (answer.accepted()) {
                return answer;
            }
            if (!early.test(answer) || last) {
                throw new Broken(complaint, answer);
            }
            watch.pass(Duration.ofMillis(100));
        }
    }

    /** Breaks the law unless {@code answer} refuses with {@code code} and made no task. */
    void refused(String what, Answer answer, Integer... code) {
        if (answer.accepted() || answer.data().has("taskId")) {
            throw new Broken(what + " was accepted", answer);
        }
        if (!List.of(code).contains(answer.code())) {
            throw new Broken(what + " was not refused with code " + List.of(code), answer);
        }
    }

    /** Whether {@code text} repeats a key. One that is an ordinary word of the API is never found: it proves nothing. */
    boolean tells(String text, @Nullable String key) {
        return key != null
                && text.contains(key)
                && word(key).matcher(text).find()
                && !word(key).matcher(document.text()).find();
    }

    private static Pattern word(String key) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])");
    }

    <T> void forAll(Arbitrary<T> arbitrary, int tries, Consumer<T> check) {
        int bounded = target.fast ? Math.max(1, tries / 5) : tries;
        Property.forAll(arbitrary, new Random(target.seed), bounded, check);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
