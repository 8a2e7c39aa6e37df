package dev.lumamodify.contract.internal.server;

import static dev.lumamodify.contract.internal.server.CallbackReceiver.Reply.status;

import dev.lumamodify.contract.internal.generate.SampleStrings;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.checks.LifecycleChecks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** Tasks with a callback, and receivers that treat it well or badly. Each is staged once and serves several laws. */
public final class CallbackFixtures {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int ATTEMPTS = 4;

    private CallbackFixtures() {}

    /** Taken at once, at a URL with a query. */
    public static TaskObservation taken(ServerTestContext trial) {
        ObjectNode body = trial.body().put("watermark", "0042");
        return scene(trial, "taken", body, "?from=suite&x=%20%26", delivered(trial, 1), status(Response.OK));
    }

    public static TaskObservation awkward(ServerTestContext trial) {
        ObjectNode body = trial.body().put("prompt", SampleStrings.AWKWARD_AND_LONG);
        body.put("videoUrl", SampleStrings.LONG_URL);
        body.put("watermark", "mark \"é\" \\ \uD83C\uDFA5");
        return scene(trial, "awkward callback", body, "", delivered(trial, 1), status(Response.OK));
    }

    public static TaskObservation silent(ServerTestContext trial) {
        return LifecycleChecks.smallest(trial);
    }

    /** Refused on every attempt. */
    public static TaskObservation refusing(ServerTestContext trial) {
        return scene(trial, "refusing", trial.body(), "", exhausted(trial), status(500));
    }

    /** Refused once. */
    public static TaskObservation second(ServerTestContext trial) {
        return scene(trial, "second", trial.body(), "", delivered(trial, 2), status(503), status(Response.OK));
    }

    /** Answered with what looks like success until the last attempt. */
    public static TaskObservation almost(ServerTestContext trial) {
        return scene(
                trial,
                "almost",
                trial.body(),
                "",
                delivered(trial, ATTEMPTS),
                status(201),
                status(202),
                status(204),
                status(Response.OK));
    }

    /** Answered with what some take for a last word, until the last attempt. */
    public static TaskObservation rejecting(ServerTestContext trial) {
        return scene(
                trial,
                "rejecting",
                trial.body(),
                "",
                delivered(trial, ATTEMPTS),
                status(404),
                status(410),
                status(400),
                status(Response.OK));
    }

    /** Answered with what is neither success nor error to some, until the last attempt. */
    public static TaskObservation odd(ServerTestContext trial) {
        return scene(
                trial,
                "odd",
                trial.body(),
                "",
                delivered(trial, ATTEMPTS),
                status(206),
                to(elsewhere(trial), 302),
                status(429),
                status(Response.OK));
    }

    public static TaskObservation redirected(ServerTestContext trial) {
        return scene(
                trial,
                "redirected",
                trial.body(),
                "",
                delivered(trial, 2),
                to(elsewhere(trial), 307),
                status(Response.OK));
    }

    private static CallbackReceiver.Reply to(CallbackReceiver.Box elsewhere, int status) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", elsewhere.url());
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Where redirects lead. */
    public static CallbackReceiver.Box elsewhere(ServerTestContext trial) {
        return trial.receiver().named("elsewhere", status(Response.OK));
    }

    public static TaskObservation dropped(ServerTestContext trial) {
        return scene(trial, "dropped", trial.body(), "", delivered(trial, 2), exchange -> {}, status(Response.OK));
    }

    /** Answered, but late. */
    public static TaskObservation slow(ServerTestContext trial) {
        Duration wait = Duration.ofSeconds(10);
        return scene(
                trial,
                "slow",
                trial.body(),
                "",
                delivered(trial, 1, wait.plusSeconds(1)),
                after(trial, wait),
                status(Response.OK));
    }

    /** Not answered within the time that is allowed. */
    public static TaskObservation stalled(ServerTestContext trial) {
        Duration wait = TIMEOUT.plusSeconds(3);
        return scene(trial, "stalled", trial.body(), "", delivered(trial, 2), after(trial, wait), status(Response.OK));
    }

