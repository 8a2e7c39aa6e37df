package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.Setup;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.harness.LocalResourceException;
import dev.lumamodify.contract.internal.harness.Property;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;

/** What the checks for clients work with. Every scenario has a client, a server, a clock and an API key of its own. */
public final class ClientTestContext {
    /** The task id in the examples of the document. */
    public static final String TASK_ID = "774d9a7dd608a0e49293903095e45a4c";

    /** The beginning of the API key of every scenario. */
    public static final String API_KEY = "Key-of-the-client-under-test";

    /** A valid create request. */
    public static final SubmitRequest SUBMIT_REQUEST =
            new SubmitRequest("Turn the street into a canal", "https://example.com/input-video.mp4", null, null);

    /**
     * The request timeout of clients in scenarios that do not test it, in real time. A machine under load must not
     * reach it.
     */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    /** The request timeouts of clients in scenarios that test it, in real time. */
    private static final Duration MIN_SHORT_TIMEOUT = Duration.ofMillis(500);

    private static final Duration MAX_SHORT_TIMEOUT = Duration.ofSeconds(30);

    private final OpenApiDocument document;
    private final ClientAdapter.Factory factory;
    private final Random random;
    private final ResponseBodies bodies;
    private final Watchdog watchdog;

    public ClientTestContext(OpenApiDocument document, ClientAdapter.Factory factory, long seed) {
        this(document, factory, seed, new Watchdog());
    }

    ClientTestContext(OpenApiDocument document, ClientAdapter.Factory factory, long seed, Watchdog watchdog) {
        this.watchdog = watchdog;
        this.document = document;
        this.factory = factory;
        this.random = new Random(seed);
        this.bodies = new ResponseBodies(document);
    }

    /** Returns a context whose clients block a thread whenever a check waits. */
    ClientTestContext withBlockingWaits() {
        return new ClientTestContext(document, new BlockingWaits(factory), random.nextLong(), watchdog);
    }

    Watchdog watchdog() {
        return watchdog;
    }

    public OpenApiDocument document() {
        return document;
    }

    ClientAdapter.Factory factory() {
        return factory;
    }

    public ResponseBodies bodies() {
        return bodies;
    }

    public Operation generate() {
        return document.operation("generate");
    }

    public Operation recordInfo() {
        return document.operation("recordInfo");
    }

    /** Checks a property for generated values. */
    public <T> void forAll(Arbitrary<T> arbitrary, int samples, Consumer<T> check) {
        Property.forAll(arbitrary, new Random(random.nextLong()), samples, () -> false, check);
    }

    /** Submits {@link #SUBMIT_REQUEST}. The server sends these responses in turn. */
    public ClientRun submit(String scenario, ScriptedResponse... responses) {
        return submit(scenario, SUBMIT_REQUEST, responses);
    }

    public ClientRun submit(String scenario, SubmitRequest request, ScriptedResponse... responses) {
        return run(scenario, ScriptedServer.of(List.of(responses)), client -> client.submit(request));
    }

    /** Reads the task {@link #TASK_ID}. The server sends these responses in turn. */
    public ClientRun read(String scenario, ScriptedResponse... responses) {
        return read(scenario, TASK_ID, responses);
    }

    public ClientRun read(String scenario, String taskId, ScriptedResponse... responses) {
        return run(scenario, ScriptedServer.of(List.of(responses)), client -> client.read(taskId));
    }

    /**
     * Waits for the task {@link #TASK_ID}. The server sends these responses in turn.
     *
     * @param duration the virtual time after which the wait must have ended
     */
    public ClientRun await(String scenario, Duration duration, ScriptedResponse... responses) {
        return await(scenario, duration, ScriptedServer.of(List.of(responses)), new ManualClock());
    }

    public ClientRun await(String scenario, Duration duration, ScriptedServer server, ManualClock clock) {
        return run(scenario, server, clock, client -> {
            CompletableFuture<Outcome> wait = client.awaitCompletion(TASK_ID);
            if (!factory.usesVirtualClock()) {
                return wait.join();
            }
            clock.advance(duration);
            return wait.getNow(Outcome.of(Kind.OTHER, "still waiting", null));
        });
    }

