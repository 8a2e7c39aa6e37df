package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Multipart;
import dev.lumamodify.contract.internal.harness.Property;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.harness.ResultCode;
import dev.lumamodify.contract.internal.spec.Json;
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
    private final OpenApiDocument document;
    private final Target target;
    private final RunSettings settings;
    private final TargetClock clock;
    private final RecordingHttpClient client;
    private final CallbackReceiver receiver;
    private final SecretScanner secrets;
    private final TaskPoller poller = new TaskPoller(this);
    private final RequestSender sender = new RequestSender(this);
    private final FixtureCache fixtures = new FixtureCache();
    private final TimeBudget time;
    private volatile int maxSamples = Integer.MAX_VALUE;

    public ServerTestContext(OpenApiDocument document, Target target, RunSettings settings, TargetClock clock) {
        this.document = document;
        this.target = target;
        this.settings = settings;
        this.clock = clock;
        this.time = new TimeBudget(settings.timeBudget());
        this.client = new RecordingHttpClient(
                path -> target.urlOf(document, path), new SubmissionBudget(document, settings, target, time), clock);
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

    public TimeBudget time() {
        return time;
    }

    /** Waits on the clock of the target. Throws {@link CheckSkipped} if the time budget does not allow it. */
    public void sleep(Duration duration) {
        time.assertLeft(duration);
        clock.sleep(duration);
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
        JsonNode value = Property.generated(
                () -> ValidValues.of(schema).generator(1).next(random).value());
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

    /** Sends a request, again while it is rejected with code 429. See {@link RequestSender#send}. */
    public Response send(Request request) {
        return sender.send(request);
    }

    /** Creates a task and returns its id. Throws a {@link CheckFailure} if the request is not accepted. */
    public String create(JsonNode body) {
        return taskId(send(createRequest(body)));
    }

    /**
     * Returns the task id of an accepted create request. Throws a {@link CheckFailure} if it was not accepted: that of a
     * premise, unless the body is unusual and other create requests were accepted.
     */
    public String taskId(Response response) {
        try {
            return ResponseAssertions.taskId(response);
        } catch (CheckFailure failure) {
            JsonNode body = Json.parse(response.request().text());
            boolean ordinary = body instanceof ObjectNode object
                    && object.without("callBackUrl").equals(validBody());
            boolean anyAccepted = client.responses().stream().anyMatch(other -> other.taskId() != null);
            throw ordinary || !anyAccepted ? failure.ofPremise("created task") : failure;
        }
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
                String message = "A task that was created cannot be read after "
                        + target.readDelay().toMillis() + " ms";
                throw new CheckFailure(message, response).ofPremise("readable task");
            }
            poller.pollFor(Duration.ofMillis(100));
        }
    }

    /** Limits how many values of each property are checked. */
    public void limitSamples(int maximum) {
        maxSamples = maximum;
    }

    /** Checks a property for generated values; a fifth of them with {@code --fast}. */
    public <T> void forAll(Arbitrary<T> arbitrary, int samples, Consumer<T> check) {
        int most = Math.min(samples, maxSamples);
        int bounded = settings.fast() ? Math.max(1, most / 5) : most;
        Property.forAll(arbitrary, new Random(settings.seed()), bounded, time::isUsedUp, check);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
