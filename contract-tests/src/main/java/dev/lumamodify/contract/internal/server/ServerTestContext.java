package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Multipart;
import dev.lumamodify.contract.internal.harness.Property;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.harness.ResultCode;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import dev.lumamodify.contract.internal.spec.Schema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the checks for servers work with: the target, requests to it, and everything that was observed in one run. */
public final class ServerTestContext implements AutoCloseable {
    private static final Duration DEFAULT_RATE_WINDOW = Duration.ofSeconds(10);

    private final OpenApiDocument document;
    private final Target target;
    private final RunSettings settings;
    private final TargetClock clock;
    private final RecordingHttpClient client;
    private final CallbackReceiver receiver;
    private final SecretScanner secrets;
    private final TaskPoller poller = new TaskPoller(this);
    private final FixtureCache fixtures = new FixtureCache();
    private final long started = System.nanoTime();

    public ServerTestContext(OpenApiDocument document, Target target, RunSettings settings, TargetClock clock) {
        this.document = document;
        this.target = target;
        this.settings = settings;
        this.clock = clock;
        this.client = new RecordingHttpClient(
                path -> target.urlOf(document, path),
                new SubmissionBudget(document, settings.allowsCreates(target), settings.maxTasks()),
                clock);
        this.receiver = CallbackReceiver.start(target, clock);
        this.secrets = new SecretScanner(document);
    }

    public OpenApiDocument document() {
        return document;
    }

    public Target target() {
        return target;
    }

    public RunSettings settings() {
        return settings;
    }

    public TargetClock clock() {
        return clock;
    }

    public RecordingHttpClient client() {
        return client;
    }

    public CallbackReceiver receiver() {
        return receiver;
    }

    public SecretScanner secrets() {
        return secrets;
    }

    public TaskPoller poller() {
        return poller;
    }

    public FixtureCache fixtures() {
        return fixtures;
    }

    public Operation generate() {
        return document.operation("generate");
    }

    public Operation recordInfo() {
        return document.operation("recordInfo");
    }

    public boolean mayCreateTasks() {
        return settings.allowsCreates(target);
    }

    boolean isTimeBudgetExceeded() {
        Duration budget = settings.timeBudget();
        return budget != null && System.nanoTime() - started > budget.toNanos();
    }

    /** Returns a new copy of the document's example of a create request with the fewest fields. */
    public ObjectNode validBody() {
        return (ObjectNode) smallestExample(generate());
    }

    private static JsonNode smallestExample(Operation operation) {
        return operation.requestExamples().values().stream()
                .min(Comparator.comparingInt(JsonNode::size))
                .orElseThrow()
                .deepCopy();
    }

    /** Returns a valid value for a body: the example with the fewest fields, or a generated value with the required ones. */
    public JsonNode exampleBody(Operation operation) {
        if (!operation.requestExamples().isEmpty()) {
            return smallestExample(operation);
        }
        Schema schema = Objects.requireNonNull(operation.requestSchema());
        Random random = new Random(settings.seed());
        JsonNode value = ValidValues.of(schema).generator(1).next(random).value();
        schema.propertyNames().stream()
                .filter(name -> !ValidValues.requires(schema, name))
                .forEach(((ObjectNode) value)::remove);
        return value;
    }

    /** Returns a valid request of an operation without parameters, with the key of the account. */
    public Request exampleRequest(Operation operation) {
        return operation.requestSchema() == null
                ? new Request(operation.method(), operation.path()).key(target.apiKey())
                : request(operation, exampleBody(operation));
    }

    /**
     * Returns a request of an operation without parameters, with the key of the account and any body. A multipart body
     * has a part for each member; only its strings can be sent.
     */
    public Request request(Operation operation, JsonNode body) {
        Request request = new Request(operation.method(), operation.path()).key(target.apiKey());
        if (!operation.isMultipart()) {
            return request.json(body.toString());
        }
        JsonNode properties =
                Objects.requireNonNull(operation.requestSchema()).node().path("properties");
        List<Multipart.Part> parts = new ArrayList<>();
        body.properties().forEach(member -> {
            String text = member.getValue().asString();
            JsonNode property = properties.path(member.getKey());
            // A part with a wrong name is sent as a file, because the file is the part that matters.
            boolean file = property.isMissingNode()
                    || property.path("format").asString("").equals("binary");
            parts.add(
                    file
                            ? Multipart.Part.file(member.getKey(), text.getBytes(StandardCharsets.UTF_8))
                            : Multipart.Part.field(member.getKey(), text));
        });
        return Multipart.write(request, parts);
    }

    /** Returns a create request with the key of the account. */
    public Request createRequest(JsonNode body) {
        return createRequest(body.toString());
    }

    /** Returns a create request with any body, which need not be JSON. */
    public Request createRequest(String body) {
        return new Request(generate().method(), generate().path())
                .key(target.apiKey())
                .json(body);
    }

    /** Returns a read request with the key of the account. */
    public Request readRequest(String taskId) {
        String query = URLEncoder.encode(taskId, StandardCharsets.UTF_8);
        return new Request(recordInfo().method(), recordInfo().path() + "?taskId=" + query).key(target.apiKey());
    }

    /** Sends a request. Sends it again while it is rejected with code 429, for up to two windows of the rate limit. */
    public Response send(Request request) {
        Duration window = target.rateLimit() == null
                ? DEFAULT_RATE_WINDOW
                : target.rateLimit().window();
        Instant deadline = clock.now().plus(window.multipliedBy(2)).plusSeconds(2);
        Response response = client.send(request);
        while (response.code() == ResultCode.RATE_LIMITED && clock.now().isBefore(deadline)) {
            poller.pollFor(Duration.ofMillis(250));
            response = client.send(request);
        }
        return response;
    }

    /** Creates a task and returns its id. Throws a {@link CheckFailure} if the request is not accepted. */
    public String create(JsonNode body) {
        return ResponseAssertions.taskId(send(createRequest(body)));
    }

    /** Reads a task, and repeats this during its read delay. Throws a {@link CheckFailure} if it stays unreadable. */
    public Response read(String taskId) {
        Instant deadline = clock.now().plus(target.readDelay());
        while (true) {
            boolean last = !clock.now().isBefore(deadline);
            Response response = send(readRequest(taskId));
            if (response.accepted()) {
                return response;
            }
            boolean unknown = response.code() == ResultCode.VALIDATION_ERROR || response.code() == ResultCode.NOT_FOUND;
            if (!unknown || last) {
                throw new CheckFailure(
                        "A task that was created cannot be read after "
                                + target.readDelay().toMillis() + " ms",
                        response);
            }
            poller.pollFor(Duration.ofMillis(100));
        }
    }

    /** Returns how many create requests with the key of the account were accepted so far. */
    public long acceptedCreates() {
        String authorization = createRequest("").headers().get(0).value();
        return client.responses().stream()
                .filter(response -> response.request().path().equals(generate().path()) && response.taskId() != null)
                .filter(response -> response.request().headers().stream()
                        .anyMatch(header -> header.value().equalsIgnoreCase(authorization)))
                .count();
    }

    /** Checks a property for generated values; a fifth of them with {@code --fast}. */
    public <T> void forAll(Arbitrary<T> arbitrary, int samples, Consumer<T> check) {
        int bounded = settings.fast() ? Math.max(1, samples / 5) : samples;
        Property.forAll(arbitrary, new Random(settings.seed()), bounded, this::isTimeBudgetExceeded, check);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