    /** Waits for the task {@link #TASK_ID} on a thread that blocks. The server sends these responses in turn. */
    public ClientRun awaitBlocking(String scenario, ScriptedResponse... responses) {
        return run(scenario, ScriptedServer.of(List.of(responses)), client -> client.awaitCompletionBlocking(TASK_ID));
    }

    /**
     * Runs a call that gets no complete response, so that the client's own request timeout must end it.
     *
     * <p>The timeout runs in real time. If it ends before the request has reached the server, the machine was too slow,
     * and the scenario is repeated with a longer timeout.
     */
    public ClientRun runUntilTimeout(
            String scenario, ScriptedResponse response, Function<ClientAdapter, Outcome> call) {
        Duration timeout = MIN_SHORT_TIMEOUT;
        while (true) {
            ClientRun run = run(scenario, ScriptedServer.of(List.of(response)), new ManualClock(), timeout, call);
            if (!run.requests().isEmpty() || timeout.compareTo(MAX_SHORT_TIMEOUT) >= 0) {
                return run;
            }
            timeout = timeout.multipliedBy(4);
        }
    }

    /** Runs a scenario in which every connection is refused. */
    public ClientRun connectionRefused(Function<ClientAdapter, Outcome> call) {
        // A bound socket that does not listen keeps the port from being used by others.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            URI url = URI.create("http://127.0.0.1:" + bound.getLocalPort());
            ManualClock clock = new ManualClock();
            Setup setup = new Setup(url, url, newKey(), REQUEST_TIMEOUT, clock);
            return run("connection refused", setup, clock, List.of(), call);
        } catch (IOException e) {
            throw new LocalResourceException(e);
        }
    }

    /** Runs a scenario and closes its server. */
    public ClientRun run(String scenario, ScriptedServer server, Function<ClientAdapter, Outcome> call) {
        return run(scenario, server, new ManualClock(), call);
    }

    /** Runs a scenario with a clock that the server or the call uses too, and closes its server. */
    public ClientRun run(
            String scenario, ScriptedServer server, ManualClock clock, Function<ClientAdapter, Outcome> call) {
        return run(scenario, server, clock, REQUEST_TIMEOUT, call);
    }

    private ClientRun run(
            String scenario,
            ScriptedServer server,
            ManualClock clock,
            Duration timeout,
            Function<ClientAdapter, Outcome> call) {
        String key = newKey();
        try (server) {
            server.expect(request -> isFromScenario(request, key));
            clock.observe(server);
            try {
                Setup setup = new Setup(server.url(), server.url(), key, timeout, clock);
                return run(scenario, setup, clock, server.requests(), call);
            } finally {
                server.assertAccepting();
            }
        }
    }

    ClientRun run(
            String scenario,
            Setup setup,
            ManualClock clock,
            List<ReceivedRequest> requests,
            Function<ClientAdapter, Outcome> call) {
        if (!factory.usesOwnThreads()) {
            clock.expectNoOtherThreads();
        }
        return watchdog.run(scenario, clock, factory.usesVirtualClock(), () -> {
            try (ClientAdapter client = factory.newClient(setup)) {
                Outcome outcome = ClientCall.outcomeOf(() -> call.apply(client));
                LocalResourceException.throwIfReasonOf(outcome.thrown());
                return new ClientRun(scenario, outcome, List.copyOf(requests), clock)
                        .assertGeneralRules(setup.apiKey());
            }
        });
    }

    static String newKey() {
        return API_KEY + "-" + UUID.randomUUID();
    }

    /**
     * Returns whether a request belongs to the scenario with this key. The operating system may give a server a port
     * that another process, or a client of an earlier scenario, still sends requests to. Such requests have another
     * key, or no key and another path.
     */
    boolean isFromScenario(ReceivedRequest request, String key) {
        String text = request.target() + request.headers() + request.text();
        return text.contains(key) || (!text.contains(API_KEY) && document.operationAt(request.target()) != null);
    }
}
