package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.mock.FaultLayer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Collects faults. Their names are unique. */
final class FaultTable {
    static final Set<Integer> ANY_STATUS = Set.of(0, 1, 2, 3, 4);

    private final Map<String, ServerFault> faults = new LinkedHashMap<>();

    List<ServerFault> faults() {
        return List.copyOf(faults.values());
    }

    /** Begins a group of faults that one check must find. */
    Group foundBy(String check) {
        return new Group(check, List.of());
    }

    /** Begins a group of servers that no required check may reject: they differ from the mock server without a fault. */
    Group sound() {
        return new Group("", List.of());
    }

    /** Adds faults that the same check must find. Each method names one way in which a server can differ from the mock server. */
    final class Group {
        private final String foundBy;
        private final List<String> traffic;

        private Group(String foundBy, List<String> traffic) {
            this.foundBy = foundBy;
            this.traffic = traffic;
        }

        /** Returns a group that runs further checks too, for the requests that they send. */
        Group withTrafficOf(String... checks) {
            return new Group(foundBy, List.of(checks));
        }

        void add(String name, Supplier<FaultLayer> layer) {
            if (faults.put(name, new ServerFault(name, foundBy, traffic, layer)) != null) {
                throw new IllegalArgumentException("There are two faults with the name: " + name);
            }
        }

        /** The server handles requests differently; the function gets a request and the mock server. */
        void handlesRequest(String name, BiFunction<Request, Function<Request, Response>, Response> handle) {
            add(name, () -> new FaultLayer() {
                @Override
                public Response handle(Request request, Function<Request, Response> mock) {
                    return handle.apply(request, mock);
                }
            });
        }

        /** The server reads another request than the one that was sent. */
        void readsRequest(String name, UnaryOperator<Request> change) {
            handlesRequest(name, (request, mock) -> mock.apply(change.apply(request)));
        }

        /** The server accepts invalid create requests: they are repaired before the mock server validates them. */
        void acceptsInvalid(String name, Predicate<ObjectNode> invalid, Consumer<ObjectNode> repair) {
            readsRequest(
                    name,
                    request -> Messages.isCreate(request)
                            ? Messages.editJson(request, json -> {
                                if (invalid.test(json)) {
                                    repair.accept(json);
                                }
                            })
                            : request);
        }

        /** The server rejects valid create requests. */
        void rejectsValid(String name, Predicate<Request> rejected) {
            readsRequest(
                    name,
                    request -> Messages.isCreate(request) && rejected.test(request) ? request.json("{}") : request);
        }

        /** The server sends other responses. */
        void responds(String name, UnaryOperator<Response> change) {
            handlesRequest(name, (request, mock) -> change.apply(mock.apply(request)));
        }

        /** The server sends other responses to create requests. */
        void respondsToCreate(String name, UnaryOperator<Response> change) {
            handlesRequest(name, (request, mock) -> {
                Response response = mock.apply(request);
                return Messages.isCreate(request) ? change.apply(response) : response;
            });
        }

        /** The server sends other error responses. */
        void respondsWithError(String name, UnaryOperator<Response> change) {
            responds(name, response -> response.code() > 0 && !response.accepted() ? change.apply(response) : response);
        }

        /** The server returns other task records. */
        void returnsRecord(String name, Consumer<ObjectNode> edit) {
            returnsRecord(name, ANY_STATUS, edit);
        }

        /** The server returns other task records while the tasks have one of some statuses. */
        void returnsRecord(String name, Set<Integer> statuses, Consumer<ObjectNode> edit) {
            returnsRecord(name, statuses, () -> edit);
        }

        /** The same for an edit with a state of its own. */
        void returnsRecord(String name, Set<Integer> statuses, Supplier<Consumer<ObjectNode>> edit) {
            add(name, () -> new FaultLayer() {
                private final Consumer<ObjectNode> change = edit.get();

                @Override
                public Response handle(Request request, Function<Request, Response> mock) {
                    Response response = mock.apply(request);
                    return Messages.isRead(request)
                                    && response.accepted()
                                    && statuses.contains(
                                            response.data().path("successFlag").asInt())
                            ? Messages.editJson(response, json -> change.accept((ObjectNode) json.path("data")))
                            : response;
                }
            });
        }

        /** The server delivers callbacks differently; the function gets a callback and the receiver. */
        void delivers(String name, BiFunction<Request, Function<Request, Response>, Response> deliver) {
            add(name, () -> new FaultLayer() {
                @Override
                public Response deliver(Request callback, Function<Request, Response> receiver) {
                    return deliver.apply(callback, receiver);
                }
            });
        }

        /** The server sends another callback. */
        void sendsCallback(String name, UnaryOperator<Request> change) {
            delivers(name, (callback, receiver) -> receiver.apply(change.apply(callback)));
        }

        /** The server sends another callback body. */
        void sendsCallbackBody(String name, Consumer<ObjectNode> edit) {
            sendsCallback(name, callback -> Messages.editJson(callback, edit));
        }

        /** The server treats some responses of the receiver as HTTP 200. */
        void treatsAsAccepted(String name, IntPredicate statuses) {
            delivers(name, (callback, receiver) -> {
                Response response = receiver.apply(callback);
                return statuses.test(response.status()) ? Messages.accepted(callback) : response;
            });
        }
    }
}
