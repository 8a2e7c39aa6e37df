package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.Check.Need.CALLBACKS;
import static dev.lumamodify.contract.internal.server.Check.Need.CREATES;
import static dev.lumamodify.contract.internal.server.Check.Need.FAIL_ON_PROMPT;
import static dev.lumamodify.contract.internal.server.Check.Need.TASK_DURATION;
import static dev.lumamodify.contract.internal.server.Check.Need.WEBHOOK_KEY;

import dev.lumamodify.contract.internal.generate.ValidValues;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Signature;
import dev.lumamodify.contract.internal.server.CallbackFixtures;
import dev.lumamodify.contract.internal.server.CallbackReceiver;
import dev.lumamodify.contract.internal.server.Check;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import dev.lumamodify.contract.internal.server.TaskObservation;
import dev.lumamodify.contract.internal.spec.Document;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What is posted when a task has ended. {@link CallbackFixtures} stages the tasks; {@link CallbackRetryChecks} are about what is not taken. */
public final class CallbackChecks {
    private static final String SOURCE = "#/components/pathItems/TaskCallback";
    private static final String FACTS = "facts, section 4";

    /** So long after the first attempt, another second has come, on a slow machine too. */
    private static final Duration LATER = Duration.ofMillis(2500);

    private CallbackChecks() {}

    public static List<Check> all() {
        return Stream.concat(deliveries().stream(), failures().stream()).toList();
    }

    private static List<Check> deliveries() {
        return List.of(
                scene(
                        "callbacks.delivered",
                        "A task with a callBackUrl is told there when it ends.",
                        SOURCE,
                        CallbackFixtures::taken,
                        CallbackChecks::told),
                every(
                        "callbacks.exact-url",
                        "The callback goes to exactly the URL of the request, query and all.",
                        SOURCE,
                        CallbackFixtures::taken,
                        (trial, track) -> each(track, delivery -> {
                            if (!(trial.receiver().base() + delivery.uri()).equals(url(track))) {
                                throw broken("The callback went to " + delivery.uri(), track, delivery);
                            }
                        })),
                every(
                        "callbacks.post-json",
                        "The callback is a POST of application/json.",
                        SOURCE,
                        CallbackFixtures::taken,
                        (trial, track) -> each(track, delivery -> {
                            boolean json = EnvelopeChecks.JSON
                                    .matcher(delivery.header("Content-Type"))
                                    .matches();
                            if (!delivery.method().equals("POST") || !json) {
                                throw broken(
                                        delivery.method() + " of " + delivery.header("Content-Type"), track, delivery);
                            }
                        })),
                every(
                        "callbacks.valid",
                        "The callback is valid against the document.",
                        SOURCE,
                        CallbackFixtures::taken,
                        CallbackChecks::valid),
                scene(
                        "callbacks.success-body",
                        "The callback of a success has code 200 and the documented words.",
                        SOURCE,
                        CallbackFixtures::taken,
                        (trial, track) -> {
                            each(track, delivery -> words(trial, "succeeded", track, delivery));
                        }),
                every(
                        "callbacks.same-as-record",
                        "The callback tells what recordInfo tells: id, parameters, results.",
                        SOURCE,
                        CallbackFixtures::taken,
                        CallbackChecks::asRecorded),
                scene(
                        "callbacks.parameters-exact",
                        "promptJson holds exactly the parameters of the create, whatever characters they have.",
                        SOURCE,
                        CallbackFixtures::awkward,
                        (trial, track) -> {
                            told(trial, track);
                            each(track, delivery -> {
                                JsonNode data = delivery.json().path("data");
                                TaskAssertions.exactly(
                                        track, TaskAssertions.parameters(data, "promptJson"), track.created());
                            });
                        }),
                every(
                        "callbacks.after-final-state",
                        "When the callback arrives, the final state is already to be seen, results and all.",
                        FACTS,
                        CallbackFixtures::taken,
                        (trial, track) -> ended(track)),
                scene(
                        "callbacks.not-repeated-after-200",
                        "A delivery that was answered with HTTP 200 is not repeated.",
                        FACTS,
                        CallbackFixtures::taken,
                        (trial, track) -> attempts(track, 1)),
                every(
                        "callbacks.no-key",
                        "The callback carries no API key and no webhook key.",
                        "facts, section 1",
                        CallbackFixtures::taken,
                        (trial, track) -> each(track, delivery -> {
                            String all = delivery + " " + delivery.headers();
                            if (trial.tells(all, trial.target().apiKey)
                                    || trial.tells(all, trial.target().webhookKey)
                                    || !delivery.header("Authorization").isEmpty()) {
                                throw broken("The callback carries a key", track, delivery);
                            }
                        })),
                every(
                                "callbacks.signed",
                                "Every attempt is signed freshly over task id and timestamp with the webhook key.",
                                FACTS,
                                CallbackFixtures::refusing,
                                CallbackChecks::signed)
                        .needing(CREATES, TASK_DURATION, CALLBACKS, WEBHOOK_KEY),
                scene(
                        "callbacks.none-without-url",
                        "A task without a callBackUrl calls nobody.",
                        FACTS,
                        CallbackFixtures::silent,
                        (trial, track) -> {
                            track.end();
                            if (!trial.receiver().strays().isEmpty()) {
                                throw broken(
                                        "A callback came to an address that no task had",
                                        track,
                                        trial.receiver().strays().get(0));
                            }
                        }),
                Check.lasting(
                                "callbacks.none-if-rejected",
                                "A request that was refused calls nobody, ever.",
                                FACTS,
                                trial -> {
                                    CallbackReceiver.Box box = CallbackFixtures.refusals(trial);
                                    LifecycleChecks.smallest(trial);
                                    return () -> {
                                        if (!box.deliveries().isEmpty()) {
                                            throw new CheckFailure(
                                                    "A refused request was called back: "
                                                            + box.deliveries().get(0),
                                                    (Request) null);
                                        }
                                    };
                                })
                        .needing(CREATES, TASK_DURATION, CALLBACKS));
    }

