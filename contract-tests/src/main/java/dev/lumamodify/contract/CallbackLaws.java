package dev.lumamodify.contract;

import static dev.lumamodify.contract.Law.Need.CALLBACKS;
import static dev.lumamodify.contract.Law.Need.CREATES;
import static dev.lumamodify.contract.Law.Need.FAILING_PROMPT;
import static dev.lumamodify.contract.Law.Need.REAL_TIME;
import static dev.lumamodify.contract.Law.Need.TASK_TIME;
import static dev.lumamodify.contract.Law.Need.WEBHOOK_KEY;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What is posted when a task has ended. {@link Scenes} stages the tasks. */
final class CallbackLaws {
    private static final String SOURCE = "#/components/pathItems/TaskEnded";
    private static final String FACTS = "facts, section 4";

    /** First attempt and three retries. */
    private static final int ATTEMPTS = 4;

    private CallbackLaws() {}

    static List<Law> all() {
        return Stream.concat(deliveries().stream(), Stream.concat(retries().stream(), failures().stream()))
                .toList();
    }

    private static List<Law> deliveries() {
        return List.of(
                scene(
                        "callbacks.delivered",
                        "A task with a callBackUrl is told there when it ends.",
                        SOURCE,
                        Scenes::taken,
                        CallbackLaws::told),
                scene(
                        "callbacks.to-the-url",
                        "The callback goes to exactly the URL of the request, query and all.",
                        SOURCE,
                        Scenes::taken,
                        (trial, track) -> each(track, delivery -> {
                            if (!(trial.receiver().base() + delivery.uri()).equals(url(track))) {
                                throw broken("The callback went to " + delivery.uri(), track, delivery);
                            }
                        })),
                scene(
                        "callbacks.post-json",
                        "The callback is a POST of application/json.",
                        SOURCE,
                        Scenes::taken,
                        (trial, track) -> each(track, delivery -> {
                            boolean json = delivery.header("Content-Type")
                                    .toLowerCase(Locale.ROOT)
                                    .matches("application/json(\\s*;.*)?");
                            if (!delivery.method().equals("POST") || !json) {
                                throw broken(
                                        delivery.method() + " of " + delivery.header("Content-Type"), track, delivery);
                            }
                        })),
                scene(
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
                scene(
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
                                LifeLaws.exactly(
                                        track,
                                        LifeLaws.parameters(data, "promptJson"),
                                        track.last().answer());
                            });
                        }),
                scene(
                        "callbacks.after-the-end",
                        "When the callback arrives, the final state is already to be seen.",
                        FACTS,
                        Scenes::taken,
                        (trial, track) -> {
                            for (Track.Look look : track.duringDelivery()) {
                                if (look.flag() <= Track.GENERATING) {
                                    throw new Broken("During the delivery the task was still at work", look.answer());
                                }
                            }
                        }),
                scene(
                        "callbacks.once-if-taken",
                        "A delivery that was answered with HTTP 200 is not repeated.",
                        FACTS,
                        Scenes::taken,
                        (trial, track) -> attempts(track, 1)),
                scene(
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
                scene(
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
                                    trial.watch()
                                            .shared(
                                                    "smallest",
                                                    () -> trial.watch().follow(trial.body(), null));
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

    private static List<Law> retries() {
        return List.of(
                scene(
                        "callbacks.repeated",
                        "A delivery that was answered HTTP 503 is tried again, and not after it was taken.",
                        FACTS,
                        Scenes::second,
                        (trial, track) -> attempts(track, 2)),
                scene(
                        "callbacks.only-200-is-taken",
                        "Only HTTP 200 takes a delivery: 201, 202 and 204 do not.",
                        FACTS,
                        Scenes::almost,
                        (trial, track) -> attempts(track, ATTEMPTS)),
                scene(
                        "callbacks.no-redirects",
                        "A redirect does not take a delivery, and is not followed.",
                        FACTS,
                        Scenes::redirected,
                        (trial, track) -> {
                            attempts(track, 2);
                            if (!Scenes.elsewhere(trial).deliveries().isEmpty()) {
                                throw broken(
                                        "The redirect was followed",
                                        track,
                                        Scenes.elsewhere(trial).deliveries().get(0));
                            }
                        }),
                scene(
                        "callbacks.dropped-is-repeated",
                        "A delivery whose connection was dropped is tried again.",
                        FACTS,
                        Scenes::dropped,
                        (trial, track) -> attempts(track, 2)),
                scene(
                        "callbacks.recovered-stays-1",
                        "A delivery that was taken in the end leaves successFlag at 1.",
                        FACTS,
                        Scenes::almost,
                        (trial, track) -> {
                            if (track.last().flag() != Track.SUCCESS) {
                                throw new Broken(
                                        "successFlag is " + track.last().flag(),
                                        track.last().answer());
                            }
                        }),
                scene(
                        "callbacks.retries-end",
                        "After the first attempt and three retries, it stops.",
                        FACTS,
                        Scenes::refusing,
                        (trial, track) -> attempts(track, ATTEMPTS)),
                scene(
                        "callbacks.flag-4",
                        "A success that could not be delivered ends as 4, with its results.",
                        FACTS,
                        Scenes::refusing,
                        CallbackLaws::undelivered),
                scene(
                        "callbacks.flag-4-unreachable",
                        "A success whose callBackUrl cannot be reached ends as 4, with its results.",
                        FACTS,
                        Scenes::unreachable,
                        CallbackLaws::undelivered),
                scene(
                        "callbacks.flag-4-not-early",
                        "Until the last retry has failed, successFlag is 1.",
                        FACTS,
                        Scenes::refusing,
                        (trial, track) -> {
                            for (Track.Look look : track.duringDelivery()) {
                                if (look.flag() != Track.SUCCESS) {
                                    throw new Broken(
                                            "During the deliveries successFlag was " + look.flag(), look.answer());
                                }
                            }
                        }),
                scene(
                        "callbacks.same-every-time",
                        "Every attempt has the same body.",
                        FACTS,
                        Scenes::refusing,
                        (trial, track) -> each(track, delivery -> {
                            if (!delivery.json()
                                    .equals(track.deliveries().get(0).json())) {
                                throw broken(
                                        "The body has changed since "
                                                + track.deliveries().get(0),
                                        track,
                                        delivery);
                            }
                        })),
                scene(
                                "callbacks.patient",
                                "A delivery that is answered after 10 seconds was taken.",
                                FACTS,
                                Scenes::slow,
                                (trial, track) -> attempts(track, 1))
                        .needing(CREATES, TASK_TIME, CALLBACKS, REAL_TIME),
                scene(
                                "callbacks.not-too-patient",
                                "A delivery that is not answered within 15 seconds is tried again.",
                                FACTS,
                                Scenes::stalled,
                                (trial, track) -> attempts(track, 2))
                        .needing(CREATES, TASK_TIME, CALLBACKS, REAL_TIME));
    }

    private static List<Law> failures() {
        return List.of(
                scene(
                                "callbacks.failure-told",
                                "A task that failed is told with code 500, the documented words, and no results.",
                                SOURCE,
                                Scenes::failed,
                                (trial, track) -> {
                                    told(trial, track);
                                    valid(trial, track);
                                    each(track, delivery -> words(trial, "failed", track, delivery));
                                    asRecorded(trial, track);
                                })
                        .needing(CREATES, TASK_TIME, CALLBACKS, FAILING_PROMPT),
                scene(
                                "callbacks.failure-repeated",
                                "The callback of a failure is retried like any other, and the task stays failed.",
                                FACTS,
                                Scenes::failedRefusing,
                                (trial, track) -> {
                                    attempts(track, ATTEMPTS);
                                    int flag = track.last().flag();
                                    if (flag != track.end().flag()
                                            || flag == Track.SUCCESS
                                            || flag == Track.CALLBACK_FAILED) {
                                        throw new Broken(
                                                "The failed task went on to successFlag " + flag,
                                                track.last().answer());
                                    }
                                })
                        .needing(CREATES, TASK_TIME, CALLBACKS, FAILING_PROMPT));
    }

    private static Law scene(
            String id, String says, String source, Function<Trial, Track> scene, BiConsumer<Trial, Track> check) {
        return Law.lasting(id, says, source, trial -> {
                    Track track = scene.apply(trial);
                    return () -> check.accept(trial, track);
                })
                .needing(CREATES, TASK_TIME, CALLBACKS);
    }

    private static void told(Trial trial, Track track) {
        if (track.deliveries().isEmpty()) {
            throw new Broken("No callback came to " + url(track), track.last().answer());
        }
    }

    private static void attempts(Track track, int expected) {
        int seen = track.deliveries().size();
        if (seen != expected) {
            throw new Broken(
                    "There were " + seen + " deliveries, not " + expected,
                    track.last().answer());
        }
    }

    private static void each(Track track, Consumer<Receiver.Delivery> check) {
        track.deliveries().forEach(check);
    }

    private static String url(Track track) {
        return track.request().path("callBackUrl").asString("");
    }

    private static Broken broken(String what, Track track, Receiver.Delivery delivery) {
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
            if (!LifeLaws.parameters(data, "promptJson").equals(LifeLaws.parameters(record, "paramJson"))) {
                throw broken("promptJson is not paramJson", track, delivery);
            }
            if (!data.path("resultUrls").equals(record.path("response").path("resultUrls"))) {
                throw broken("resultUrls are not those of recordInfo", track, delivery);
            }
        });
    }

    private static void undelivered(Trial trial, Track track) {
        Track.Look last = track.last();
        if (last.flag() != Track.CALLBACK_FAILED) {
            throw new Broken("successFlag is " + last.flag() + ", not 4", last.answer());
        }
        if (last.data().path("response").path("resultUrls").isEmpty()) {
            throw new Broken("The results are gone", last.answer());
        }
        LifeLaws.isFinal(track);
    }

    private static void signed(Trial trial, Track track) {
        told(trial, track);
        each(track, delivery -> {
            String wrong = Signature.wrong(trial.target().webhookKey, track.id(), delivery);
            if (wrong != null) {
                throw broken(wrong, track, delivery);
            }
        });
    }
}
