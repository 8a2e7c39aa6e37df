package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
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
public final class TaskPoller {
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final int RATE_LIMITED = 429;

    private final ServerTestContext trial;
    private final List<TaskObservation> tracks = new CopyOnWriteArrayList<>();
    private final Map<String, Object> shared = new ConcurrentHashMap<>();

    TaskPoller(ServerTestContext trial) {
        this.trial = trial;
    }

    /** Creates a task and follows it. */
    public TaskObservation follow(JsonNode request, CallbackReceiver.@Nullable Box box) {
        return follow(request, box, trial::send);
    }

    /** The same, but a create that is refused for its rate is not repeated. */
    public TaskObservation follow(RecordingHttpClient wire, JsonNode request) {
        return follow(request, null, wire::send);
    }

    private TaskObservation follow(
            JsonNode request, CallbackReceiver.@Nullable Box box, Function<Request, Response> send) {
        Request call = trial.creating(request);
        Instant before = trial.pace().now();
        Response created = send.apply(call);
        TaskObservation track = new TaskObservation(
                request, created, trial.taskId(created), before, trial.pace().now(), box);
        tracks.add(track);
        look(track);
        return track;
    }

    /** The task of this name, started the first time it is asked for; a failed start fails every law that shares it. */
    public TaskObservation shared(String name, Supplier<TaskObservation> start) {
        return shared(name, TaskObservation.class, start);
    }

    /** The same for anything that takes time to find out. */
    public <T> T shared(String name, Class<T> type, Supplier<T> start) {
        Object known = shared.computeIfAbsent(name, n -> {
            try {
                return start.get();
            } catch (CheckFailure broken) {
                return broken;
            }
        });
        if (known instanceof CheckFailure broken) {
            throw broken;
        }
        return type.cast(known);
    }

    public List<TaskObservation> tracks() {
        return tracks;
    }

    /** Lets time go by, and goes on looking. */
    public void pass(Duration time) {
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

    private List<TaskObservation> open() {
        Duration taskTime = trial.target().taskDuration;
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
    private void look(TaskObservation track) {
        look(track, track.looks());
    }

    /** Looks in the middle of a delivery. */
    void lookDuring(TaskObservation track) {
        look(track, track.duringDelivery());
    }

    private void look(TaskObservation track, List<TaskObservation.Poll> looks) {
        Instant asked = trial.pace().now();
        Response answer = trial.wire().send(trial.looking(track.id()));
        TaskObservation.Poll look = new TaskObservation.Poll(asked, trial.pace().now(), answer);
        if (answer.accepted()) {
            looks.add(look);
        } else if (answer.code() != RATE_LIMITED && asked.isAfter(track.after().plus(trial.target().readDelay))) {
            track.misses().add(look);
        }
    }
}
