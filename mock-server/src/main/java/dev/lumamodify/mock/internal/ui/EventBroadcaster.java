package dev.lumamodify.mock.internal.ui;

import io.javalin.http.sse.SseClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sends server-sent events to any number of clients. The data of an event is an array of what happened since the last
 * event of its type. A slow client delays nothing: it misses events, receives the event {@code resync} and must then read
 * everything again. Safe for use by several threads.
 */
final class EventBroadcaster implements AutoCloseable {
    private static final int MAX_QUEUED = 2_000;
    private static final long STATE_INTERVAL_MILLIS = 250;
    private static final int KEEP_ALIVE_INTERVALS = 40;

    private record Event(String type, JsonNode data) {}

    private final Supplier<JsonNode> state;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /**
     * @param state read every 250 ms, and sent as the event {@code state} if it has changed
     */
    EventBroadcaster(Supplier<JsonNode> state) {
        this.state = state;
    }

    /** Queues an event for every client. Never blocks. Does not create the data if there is no client. */
    void publish(String type, Supplier<? extends JsonNode> data) {
        if (!subscribers.isEmpty()) {
            Event event = new Event(type, data.get());
            subscribers.forEach(subscriber -> subscriber.offer(event));
        }
    }

    /** Sends events to a client until it disconnects, on a thread of its own. */
    synchronized void subscribe(SseClient client) {
        if (!closed) {
            client.keepAlive();
            Subscriber subscriber = new Subscriber(client);
            subscribers.add(subscriber);
            client.onClose(subscriber::interrupt);
            subscriber.start();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        subscribers.forEach(Thread::interrupt);
    }

    private final class Subscriber extends Thread {
        private final SseClient client;
        private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
        private volatile boolean missedEvents;

        Subscriber(SseClient client) {
            super("luma-modify-mock-events");
            setDaemon(true);
            this.client = client;
        }

        void offer(Event event) {
            if (!queue.offer(event)) {
                missedEvents = true;
            }
        }

        @Override
        public void run() {
            try {
                JsonNode sentState = JsonNodeFactory.instance.missingNode();
                for (int idleIntervals = 1; !client.terminated(); idleIntervals++) {
                    Event first = queue.poll(STATE_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
                    JsonNode currentState = state.get();
                    if (first != null) {
                        sendQueued(first);
                        idleIntervals = 0;
                    }
                    if (!currentState.equals(sentState)) {
                        send("state", List.of(currentState));
                        sentState = currentState;
                        idleIntervals = 0;
                    }
                    if (idleIntervals == KEEP_ALIVE_INTERVALS && !client.terminated()) {
                        client.sendComment("keep-alive");
                        idleIntervals = 0;
                    }
                }
            } catch (InterruptedException e) {
                client.close();
            } finally {
                subscribers.remove(this);
            }
        }

        /** Sends an event and all queued events in order; consecutive events of one type are sent together. */
        private void sendQueued(Event first) {
            if (missedEvents) {
                missedEvents = false;
                queue.clear();
                send("resync", List.of());
                return;
            }
            List<Event> events = new ArrayList<>(List.of(first));
            queue.drainTo(events);
            List<JsonNode> sameType = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                Event event = events.get(i);
                sameType.add(event.data());
                if (i + 1 == events.size() || !events.get(i + 1).type().equals(event.type())) {
                    send(event.type(), sameType);
                    sameType.clear();
                }
            }
        }

        private void send(String type, List<JsonNode> data) {
            if (!client.terminated()) {
                ArrayNode array = JsonNodeFactory.instance.arrayNode().addAll(data);
                client.sendEvent(type, array.toString());
            }
        }
    }
}
