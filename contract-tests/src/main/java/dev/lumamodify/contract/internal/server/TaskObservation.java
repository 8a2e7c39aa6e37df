package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One task that the suite created and keeps looking at, until enough is known about it. */
public final class TaskObservation {
    public static final int GENERATING = 0;
    public static final int SUCCESS = 1;
    public static final int CALLBACK_FAILED = 4;

    /** What one look showed, when it was sent, and when it was answered. */
    public record Poll(Instant asked, Instant at, Response answer) {
        public JsonNode data() {
            return answer.data();
        }

        public int flag() {
            return answer.data().path("successFlag").asInt(-1);
        }
    }

    private final JsonNode request;
    private final Response created;
    private final String id;
    private final Instant before;
    private final Instant after;
    private final CallbackReceiver.@Nullable Box box;
    private final List<Poll> looks = new CopyOnWriteArrayList<>();
    private final List<Poll> misses = new CopyOnWriteArrayList<>();
    private final List<Poll> duringDelivery = new CopyOnWriteArrayList<>();
    private volatile Predicate<TaskObservation> settled = track -> track.ended() != null;
    private volatile Duration patience = Duration.ZERO;

    TaskObservation(
            JsonNode request,
            Response created,
            String id,
            Instant before,
            Instant after,
            CallbackReceiver.@Nullable Box box) {
        this.request = request;
        this.created = created;
        this.id = id;
        this.before = before;
        this.after = after;
        this.box = box;
    }

    public JsonNode request() {
        return request;
    }

    public Response created() {
        return created;
    }

    public String id() {
        return id;
    }

    /** When the create was sent. */
    public Instant before() {
        return before;
    }

    /** When the create had been answered. */
    public Instant after() {
        return after;
    }

    /** Every readable look, oldest first. */
    public List<Poll> looks() {
        return looks;
    }

    /** Looks that found nothing, although the task has been there for long enough. */
    List<Poll> misses() {
        return misses;
    }

    /** Looks that were made while a callback was being delivered. */
    public List<Poll> duringDelivery() {
        return duringDelivery;
    }

    public List<CallbackReceiver.Delivery> deliveries() {
        return box == null ? List.of() : box.deliveries();
    }

    /** The first look that showed a final state, or null. */
    @Nullable
    Poll ended() {
        return looks.stream()
                .filter(look -> look.flag() > GENERATING)
                .findFirst()
                .orElse(null);
    }

    /** The first final look; the law is broken if there is none. */
    public Poll end() {
        Poll end = ended();
        if (end == null) {
            throw new CheckFailure(
                    "The task has not ended in the time it was given", looks.isEmpty() ? created : last().answer());
        }
        return end;
    }

    public Poll last() {
        if (looks.isEmpty()) {
            throw new CheckFailure("The task was never readable", created);
        }
        return looks.get(looks.size() - 1);
    }

    /** Asks to go on looking until {@code enough} holds, at most this long after the task's time. */
    TaskObservation until(Duration patience, Predicate<TaskObservation> enough) {
        Predicate<TaskObservation> before = settled;
        settled = track -> before.test(track) && enough.test(track);
        this.patience = this.patience.compareTo(patience) > 0 ? this.patience : patience;
        return this;
    }

    boolean settled() {
        return settled.test(this);
    }

    Duration patience() {
        return patience;
    }
}