    public static TaskObservation unreachable(ServerTestContext trial) {
        return trial.watch().shared("unreachable", () -> {
            String url = "http://" + trial.receiver().host() + ":" + closedPort() + "/callback";
            ObjectNode body = trial.body().put("callBackUrl", url);
            return trial.watch()
                    .follow(body, null)
                    .until(patience(trial), track -> track.last().flag() == TaskObservation.CALLBACK_FAILED);
        });
    }

    public static TaskObservation failed(ServerTestContext trial) {
        return scene(trial, "failed", failing(trial), "", delivered(trial, 1), status(Response.OK));
    }

    public static TaskObservation failedRefusing(ServerTestContext trial) {
        return scene(trial, "failed refusing", failing(trial), "", delivered(trial, ATTEMPTS), status(500));
    }

    /** Where nothing may arrive: it is named by requests that the server has to refuse. */
    public static CallbackReceiver.Box refusals(ServerTestContext trial) {
        CallbackReceiver.Box box = trial.receiver().named("refusals", status(Response.OK));
        ObjectNode unlawful = trial.body().put("callBackUrl", box.url());
        trial.send(trial.creating(unlawful.deepCopy().put("prompt", "")));
        trial.send(trial.creating(unlawful.deepCopy().put("videoUrl", "not a url")));
        trial.send(trial.creating(unlawful).header("Authorization", "Basic " + trial.target().apiKey));
        if (trial.target().noCreditsKey != null) {
            trial.send(trial.creating(unlawful).key(trial.target().noCreditsKey));
        }
        return box;
    }

    private static ObjectNode failing(ServerTestContext trial) {
        return trial.body().put("prompt", Objects.requireNonNull(trial.target().failOnPrompt));
    }

    private static TaskObservation scene(
            ServerTestContext trial,
            String name,
            ObjectNode body,
            String query,
            Predicate<TaskObservation> enough,
            CallbackReceiver.Reply... replies) {
        return trial.watch().shared(name, () -> {
            CallbackReceiver.Box box = trial.receiver().box(replies);
            body.put("callBackUrl", box.url() + query);
            TaskObservation track = trial.watch().follow(body, box).until(patience(trial), enough);
            box.during(delivery -> trial.watch().lookDuring(track));
            return track;
        });
    }

    /** A slow receiver may hold up a server that delivers one callback after the other; that is no fault. */
    private static Duration patience(ServerTestContext trial) {
        Duration retries = trial.target().retryDelay.multipliedBy(ATTEMPTS - 1L);
        return trial.pace().real() && !trial.target().fast
                ? retries.plus(TIMEOUT).plusSeconds(3)
                : retries.plusSeconds(9);
    }

    /** That many attempts were made, and there was time for one more that was not made. */
    private static Predicate<TaskObservation> delivered(ServerTestContext trial, int attempts) {
        return delivered(trial, attempts, Duration.ZERO);
    }

    private static Predicate<TaskObservation> delivered(ServerTestContext trial, int attempts, Duration more) {
        return track -> {
            int seen = track.deliveries().size();
            if (seen < attempts) {
                return false;
            }
            Duration quiet = Duration.ofSeconds(1).plus(seen > attempts ? Duration.ZERO : more);
            Instant last = track.deliveries().get(seen - 1).at();
            return !trial.pace().now().isBefore(last.plus(quiet));
        };
    }

    /** All attempts were made and flag 4 is there; or else there was time for a fifth. */
    private static Predicate<TaskObservation> exhausted(ServerTestContext trial) {
        return track -> track.deliveries().size() >= ATTEMPTS
                && track.last().flag() == TaskObservation.CALLBACK_FAILED
                && delivered(trial, ATTEMPTS).test(track);
    }

    private static CallbackReceiver.Reply after(ServerTestContext trial, Duration wait) {
        return exchange -> {
            trial.pace().pass(wait);
            exchange.sendResponseHeaders(Response.OK, -1);
        };
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("No free port", e);
        }
    }
}
