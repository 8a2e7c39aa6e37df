package dev.lumamodify.contract.mock;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import java.time.Duration;
import java.util.function.Function;

/** Changes what a server does. Sits between the caller and the mock server, and changes nothing by default. */
public interface FaultLayer {
    /** A layer without a fault. */
    FaultLayer NONE = new FaultLayer() {};

    /** Handles a request of the caller; {@code mock} sends a request to the mock server and returns its response. */
    default Response handle(Request request, Function<Request, Response> mock) {
        return mock.apply(request);
    }

    /** Returns a layer that makes the changes of both: this one is nearer to the mock server. */
    default FaultLayer and(FaultLayer outer) {
        FaultLayer inner = this;
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                return outer.handle(request, changed -> inner.handle(changed, mock));
            }

            @Override
            public Response deliver(Request callback, Function<Request, Response> receiver) {
                return inner.deliver(callback, changed -> outer.deliver(changed, receiver));
            }

            @Override
            public Duration delay(Request request) {
                return inner.delay(request).plus(outer.delay(request));
            }
        };
    }

    /**
     * Returns how much time of the manual clock passes before a request is handled. Must be zero for a request that is sent during a
     * callback: the clock waits for the callback.
     */
    default Duration delay(Request request) {
        return Duration.ZERO;
    }

    /** Handles a callback of the mock server; {@code receiver} delivers a callback and returns the receiver's response. */
    default Response deliver(Request callback, Function<Request, Response> receiver) {
        return receiver.apply(callback);
    }
}
