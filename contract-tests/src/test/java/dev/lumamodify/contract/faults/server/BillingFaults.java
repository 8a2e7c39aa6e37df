package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.mock.FaultLayer;
import dev.lumamodify.contract.mock.MockTarget;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/** Servers that charge wrongly, or that limit the rate of create requests wrongly. */
final class BillingFaults {
    private static final long PRICE = MockTarget.creditsPerTask();

    private BillingFaults() {}

    static void addTo(FaultTable table) {
        charges(table);
        concurrentCharges(table);
        accounts(table);
        noCredits(table);
        rateLimits(table);
    }

    private static void charges(FaultTable table) {
        FaultTable.Group accepted = table.foundBy("billing.accepted-charged");
        accepted.add("does not charge for create requests", () -> balance((creates, errors, reads) -> creates * PRICE));
        accepted.add(
                "does not charge for every second create request",
                () -> balance((creates, errors, reads) -> creates / 2 * PRICE));
        table.foundBy("billing.rejected-free")
                .add(
                        "charges for rejected create requests",
                        () -> balance((creates, errors, reads) -> -errors * PRICE));
        table.foundBy("billing.reads-free").add("charges for reads", () -> balance((creates, errors, reads) -> -reads));
        FaultTable.Group balance = table.foundBy("billing.balance-matches");
        balance.withTrafficOf("requests.valid-accepted")
                .add(
                        "charges twice for every seventh create request",
                        () -> balance((creates, errors, reads) -> -(creates / 7) * PRICE));
        balance.withTrafficOf("callbacks.delivered")
                .add(
                        "charges more for a create request with a callBackUrl",
                        () -> surcharge(request -> Messages.json(request).has("callBackUrl")));
        balance.responds(
                "returns the credits as a string",
                response -> Messages.asksForCredits(response.request()) && response.accepted()
                        ? Messages.editJson(
                                response,
                                json -> json.put("data", json.path("data").asString()))
                        : response);
    }

    private static void concurrentCharges(FaultTable table) {
        table.foundBy("billing.balance-matches")
                .withTrafficOf("tasks.unique-under-load")
                .add("charges more for concurrent create requests", BillingFaults::concurrentSurcharge);
    }

    private static void accounts(FaultTable table) {
        table.foundBy("billing.own-account-charged")
                .readsRequest(
                        "returns the same credits for every account",
                        request -> Messages.asksForCredits(request) && Messages.hasKey(request, MockTarget.SECOND_KEY)
                                ? request.key(MockTarget.API_KEY)
                                : request);
    }

    private static void noCredits(FaultTable table) {
        FaultTable.Group faults = table.foundBy("billing.no-credits-rejected");
        faults.readsRequest(
                "accepts create requests without credits",
                request -> Messages.isCreate(request) && Messages.hasKey(request, MockTarget.NO_CREDITS_KEY)
                        ? request.key(MockTarget.API_KEY)
                        : request);
        faults.responds(
                "rejects a create request without credits with code 429",
                response -> Messages.withCode(response, 402, 429));
        faults.responds(
                "rejects a create request without credits with code 500",
                response -> Messages.withCode(response, 402, 500));
        table.foundBy("billing.no-credits-can-read")
                .handlesRequest("rejects reads without credits", (request, mock) -> {
                    boolean rejected = Messages.isRead(request) && Messages.hasKey(request, MockTarget.NO_CREDITS_KEY);
                    return mock.apply(
                            rejected
                                    ? new Request("POST", "/api/v1/modify/generate")
                                            .key(MockTarget.NO_CREDITS_KEY)
                                            .json("{\"prompt\":\"x\",\"videoUrl\":\"https://example.com/v.mp4\"}")
                                    : request);
                });
        table.foundBy("callbacks.none-if-rejected")
                .handlesRequest("sends a callback for a create request without credits", (request, mock) -> {
                    Response response = mock.apply(request);
                    if (response.code() == 402 && Messages.json(request).has("callBackUrl")) {
                        var unused = mock.apply(request.key(MockTarget.SECOND_KEY));
                    }
                    return response;
                });
    }

    private static void rateLimits(FaultTable table) {
        FaultTable.Group enforced = table.foundBy("limits.enforced");
        enforced.responds(
                "rejects too many create requests with code 503", response -> Messages.withCode(response, 429, 503));
        enforced.responds(
                "rejects too many create requests with code 422", response -> Messages.withCode(response, 429, 422));
        table.foundBy("limits.allowed").add("rejects every tenth create request with code 429", () -> {
            AtomicInteger creates = new AtomicInteger();
            return new FaultLayer() {
                @Override
                public Response handle(Request request, Function<Request, Response> mock) {
                    boolean rejected = Messages.isCreate(request) && creates.incrementAndGet() % 10 == 0;
                    return mock.apply(rejected ? request.header("Prefer", "code=429") : request);
                }
            };
        });
    }

    /** The difference of a wrong balance to the right one. */
    private interface Difference {
        long after(long creates, long errors, long reads);
    }

    private static FaultLayer balance(Difference difference) {
        AtomicInteger creates = new AtomicInteger();
        AtomicInteger errors = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                if (Messages.asksForCredits(request)) {
                    long wrong = difference.after(creates.get(), errors.get(), reads.get());
                    return Messages.editJson(
                            response, json -> json.put("data", json.path("data").asLong() + wrong));
                }
                (Messages.isRead(request) ? reads : response.accepted() ? creates : errors).incrementAndGet();
                return response;
            }
        };
    }

    /** Charges one credit more for some accepted create requests of the first account. */
    private static FaultLayer surcharge(Predicate<Request> charged) {
        AtomicInteger surcharges = new AtomicInteger();
        return new FaultLayer() {
            @Override
            public Response handle(Request request, Function<Request, Response> mock) {
                Response response = mock.apply(request);
                if (Messages.isCreate(request)
                        && response.taskId() != null
                        && Messages.hasKey(request, MockTarget.API_KEY)
                        && charged.test(request)) {
                    surcharges.incrementAndGet();
                }
                return Messages.asksForCredits(request)
                                && response.accepted()
                                && Messages.hasKey(request, MockTarget.API_KEY)
                        ? Messages.editJson(
                                response,
                                json -> json.put("data", json.path("data").asLong() - surcharges.get()))
                        : response;
            }
        };
    }

    /**
     * Charges more if another create request is in progress.
     *
     * <p>The check that sends concurrent create requests numbers their prompts. So that the fault shows however slow the machine is, the
     * first of them waits for the second.
     */
    private static FaultLayer concurrentSurcharge() {
        AtomicBoolean first = new AtomicBoolean(true);
        CountDownLatch second = new CountDownLatch(1);
        return surcharge(request -> {
            if (!Messages.text(Messages.json(request), "prompt").matches(".*\\d")) {
                return false;
            }
            if (first.compareAndSet(true, false)) {
                TaskIdFaults.await(second);
                return true;
            }
            second.countDown();
            return false;
        });
    }
}
