package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ClientTestContext.SUBMIT_REQUEST;
import static dev.lumamodify.contract.internal.client.ClientTestContext.TASK_ID;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.client.ClientAdapter.SubmitRequest;
import dev.lumamodify.contract.internal.client.ApiErrorFixtures;
import dev.lumamodify.contract.internal.client.ClientCheck;
import dev.lumamodify.contract.internal.client.ClientRequirement;
import dev.lumamodify.contract.internal.client.ClientRun;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ManualClock;
import dev.lumamodify.contract.internal.client.NewThreads;
import dev.lumamodify.contract.internal.client.ReceivedRequest;
import dev.lumamodify.contract.internal.client.ResponseBodies;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.client.ScriptedServer;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.Concurrently;
import dev.lumamodify.contract.internal.spec.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks of the state that outlives a call: of concurrent calls, several clients, leaks and closed clients. */
public final class ClientStateChecks {
    private static final String CREATE = "docs/api-facts.md#create-a-task";
    private static final String CLIENT = "client/README.md";

    /** Fewer than the rate limit permits at once. */
    private static final int CALLS = 12;

    private static final int CLIENTS = 20;
    private static final int MAX_NEW_THREADS = 8;
    private static final int MANY_CALLS = 60;
    private static final int MAX_CONNECTIONS = 6;

    /** How long a server waits for further requests before it responds to the first ones, in real time. */
    private static final Duration OVERLAP = Duration.ofMillis(200);

    /** In real time, in which nothing is cleaned up; reached only by a client that leaks. */
    private static final Duration MAX_CLEANUP = Duration.ofSeconds(2);

    private ClientStateChecks() {}

    public static List<Check<ClientTestContext>> all() {
        return List.of(
                ClientCheck.of(
                        "client.concurrent-calls",
                        "Submissions and reads of several threads at once send their own requests and return their own"
                                + " responses.",
                        CREATE,
                        ClientStateChecks::concurrentCallsAreIndependent),
                ClientCheck.of(
                        "client.several-clients",
                        "Two clients in one process use their own URL and API key, also after one is closed.",
                        "docs/api-facts.md#authentication",
                        ClientStateChecks::clientsAreIndependent),
                ClientCheck.of(
                                "client.connections",
                                "60 calls in succession, most of which fail, leave at most 6 connections open.",
                                CLIENT,
                                ClientStateChecks::connectionsAreReused)
                        .recommended(),
                ClientCheck.of(
                                "client.threads",
                                "20 clients that were used and closed leave at most 8 threads.",
                                CLIENT,
                                ClientStateChecks::threadsEnd)
                        .recommended(),
                ClientCheck.of(
                                "client.closed",
                                "A closed client sends nothing, ends its waits, and leaves no connection open.",
                                CLIENT,
                                ClientStateChecks::closedClientIsSilent)
                        .requires(ClientRequirement.VIRTUAL_CLOCK)
                        .recommended());
    }

    private static void concurrentCallsAreIndependent(ClientTestContext context) {
        CountDownLatch arrived = new CountDownLatch(CALLS);
        ScriptedServer server = ScriptedServer.responding(request -> {
            arrived.countDown();
            awaitOverlap(arrived);
            String id = idOf(context, request);
            return ScriptedResponse.json(
                    200,
                    request.path().equals(context.generate().path())
                            ? ResponseBodies.created(id)
                            : context.bodies().task(0).replace(TASK_ID, id));
        });
        List<String> mixed = new CopyOnWriteArrayList<>();
        ClientRun run = context.run("concurrent calls", server, client -> {
            List<Outcome> outcomes = Concurrently.times(CALLS, i -> {
                String id = "task-" + i;
                Outcome outcome = i % 2 == 0
                        ? client.submit(new SubmitRequest(id, SUBMIT_REQUEST.videoUrl(), null, null))
                        : client.read(id);
                if (outcome.kind() == Kind.SUCCESS && !outcome.taskId().equals(id)) {
                    mixed.add("not " + outcome.taskId() + " for " + id);
                }
                return outcome;
            });
            return outcomes.stream()
                    .filter(outcome -> outcome.kind() != Kind.SUCCESS)
                    .findFirst()
                    .orElse(outcomes.get(0));
        });
        run.endsAs(Kind.SUCCESS).sends(CALLS);
        run.assertThat(mixed.isEmpty(), "must return the task of each call, " + mixed);
    }

