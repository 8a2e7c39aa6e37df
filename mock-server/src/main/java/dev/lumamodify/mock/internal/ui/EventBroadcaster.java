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
 * What happens in a server, as it happens, for any number of listeners (server-sent events). Each event holds an array of
 * what happened since the last. Nobody waits for a slow listener: it is told that it missed something, by the event
 * {@code stale}, and reads everything anew.
 */
final class EventBroadcaster implements AutoCloseable {
    private static final int MOST_WAITING = 2_000;
    private static final long STATE_MILLIS = 250;
    private static final int QUIET_LOOKS = 40;

    private record Event(String type, JsonNode data) {}

    private final Supplier<JsonNode> state;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /**
     * @param state what is looked at again and again, and told as the event {@code state} when it has changed
     */
    EventBroadcaster(Supplier<JsonNode> state) {
        this.state = state;
    }

    /** Tells every listener. Never waits; costs nothing while nobody listens. */
    void tell(String type, Supplier<? extends JsonNode> data) {
        if (!listeners.isEmpty()) {
            Event event = new Event(type, data.get());
            listeners.forEach(listener -> listener.offer(event));
        }
    }

    /** Serves one listener until it goes away, on a thread of its own. */
    synchronized void listen(SseClient client) {
        if (!closed) {
            client.keepAlive();
            Listener listener = new Listener(client);
            listeners.add(listener);
            client.onClose(listener::interrupt);
            listener.start();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        listeners.forEach(Thread::interrupt);
    }

    private final class Listener extends Thread {
        private final SseClient client;
        private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        private volatile boolean missed;

        Listener(SseClient client) {
            super("luma-modify-mock-events");
            setDaemon(true);
            this.client = client;
        }

        void offer(Event event) {
            if (!waiting.offer(event)) {
                missed = true;
            }
        }

        @Override
        public void run() {
            try {
                JsonNode told = JsonNodeFactory.instance.missingNode();
                for (int quiet = 1; !client.terminated(); quiet++) {
                    Event first = waiting.poll(STATE_MILLIS, TimeUnit.MILLISECONDS);
                    JsonNode now = state.get();
                    if (first != null) {
                        send(first);
                        quiet = 0;
                    }
                    if (!now.equals(told)) {
                        send("state", List.of(now));
                        told = now;
                        quiet = 0;
                    }
                    if (quiet == QUIET_LOOKS && !client.terminated()) {
                        client.sendComment("still here");
                        quiet = 0;
                    }
                }
            } catch (InterruptedException e) {
                client.close();
            } finally {
                listeners.remove(this);
            }
        }

        /** Sends an event together with all that wait behind it, in order. */
        private void send(Event first) {
            if (missed) {
                missed = false;
                waiting.clear();
                send("resync", List.of());
                return;
            }
            List<Event> events = new ArrayList<>(List.of(first));
            waiting.drainTo(events);
            List<JsonNode> alike = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                Event event = events.get(i);
                alike.add(event.data());
                if (i + 1 == events.size() || !events.get(i + 1).type().equals(event.type())) {
                    send(event.type(), alike);
                    alike.clear();
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
