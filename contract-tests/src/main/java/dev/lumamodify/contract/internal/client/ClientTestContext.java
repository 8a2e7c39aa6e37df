package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.client.ClientAdapter;
import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.client.VirtualClock;
import dev.lumamodify.contract.internal.client.ScriptedServer.Seen;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Property;
import dev.lumamodify.contract.internal.spec.Document;
import dev.lumamodify.contract.internal.spec.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the laws for a client work with: each case has a client and a scripted server of its own. */
public final class ClientTestContext {
    public static final String TASK = "774d9a7dd608a0e49293903095e45a4c";
    public static final String KEY = "Key-of-the-client-under-test";
    public static final SubmitRequest CREATE =
            new SubmitRequest("Turn the street into a canal", "https://example.com/input-video.mp4", null, null);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Duration FOR_EVER = Duration.ofSeconds(30);

    /** In real time, and long enough for a busy machine to send a request. */
    public static final Duration HURRY = Duration.ofSeconds(2);

    private final Document document;
    private final ClientAdapter.Factory factory;
    private final Random random;

    public ClientTestContext(Document document, ClientAdapter.Factory factory, long seed) {
        this.document = document;
        this.factory = factory;
        this.random = new Random(seed);
    }

    public Document document() {
        return document;
    }

    ClientAdapter.Factory factory() {
        return factory;
    }

    public Operation generate() {
        return document.operation("generate");
    }

    public Operation recordInfo() {
        return document.operation("recordInfo");
    }

    public <T> void forAll(Arbitrary<T> arbitrary, int tries, Consumer<T> check) {
        Property.forAll(arbitrary, new Random(random.nextLong()), tries, check);
    }

    public ClientRun submit(String what, ScriptedResponse... replies) {
        return submit(what, CREATE, replies);
    }

    public ClientRun submit(String what, SubmitRequest create, ScriptedResponse... replies) {
        return on(what, TIMEOUT, ScriptedServer.of(List.of(replies)), (client, time) -> client.submit(create));
    }

    /** The same for a client that has little patience, which must have ended by the time that anyone has lost his. */
    public ClientRun inAHurry(
            String what, Duration timeout, ScriptedResponse reply, Function<ClientAdapter, Outcome> use) {
        return on(
                what,
                timeout,
                ScriptedServer.of(List.of(reply)),
                (client, time) -> later(time, () -> use.apply(client)));
    }

    /** What a call on a thread of its own ends with, if it ends at all. */
    public static Outcome later(VirtualClock time, Supplier<Outcome> call) {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> end.complete(told(call)), "client-under-test");
        thread.setDaemon(true);
        thread.start();
        return ended(time, end);
    }

    /** What an adapter lets through that it should have told is an end like others, and a bad one. */
    static Outcome told(Supplier<Outcome> call) {
        try {
            return Objects.requireNonNull(call.get(), "an outcome");
        } catch (CheckFailure | CheckSkipped e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return Outcome.of(Kind.OTHER, "", e);
        }
    }

    private static Outcome ended(VirtualClock time, CompletableFuture<Outcome> end) {
        try {
            // Nothing waits for this: it only ends the check of a client that does not end its call.
            time.passUntil(end, FOR_EVER);
            return end.getNow(Outcome.of(Kind.OTHER, "never ends", null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.of(Kind.OTHER, "", e);
        }
    }

    public ClientRun read(String what, ScriptedResponse... replies) {
        return read(what, TASK, replies);
    }

    public ClientRun read(String what, String taskId, ScriptedResponse... replies) {
        return on(what, TIMEOUT, ScriptedServer.of(List.of(replies)), (client, time) -> client.read(taskId));
    }

    /** A wait that time is given for, and that must have ended by then. */
    public ClientRun await(String what, Duration patience, ScriptedResponse... replies) {
        return await(what, patience, ScriptedServer.of(List.of(replies)), time -> {});
    }

    /** The same, with answers that depend on the time. */
    public ClientRun await(String what, Duration patience, ScriptedServer server, Consumer<VirtualClock> begins) {
        return on(what, TIMEOUT, server, (client, time) -> {
            begins.accept(time);
            CompletableFuture<Outcome> future = client.awaitCompletion(TASK);
            time.advance(patience);
            return now(time, future);
        });
    }

    /** The same on a thread that blocks. */
    public ClientRun awaitBlocking(String what, ScriptedResponse... replies) {
        return on(
                what,
                TIMEOUT,
                ScriptedServer.of(List.of(replies)),
                (client, time) -> later(time, () -> client.awaitCompletionBlocking(TASK)));
    }

    /** How a wait has ended by now; a client whose time cannot be moved gets the time that it needs. */
    private Outcome now(VirtualClock time, CompletableFuture<Outcome> wait) {
        return factory.usesVirtualClock()
                ? wait.getNow(Outcome.of(Kind.OTHER, "still waiting", null))
                : ended(time, wait);
    }

    /** Leaves a law to clients whose time can be moved. */
    public void needsVirtualTime() {
        if (!factory.usesVirtualClock()) {
            throw new CheckSkipped("needs a client that takes its time from its setup");
        }
    }

    public ClientRun on(String what, ScriptedServer server, BiFunction<ClientAdapter, VirtualClock, Outcome> use) {
        return on(what, TIMEOUT, server, use);
    }

    /** A case against an address where nobody listens, and nobody can begin to. */
    public ClientRun nobody(BiFunction<ClientAdapter, VirtualClock, Outcome> use) {
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            URI url = URI.create("http://127.0.0.1:" + taken.getLocalPort());
            return on("nobody listens", TIMEOUT, url, List.of(), use);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ClientRun on(
            String what,
            Duration timeout,
            ScriptedServer server,
            BiFunction<ClientAdapter, VirtualClock, Outcome> use) {
        try (server) {
            return on(what, timeout, server.url(), server.seen(), use);
        }
    }

    private ClientRun on(
            String what,
            Duration timeout,
            URI url,
            List<Seen> seen,
            BiFunction<ClientAdapter, VirtualClock, Outcome> use) {
        VirtualClock time = new VirtualClock();
        try (ClientAdapter client = factory.client(new ClientAdapter.Setup(url, KEY, timeout, time))) {
            Outcome outcome = told(() -> use.apply(client, time));
            return ClientRun.checked(new ClientRun(what, outcome, List.copyOf(seen), time));
        } finally {
            // A client that was interrupted says so to its thread, which has other cases to run.
            Thread.interrupted();
        }
    }

    /** The document's example of an answer. */
    public static String example(Operation operation, String name) {
        return Objects.requireNonNull(operation.answerExamples().get(name), name)
                .toString();
    }

    /** The document's example of a task, with this flag and, if it may have them, results. */
    public String flag(int flag) {
        JsonNode example = recordInfo().answerExamples().values().stream()
                .filter(answer -> answer.at("/data/successFlag").isInt()
                        && answer.at("/data/successFlag").asInt() == flag)
                .findFirst()
                .orElseGet(() -> recordInfo().answerExamples().get("generating"));
        return example.toString().replaceFirst("\"successFlag\":\\d+", "\"successFlag\":" + flag);
    }

    /** An answer, to be changed. */
    public static ObjectNode answer(String json) {
        return (ObjectNode) Document.JSON.readTree(json);
    }

    public static ObjectNode data(ObjectNode answer) {
        return (ObjectNode) answer.path("data");
    }

    public static String envelope(int code, String msg, String data) {
        return "{\"code\":" + code + ",\"msg\":\"" + msg + "\"" + data + "}";
    }
}
