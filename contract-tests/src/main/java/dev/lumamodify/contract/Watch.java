package dev.lumamodify.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Looks at all followed tasks in turn, so that the laws about their lives share one wait. */
final class Watch {
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final int RATE_LIMITED = 429;

    private final Trial trial;
    private final List<Track> tracks = new CopyOnWriteArrayList<>();
    private final Map<String, Object> shared = new ConcurrentHashMap<>();

    Watch(Trial trial) {
        this.trial = trial;
    }

    /** Creates a task and follows it. */
    Track follow(JsonNode request, Receiver.@Nullable Box box) {
        return follow(request, box, trial::send);
    }

    /** The same, but a create that is refused for its rate is not repeated. */
    Track follow(Wire wire, JsonNode request) {
        return follow(request, null, wire::send);
    }

    private Track follow(JsonNode request, Receiver.@Nullable Box box, Function<Call, Answer> send) {
        Call call = trial.creating(request);
        Instant before = trial.pace().now();
        Answer created = send.apply(call);
        Track track = new Track(
                request, created, trial.taskId(created), before, trial.pace().now(), box);
        tracks.add(track);
        look(track);
        return track;
    }

    /** The task of this name, started the first time it is asked for; a failed start fails every law that shares it. */
    Track shared(String name, Supplier<Track> start) {
        return shared(name, Track.class, start);
    }

    /** The same for anything that takes time to find out. */
    <T> T shared(String name, Class<T> type, Supplier<T> start) {
        Object known = shared.computeIfAbsent(name, n -> {
            try {
                return start.get();
            } catch (Broken broken) {
                return broken;
            }
        });
        if (known instanceof Broken broken) {
            throw broken;
        }
        return type.cast(known);
    }

    List<Track> tracks() {
        return tracks;
    }

    /** Lets time go by, and goes on looking. */
    void pass(Duration time) {
        for (Duration left = time; !left.isZero(); ) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            trial.pace().pass(step);
            left = left.minus(step);
            open().forEach(this::look);
        }
    }

    /** Waits until every followed task is settled, or has had its time and its patience. */
    void settle() {
        while (!open().isEmpty()) {
            pass(STEP);
        }
        tracks.forEach(this::look);
        trial.pace().pass(STEP);
        tracks.forEach(this::look);
    }

    private List<Track> open() {
        Duration taskTime = trial.target().taskTime;
        if (taskTime == null) {
            return List.of();
        }
        Instant now = trial.pace().now();
        return tracks.stream()
                .filter(track -> !track.settled())
                .filter(track -> track.after()
                        .plus(taskTime)
                        .plus(SLACK)
                        .plus(track.patience())
                        .isAfter(now))
                .toList();
    }

    /** Looks once. Not readable yet, or looked at too often, is no look. */
    private void look(Track track) {
        look(track, track.looks());
    }

    /** Looks in the middle of a delivery. */
    void lookDuring(Track track) {
        look(track, track.duringDelivery());
    }

    private void look(Track track, List<Track.Look> looks) {
        Instant asked = trial.pace().now();
        Answer answer = trial.wire().send(trial.looking(track.id()));
        Track.Look look = new Track.Look(asked, trial.pace().now(), answer);
        if (answer.accepted()) {
            looks.add(look);
        } else if (answer.code() != RATE_LIMITED && asked.isAfter(track.after().plus(trial.target().lag))) {
            track.misses().add(look);
        }
    }
}
