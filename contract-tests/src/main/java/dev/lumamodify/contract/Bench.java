package dev.lumamodify.contract;

import dev.lumamodify.contract.ClientAdapter.Create;
import dev.lumamodify.contract.ClientAdapter.Kind;
import dev.lumamodify.contract.ClientAdapter.Outcome;
import dev.lumamodify.contract.ScriptedServer.Reply;
import dev.lumamodify.contract.ScriptedServer.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import tools.jackson.databind.JsonNode;

/** What the laws for a client work with: each case has a client and a scripted server of its own. */
final class Bench {
    static final String TASK = "774d9a7dd608a0e49293903095e45a4c";
    static final String KEY = "Key-of-the-client-under-test";
    static final Create CREATE =
            new Create("Turn the street into a canal", "https://example.com/input-video.mp4", null, null);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** In real time, and long enough for a busy machine to send a request. */
    private static final Duration HURRY = Duration.ofSeconds(2);

    private final Document document;
    private final ClientAdapter.Factory factory;
    private final Random random;

    Bench(Document document, ClientAdapter.Factory factory, long seed) {
        this.document = document;
        this.factory = factory;
        this.random = new Random(seed);
    }

    /** How a case ended: what the client said, what the server saw, how time went by. */
    record Case(String what, Outcome outcome, List<Seen> seen, VirtualTime time) {
        /** Breaks the law unless the end is one of these. */
        Case is(Kind... kinds) {
            return holds(Set.of(kinds).contains(outcome.kind()), "must end as " + List.of(kinds));
        }

        Case isNot(Kind... kinds) {
            return is(Set.of(Kind.values()).stream()
                    .filter(kind -> kind != Kind.OTHER && !Set.of(kinds).contains(kind))
                    .toArray(Kind[]::new));
        }

        Case asked(int times) {
            return holds(seen.size() == times, "must send " + times + " requests");
        }

        Case holds(boolean kept, String must) {
            if (!kept) {
                throw new Broken(
                        what + ": the client " + must + ", but it ended as " + outcome + " after " + seen.size()
                                + " requests and pauses of " + time.sleeps(),
                        (Call) null);
            }
            return this;
        }
    }

    Document document() {
        return document;
    }

    ClientAdapter.Factory factory() {
        return factory;
    }

    Operation generate() {
        return document.operation("generate");
    }

    Operation recordInfo() {
        return document.operation("recordInfo");
    }

    <T> void forAll(Arbitrary<T> arbitrary, int tries, Consumer<T> check) {
        Property.forAll(arbitrary, new Random(random.nextLong()), tries, check);
    }

    Case submit(String what, Reply... replies) {
        return submit(what, CREATE, replies);
    }

    Case submit(String what, Create create, Reply... replies) {
        return on(what, TIMEOUT, ScriptedServer.of(List.of(replies)), (client, time) -> client.submit(create));
    }

    /** The same, but the client loses its patience soon. */
    Case submitInAHurry(String what, Reply reply) {
        return on(what, HURRY, ScriptedServer.of(List.of(reply)), (client, time) -> client.submit(CREATE));
    }

    Case read(String what, Reply... replies) {
        return read(what, TASK, replies);
    }

    Case read(String what, String taskId, Reply... replies) {
        return on(what, TIMEOUT, ScriptedServer.of(List.of(replies)), (client, time) -> client.read(taskId));
    }

    /** A wait that time is given for, and that must have ended by then. */
    Case await(String what, Duration patience, Reply... replies) {
        return on(what, TIMEOUT, ScriptedServer.of(List.of(replies)), (client, time) -> {
            CompletableFuture<Outcome> future = client.await(TASK);
            time.advance(patience);
            return future.getNow(Outcome.of(Kind.OTHER, "still waiting", null));
        });
    }

    Case on(String what, ScriptedServer server, BiFunction<ClientAdapter, VirtualTime, Outcome> use) {
        return on(what, TIMEOUT, server, use);
    }

    /** A case against an address where nobody listens. */
    Case nobody(BiFunction<ClientAdapter, VirtualTime, Outcome> use) {
        ScriptedServer gone = ScriptedServer.of(List.of(Reply.CLOSE));
        gone.close();
        return on("nobody listens", TIMEOUT, gone, use);
    }

    private Case on(
            String what, Duration timeout, ScriptedServer server, BiFunction<ClientAdapter, VirtualTime, Outcome> use) {
        VirtualTime time = new VirtualTime();
        try (server;
                ClientAdapter client = factory.client(new ClientAdapter.Setup(server.url(), KEY, timeout, time))) {
            Outcome outcome = use.apply(client, time);
            return checked(new Case(what, outcome, List.copyOf(server.seen()), time));
        } finally {
            // A client that was interrupted says so to its thread, which has other cases to run.
            Thread.interrupted();
        }
    }

    /** What holds for every case: nothing but the API's own ends, and the key only where it belongs. */
    private static Case checked(Case ended) {
        ended.holds(ended.outcome().kind() != Kind.OTHER, "must end in one of the documented ways");
        for (Throwable e = ended.outcome().thrown(); e != null; e = e.getCause()) {
            ended.holds(!String.valueOf(e).contains(KEY), "must not tell the API key");
        }
        ended.holds(!ended.outcome().toString().contains(KEY), "must not tell the API key");
        for (Seen seen : ended.seen()) {
            ended.holds(!seen.target().contains(KEY), "must not put the API key into a URL");
            ended.holds(
                    seen.header("authorization").equals("Bearer " + KEY), "must send the API key as a bearer token");
        }
        return ended;
    }

    /** The document's example of an answer. */
    static String example(Operation operation, String name) {
        return Objects.requireNonNull(operation.answerExamples().get(name), name)
                .toString();
    }

    /** The document's example of a task, with this flag and, if it may have them, results. */
    String flag(int flag) {
        JsonNode example = recordInfo().answerExamples().values().stream()
                .filter(answer -> answer.at("/data/successFlag").isInt()
                        && answer.at("/data/successFlag").asInt() == flag)
                .findFirst()
                .orElseGet(() -> recordInfo().answerExamples().get("generating"));
        return example.toString().replaceFirst("\"successFlag\":\\d+", "\"successFlag\":" + flag);
    }

    static String envelope(int code, String msg, String data) {
        return "{\"code\":" + code + ",\"msg\":\"" + msg + "\"" + data + "}";
    }
}
