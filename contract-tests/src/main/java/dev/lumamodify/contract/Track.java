package dev.lumamodify.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One task that the suite created and keeps looking at, until enough is known about it. */
final class Track {
    static final int GENERATING = 0;
    static final int SUCCESS = 1;
    static final int CALLBACK_FAILED = 4;

    /** What one look showed, when it was sent, and when it was answered. */
    record Look(Instant asked, Instant at, Answer answer) {
        JsonNode data() {
            return answer.data();
        }

        int flag() {
            return answer.data().path("successFlag").asInt(-1);
        }
    }

    private final JsonNode request;
    private final Answer created;
    private final String id;
    private final Instant before;
    private final Instant after;
    private final Receiver.@Nullable Box box;
    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private final List<Look> misses = new CopyOnWriteArrayList<>();
    private final List<Look> duringDelivery = new CopyOnWriteArrayList<>();
    private volatile Predicate<Track> settled = track -> track.ended() != null;
    private volatile Duration patience = Duration.ZERO;

    Track(JsonNode request, Answer created, String id, Instant before, Instant after, Receiver.@Nullable Box box) {
        this.request = request;
        this.created = created;
        this.id = id;
        this.before = before;
        this.after = after;
        this.box = box;
    }

    JsonNode request() {
        return request;
    }

    Answer created() {
        return created;
    }

    String id() {
        return id;
    }

    /** When the create was sent. */
    Instant before() {
        return before;
    }

    /** When the create had been answered. */
    Instant after() {
        return after;
    }

    /** Every readable look, oldest first. */
    List<Look> looks() {
        return looks;
    }

    /** Looks that found nothing, although the task has been there for long enough. */
    List<Look> misses() {
        return misses;
    }

    /** Looks that were made while a callback was being delivered. */
    List<Look> duringDelivery() {
        return duringDelivery;
    }

    List<Receiver.Delivery> deliveries() {
        return box == null ? List.of() : box.deliveries();
    }

    /** The first look that showed a final state, or null. */
    @Nullable
    Look ended() {
        return looks.stream()
                .filter(look -> look.flag() > GENERATING)
                .findFirst()
                .orElse(null);
    }

    /** The first final look; the law is broken if there is none. */
    Look end() {
        Look end = ended();
        if (end == null) {
            throw new Broken(
                    "The task has not ended in the time it was given", looks.isEmpty() ? created : last().answer());
        }
        return end;
    }

    Look last() {
        if (looks.isEmpty()) {
            throw new Broken("The task was never readable", created);
        }
        return looks.get(looks.size() - 1);
    }

    /** Asks to go on looking until {@code enough} holds, at most this long after the task's time. */
    Track until(Duration patience, Predicate<Track> enough) {
        Predicate<Track> before = settled;
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