    private static void awaitOverlap(CountDownLatch arrived) {
        try {
            boolean unused = arrived.await(OVERLAP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the prompt of a submission, or the task id of a read. */
    private static String idOf(ClientTestContext context, ReceivedRequest request) {
        return request.path().equals(context.generate().path())
                ? Json.parse(request.body()).path("prompt").asString()
                : URLDecoder.decode(request.target().replaceFirst(".*taskId=", ""), StandardCharsets.UTF_8);
    }

    /** Uses a client before, while and after another one is used and closed. */
    private static void clientsAreIndependent(ClientTestContext context) {
        ScriptedResponse created = ScriptedResponse.json(200, context.bodies().created());
        ScriptedResponse task = ScriptedResponse.json(200, context.bodies().task(0));
        context.run("two clients", ScriptedServer.of(List.of(created, task, created)), outer -> {
                    outer.submit(SUBMIT_REQUEST);
                    context.run("the second of two clients", ScriptedServer.of(List.of(created, task)), inner -> {
                                inner.submit(SUBMIT_REQUEST);
                                return inner.read(TASK_ID);
                            })
                            .endsAs(Kind.SUCCESS)
                            .sends(2);
                    outer.read(TASK_ID);
                    return outer.submit(SUBMIT_REQUEST);
                })
                .endsAs(Kind.SUCCESS)
                .sends(3);
    }

    private static void connectionsAreReused(ClientTestContext context) {
        String error = ResponseBodies.error(402, ApiErrorFixtures.MESSAGE);
        List<ScriptedResponse> responses = List.of(
                ScriptedResponse.json(200, error),
                ScriptedResponse.of(404, "text/html", "<html>" + "Sorry".repeat(5000)),
                ScriptedResponse.chunked(401, error),
                ScriptedResponse.of(400, "text/plain", ""),
                ScriptedResponse.json(200, "{\"code\":200"),
                ScriptedResponse.json(200, context.bodies().task(0)));
        ScriptedServer server = new ScriptedServer(n -> responses.get(n % responses.size()));
        context.run("many calls", server, client -> {
                    Outcome outcome = client.read(TASK_ID);
                    for (int call = 1; call < MANY_CALLS; call++) {
                        outcome = client.read(TASK_ID);
                    }
                    return server.awaitConnections(MAX_CONNECTIONS, MAX_CLEANUP)
                            ? outcome
                            : Outcome.of(Kind.OTHER, "more than " + MAX_CONNECTIONS + " connections are open", null);
                })
                .endsAs(Kind.SUCCESS);
    }

    private static void threadsEnd(ClientTestContext context) {
        ScriptedResponse created = ScriptedResponse.json(200, context.bodies().created());
        ScriptedResponse task = ScriptedResponse.json(200, context.bodies().task(1));
        NewThreads threads = NewThreads.sinceNow();
        ClientRun last = null;
        for (int i = 0; i < CLIENTS; i++) {
            last = context.run("a client", ScriptedServer.of(List.of(created, task)), client -> {
                client.submit(SUBMIT_REQUEST);
                client.read(TASK_ID);
                return client.awaitCompletionBlocking(TASK_ID);
            });
        }
        List<String> left = threads.awaitAtMost(MAX_NEW_THREADS, MAX_CLEANUP);
        if (last != null) {
            last.assertThat(left.isEmpty(), "must end its threads, not leave " + left);
        }
    }

    private static void closedClientIsSilent(ClientTestContext context) {
        AtomicInteger sent = new AtomicInteger();
        ManualClock clock = new ManualClock();
        ScriptedServer server = ScriptedServer.of(
                List.of(ScriptedResponse.json(200, context.bodies().task(0))));
        ClientRun run = context.run("a closed client", server, clock, client -> {
            CompletableFuture<Outcome> wait = client.awaitCompletion(TASK_ID);
            clock.advance(Duration.ofMinutes(1));
            client.close();
            sent.set(server.requests().size());
            boolean closed = server.awaitConnections(0, MAX_CLEANUP);
            clock.advance(Duration.ofHours(1));
            for (Outcome outcome : List.of(
                    wait.getNow(Outcome.of(Kind.OTHER, "still waiting", null)),
                    client.read(TASK_ID),
                    client.submit(SUBMIT_REQUEST))) {
                if (outcome.kind() == Kind.SUCCESS || outcome.kind() == Kind.OTHER) {
                    return outcome;
                }
            }
            return closed ? Outcome.of(Kind.INVALID, "", null) : Outcome.of(Kind.OTHER, "open connections", null);
        });
        run.doesNotEndAs(Kind.SUCCESS);
        run.sends(sent.get());
    }
}
