package dev.lumamodify.contract;

import static dev.lumamodify.contract.Law.Need.CALLBACKS;
import static dev.lumamodify.contract.Law.Need.CREATES;
import static dev.lumamodify.contract.Law.Need.FAILING_PROMPT;
import static dev.lumamodify.contract.Law.Need.TASK_TIME;
import static dev.lumamodify.contract.Law.Need.WEBHOOK_KEY;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What is posted when a task has ended. {@link Scenes} stages the tasks; {@link RetryLaws} are about what is not taken. */
final class CallbackLaws {
    private static final String SOURCE = "#/components/pathItems/TaskEnded";
    private static final String FACTS = "facts, section 4";

    /** So long after the first attempt, another second has come, on a slow machine too. */
    private static final Duration LATER = Duration.ofMillis(2500);

    private CallbackLaws() {}

    static List<Law> all() {
        return Stream.concat(deliveries().stream(), failures().stream()).toList();
    }

    private static List<Law> deliveries() {
        return List.of(
                scene(
                        "callbacks.delivered",
                        "A task with a callBackUrl is told there when it ends.",
                        SOURCE,
                        Scenes::taken,
                        CallbackLaws::told),
                every(
                        "callbacks.to-the-url",
                        "The callback goes to exactly the URL of the request, query and all.",
                        SOURCE,
                        Scenes::taken,
                        (trial, track) -> each(track, delivery -> {
                            if (!(trial.receiver().base() + delivery.uri()).equals(url(track))) {
                                throw broken("The callback went to " + delivery.uri(), track, delivery);
                            }
                        })),
                every(
                        "callbacks.post-json",
                        "The callback is a POST of application/json.",
                        SOURCE,
                        Scenes::taken,
                        (trial, track) -> each(track, delivery -> {
                            boolean json = EnvelopeLaws.JSON
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
                        Scenes::taken,
                        CallbackLaws::valid),
                scene(
                        "callbacks.success-told",
                        "The callback of a success has code 200 and the documented words.",
                        SOURCE,
                        Scenes::taken,
                        (trial, track) -> {
                            each(track, delivery -> words(trial, "succeeded", track, delivery));
                        }),
                every(
                        "callbacks.same-as-record",
                        "The callback tells what recordInfo tells: id, parameters, results.",
                        SOURCE,
                        Scenes::taken,
                        CallbackLaws::asRecorded),
                scene(
                        "callbacks.parameters-exact",
                        "promptJson holds exactly the parameters of the create, whatever characters they have.",
                        SOURCE,
                        Scenes::awkward,
                        (trial, track) -> {
                            told(trial, track);
                            each(track, delivery -> {
                                JsonNode data = delivery.json().path("data");
                                Told.exactly(track, Told.parameters(data, "promptJson"), track.created());
                            });
                        }),
                every(
                        "callbacks.after-the-end",
                        "When the callback arrives, the final state is already to be seen, results and all.",
                        FACTS,
                        Scenes::taken,
                        (trial, track) -> ended(track)),
                scene(
                        "callbacks.once-if-taken",
                        "A delivery that was answered with HTTP 200 is not repeated.",
                        FACTS,
                        Scenes::taken,
                        (trial, track) -> attempts(track, 1)),
                every(
                        "callbacks.no-key",
                        "The callback carries no API key and no webhook key.",
                        "facts, section 1",
                        Scenes::taken,
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
                                Scenes::refusing,
                                CallbackLaws::signed)
                        .needing(CREATES, TASK_TIME, CALLBACKS, WEBHOOK_KEY),
                scene(
                        "callbacks.none-without-url",
                        "A task without a callBackUrl calls nobody.",
                        FACTS,
                        Scenes::silent,
                        (trial, track) -> {
                            track.end();
                            if (!trial.receiver().strays().isEmpty()) {
                                throw broken(
                                        "A callback came to an address that no task had",
                                        track,
                                        trial.receiver().strays().get(0));
                            }
                        }),
                Law.lasting(
                                "callbacks.none-if-refused",
                                "A request that was refused calls nobody, ever.",
                                FACTS,
                                trial -> {
                                    Receiver.Box box = Scenes.refusals(trial);
                                    LifeLaws.smallest(trial);
                                    return () -> {
                                        if (!box.deliveries().isEmpty()) {
                                            throw new Broken(
                                                    "A refused request was called back: "
                                                            + box.deliveries().get(0),
                                                    (Call) null);
                                        }
                                    };
                                })
                        .needing(CREATES, TASK_TIME, CALLBACKS));
    }

    private static List<Law> failures() {
        return List.of(scene(
                        "callbacks.failure-told",
                        "A task that failed is told with code 500, the documented words, and no results.",
                        SOURCE,
                        Scenes::failed,
                        (trial, track) -> {
                            told(trial, track);
                            valid(trial, track);
                            each(track, delivery -> words(trial, "failed", track, delivery));
                            asRecorded(trial, track);
                            attempts(track, 1);
                        })
                .needing(CREATES, TASK_TIME, CALLBACKS, FAILING_PROMPT));
    }

    /** A law for the deliveries of one scene. */
    static Law scene(
            String id, String says, String source, Function<Trial, Track> scene, BiConsumer<Trial, Track> check) {
        return Law.lasting(id, says, source, trial -> {
                    Track track = scene.apply(trial);
                    return () -> check.accept(trial, track);
                })
                .needing(CREATES, TASK_TIME, CALLBACKS);
    }

    /** A law for every delivery of the run; there is at least that of the scene. */
    static Law every(
            String id, String says, String source, Function<Trial, Track> scene, BiConsumer<Trial, Track> check) {
        return Law.lasting(id, says, source, trial -> {
                    var unused = scene.apply(trial);
                    return () -> trial.watch().tracks().stream()
                            .filter(track -> !track.deliveries().isEmpty())
                            .forEach(track -> check.accept(trial, track));
                })
                .needing(CREATES, TASK_TIME, CALLBACKS);
    }

    private static void ended(Track track) {
        for (Track.Look look : track.duringDelivery()) {
            if (look.flag() <= Track.GENERATING) {
                throw new Broken("During the delivery the task was still at work", look.answer());
            }
            Told.results(track, look);
        }
    }

    private static void told(Trial trial, Track track) {
        if (track.deliveries().isEmpty()) {
            throw new Broken("No callback came to " + url(track), track.last().answer());
        }
    }

    static void attempts(Track track, int expected) {
        int seen = track.deliveries().size();
        if (seen != expected) {
            throw new Broken(
                    "There were " + seen + " deliveries, not " + expected,
                    track.last().answer());
        }
    }

    static void each(Track track, Consumer<Receiver.Delivery> check) {
        track.deliveries().forEach(check);
    }

    private static String url(Track track) {
        return track.request().path("callBackUrl").asString("");
    }

    static Broken broken(String what, Track track, Receiver.Delivery delivery) {
        return new Broken(what + "; the delivery was " + delivery, track.created());
    }

    private static void valid(Trial trial, Track track) {
        for (Document.Callback callback : trial.document().callbacks()) {
            each(track, delivery -> {
                List<Judge.Breach> breaches = new Judge().breaches(callback.body(), delivery.json());
                if (!breaches.isEmpty()) {
                    throw broken("The callback breaks the document: " + breaches.get(0), track, delivery);
                }
                for (Document.Parameter header : callback.headers()) {
                    String value = delivery.header(header.name());
                    if (!value.isEmpty() && !new Judge().accepts(header.schema(), Schemas.NODES.stringNode(value))) {
                        throw broken(header.name() + ": " + value + " breaks the document", track, delivery);
                    }
                }
            });
        }
    }

    private static void words(Trial trial, String example, Track track, Receiver.Delivery delivery) {
        JsonNode documented = trial.document().callbacks().get(0).examples().get(example);
        for (String name : List.of("code", "msg")) {
            if (documented == null
                    || !documented.path(name).equals(delivery.json().path(name))) {
                throw broken(
                        "The " + name + " is not that of the document's example '" + example + "'", track, delivery);
            }
        }
    }

    private static void asRecorded(Trial trial, Track track) {
        JsonNode record = track.end().data();
        each(track, delivery -> {
            JsonNode data = delivery.json().path("data");
            if (!data.path("taskId").equals(record.path("taskId"))) {
                throw broken("The task is not " + track.id(), track, delivery);
            }
            if (!Told.parameters(data, "promptJson").equals(Told.parameters(record, "paramJson"))) {
                throw broken("promptJson is not paramJson", track, delivery);
            }
            if (!data.path("resultUrls").equals(record.path("response").path("resultUrls"))) {
                throw broken("resultUrls are not those of recordInfo", track, delivery);
            }
        });
    }

    private static void signed(Trial trial, Track track) {
        Receiver.Delivery first = track.deliveries().get(0);
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