    private static List<Check> failures() {
        return List.of(scene(
                        "callbacks.failure-body",
                        "A task that failed is told with code 500, the documented words, and no results.",
                        SOURCE,
                        CallbackFixtures::failed,
                        (trial, track) -> {
                            told(trial, track);
                            valid(trial, track);
                            each(track, delivery -> words(trial, "failed", track, delivery));
                            asRecorded(trial, track);
                            attempts(track, 1);
                        })
                .needing(CREATES, TASK_DURATION, CALLBACKS, FAIL_ON_PROMPT));
    }

    /** A law for the deliveries of one scene. */
    static Check scene(
            String id,
            String says,
            String source,
            Function<ServerTestContext, TaskObservation> scene,
            BiConsumer<ServerTestContext, TaskObservation> check) {
        return Check.lasting(id, says, source, trial -> {
                    TaskObservation track = scene.apply(trial);
                    return () -> check.accept(trial, track);
                })
                .needing(CREATES, TASK_DURATION, CALLBACKS);
    }

    /** A law for every delivery of the run; there is at least that of the scene. */
    static Check every(
            String id,
            String says,
            String source,
            Function<ServerTestContext, TaskObservation> scene,
            BiConsumer<ServerTestContext, TaskObservation> check) {
        return Check.lasting(id, says, source, trial -> {
                    var unused = scene.apply(trial);
                    return () -> trial.watch().tracks().stream()
                            .filter(track -> !track.deliveries().isEmpty())
                            .forEach(track -> check.accept(trial, track));
                })
                .needing(CREATES, TASK_DURATION, CALLBACKS);
    }

    private static void ended(TaskObservation track) {
        for (TaskObservation.Poll look : track.duringDelivery()) {
            if (look.flag() <= TaskObservation.GENERATING) {
                throw new CheckFailure("During the delivery the task was still at work", look.answer());
            }
            TaskAssertions.results(track, look);
        }
    }

    private static void told(ServerTestContext trial, TaskObservation track) {
        if (track.deliveries().isEmpty()) {
            throw new CheckFailure(
                    "No callback came to " + url(track), track.last().answer());
        }
    }

    static void attempts(TaskObservation track, int expected) {
        int seen = track.deliveries().size();
        if (seen != expected) {
            throw new CheckFailure(
                    "There were " + seen + " deliveries, not " + expected,
                    track.last().answer());
        }
    }

    static void each(TaskObservation track, Consumer<CallbackReceiver.Delivery> check) {
        track.deliveries().forEach(check);
    }

    private static String url(TaskObservation track) {
        return track.request().path("callBackUrl").asString("");
    }

    static CheckFailure broken(String what, TaskObservation track, CallbackReceiver.Delivery delivery) {
        return new CheckFailure(what + "; the delivery was " + delivery, track.created());
    }

    private static void valid(ServerTestContext trial, TaskObservation track) {
        for (Document.Callback callback : trial.document().callbacks()) {
            each(track, delivery -> {
                List<SchemaValidator.SchemaViolation> breaches =
                        new SchemaValidator().breaches(callback.body(), delivery.json());
                if (!breaches.isEmpty()) {
                    throw broken("The callback breaks the document: " + breaches.get(0), track, delivery);
                }
                for (Document.Parameter header : callback.headers()) {
                    String value = delivery.header(header.name());
                    if (!value.isEmpty()
                            && !new SchemaValidator().accepts(header.schema(), ValidValues.NODES.stringNode(value))) {
                        throw broken(header.name() + ": " + value + " breaks the document", track, delivery);
                    }
                }
            });
        }
    }

    private static void words(
            ServerTestContext trial, String example, TaskObservation track, CallbackReceiver.Delivery delivery) {
        JsonNode documented = trial.document().callbacks().get(0).examples().get(example);
        for (String name : List.of("code", "msg")) {
            if (documented == null
                    || !documented.path(name).equals(delivery.json().path(name))) {
                throw broken(
                        "The " + name + " is not that of the document's example '" + example + "'", track, delivery);
            }
        }
    }

    private static void asRecorded(ServerTestContext trial, TaskObservation track) {
        JsonNode record = track.end().data();
        each(track, delivery -> {
            JsonNode data = delivery.json().path("data");
            if (!data.path("taskId").equals(record.path("taskId"))) {
                throw broken("The task is not " + track.id(), track, delivery);
            }
            if (!TaskAssertions.parameters(data, "promptJson").equals(TaskAssertions.parameters(record, "paramJson"))) {
                throw broken("promptJson is not paramJson", track, delivery);
            }
            if (!data.path("resultUrls").equals(record.path("response").path("resultUrls"))) {
                throw broken("resultUrls are not those of recordInfo", track, delivery);
            }
        });
    }

    private static void signed(ServerTestContext trial, TaskObservation track) {
        CallbackReceiver.Delivery first = track.deliveries().get(0);
        each(track, delivery -> {
            String wrong = Signature.wrong(trial.target().webhookKey, track.id(), delivery);
            if (wrong != null) {
                throw broken(wrong, track, delivery);
            }
            boolean later = Duration.between(first.at(), delivery.at()).compareTo(LATER) > 0;
            if (later && Signature.time(delivery).equals(Signature.time(first))) {
                throw broken("A later attempt has the X-Webhook-Timestamp of the first", track, delivery);
            }
        });
    }
}
