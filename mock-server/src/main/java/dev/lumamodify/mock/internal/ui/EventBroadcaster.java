package dev.lumamodify.mock.internal.ui;

import dev.lumamodify.mock.internal.http.DisconnectListener;
import dev.lumamodify.mock.internal.http.ResponseWriter;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sends server-sent events to any number of clients, with one thread for all of them. The data of an event is an array of what
 * happened since the last event of its type. A slow client delays nothing: it misses events, receives the event {@code
 * resync} and must then read everything again. Safe for use by several threads.
 *
 * @param <S> the type of the state
 */
final class EventBroadcaster<S> implements AutoCloseable {
    static final String CONTENT_TYPE = "text/event-stream";
    private static final int MAX_QUEUED = 10_000;
    /** How many bytes a client may be behind. */
    private static final int MAX_PENDING_BYTES = 4 << 20;

    private static final Duration STATE_INTERVAL = Duration.ofMillis(250);
    private static final int KEEP_ALIVE_INTERVALS = 40;

    private record Event(String type, @Nullable JsonNode data) {
        static final Event NEW_SUBSCRIBER = new Event("", null);
    }

    private final Supplier<S> state;
    private final Function<S, JsonNode> stateJson;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final ArrayBlockingQueue<Event> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private volatile boolean missedEvents;
    private @Nullable Thread thread;
    private boolean closed;

    /**
     * @param state read every 250 ms, and sent as the event {@code state} if it has changed
     * @param stateJson is called only for a changed state
     */
    EventBroadcaster(Supplier<S> state, Function<S, JsonNode> stateJson) {
        this.state = state;
        this.stateJson = stateJson;
    }

    /** Queues an event for every client. Never blocks. Does not create the data if there is no client. */
    void publish(String type, Supplier<? extends JsonNode> data) {
        if (!subscribers.isEmpty()) {
            offer(new Event(type, data.get()));
        }
    }

    private void offer(Event event) {
        if (!queue.offer(event)) {
            missedEvents = true;
        }
    }

    /** Sends events to a client until it disconnects. The future completes then. */
    synchronized CompletableFuture<?> subscribe(Context context) {
        Subscriber subscriber = new Subscriber(context);
        if (closed) {
            subscriber.end();
            return subscriber.ended;
        }
        context.contentType(CONTENT_TYPE + ";charset=utf-8")
                .header("Connection", "close")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no");
        if (thread == null) {
            thread = new Thread(this::run, "luma-modify-mock-events");
            thread.setDaemon(true);
            thread.start();
        }
        subscribers.add(subscriber);
        offer(Event.NEW_SUBSCRIBER);
        return subscriber.ended;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
        stop();
    }

    private void run() {
        try {
            S sentState = state.get();
            byte[] stateEvent = event("state", List.of(stateJson.apply(sentState)));
            long nextState = 0;
            for (int idleIntervals = 0; ; ) {
                Event first = queue.poll(nextState - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (first != null) {
                    sendQueued(first);
                }
                if (System.nanoTime() - nextState >= 0 || (first != null && first.data() == null)) {
                    S current = state.get();
                    if (!current.equals(sentState)) {
                        sentState = current;
                        stateEvent = event("state", List.of(stateJson.apply(current)));
                        send(stateEvent);
                    }
                    nextState = System.nanoTime() + STATE_INTERVAL.toNanos();
                    idleIntervals++;
                }
                if (idleIntervals == KEEP_ALIVE_INTERVALS) {
                    send(": keep-alive\n\n".getBytes(StandardCharsets.UTF_8));
                    idleIntervals = 0;
                }
                for (Subscriber subscriber : subscribers) {
                    subscriber.start(stateEvent);
                }
            }
        } catch (InterruptedException e) {
            // The server closes.
        } finally {
            stop();
        }
    }

    /** Ends all streams. After a failure, the next client starts the thread again. */
    private synchronized void stop() {
        thread = null;
        subscribers.forEach(Subscriber::end);
    }

    /** Sends an event and all queued events in order; consecutive events of one type are sent together. */
    private void sendQueued(Event first) {
        List<Event> events = new ArrayList<>(List.of(first));
        queue.drainTo(events);
        if (missedEvents) {
            missedEvents = false;
            subscribers.forEach(Subscriber::resync);
            return;
        }
        List<JsonNode> sameType = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.data() != null) {
                sameType.add(event.data());
            }
            if (!sameType.isEmpty()
                    && (i + 1 == events.size() || !events.get(i + 1).type().equals(event.type()))) {
                send(event(event.type(), sameType));
                sameType.clear();
            }
        }
    }

    private static byte[] event(String type, List<JsonNode> data) {
        String array = JsonNodeFactory.instance.arrayNode().addAll(data).toString();
        return ("event: " + type + "\ndata: " + array + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Sends the same bytes to all clients. */
    private void send(byte[] event) {
        subscribers.forEach(subscriber -> subscriber.send(event));
    }

    private final class Subscriber {
        private final Context context;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final DisconnectListener disconnect;
        private final Queue<byte[]> pending = new ArrayDeque<>();
        private long pendingBytes;
        private boolean started;
        private boolean writing;

        Subscriber(Context context) {
            this.context = context;
            this.disconnect = DisconnectListener.listen(context, this::end);
        }

        /** Sends the state, once. No event is sent before. */
        synchronized void start(byte[] stateEvent) {
            if (!started) {
                started = true;
                send(stateEvent);
            }
        }

        synchronized void send(byte[] event) {
            if (!started) {
                return;
            }
            pending.add(event);
            pendingBytes += event.length;
            if (pendingBytes > MAX_PENDING_BYTES && writing) {
                resync();
            } else {
                writeNext();
            }
        }

        /** Replaces all pending events. */
        synchronized void resync() {
            pending.clear();
            pendingBytes = 0;
            send(event("resync", List.of()));
        }

        private synchronized void writeNext() {
            byte[] next = writing || ended.isDone() ? null : pending.poll();
            if (next != null) {
                pendingBytes -= next.length;
                writing = true;
                CompletableFuture<?> unused =
                        ResponseWriter.writePart(context, next).whenComplete(this::onWritten);
            }
        }

        private synchronized void onWritten(@Nullable Object sent, @Nullable Throwable failure) {
            writing = false;
            if (failure != null) {
                end();
            } else {
                writeNext();
            }
        }

        /** Ends the response. Closes the connection of a client that does not read. */
        void end() {
            subscribers.remove(this);
            disconnect.cancel();
            synchronized (this) {
                if (writing) {
                    ResponseWriter.closeConnection(context, false);
                }
            }
            ended.complete(null);
        }
    }
}
