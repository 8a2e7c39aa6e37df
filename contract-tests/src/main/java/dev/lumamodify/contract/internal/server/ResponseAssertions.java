package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import java.util.List;

/** Assertions about one response. Each throws a {@link CheckFailure} if it does not hold. */
public final class ResponseAssertions {
    private ResponseAssertions() {}

    /** Asserts that a create request was accepted, and returns the task id. */
    public static String taskId(Response response) {
        String id = response.taskId();
        if (id == null) {
            throw new CheckFailure("A valid request was not accepted with code 200 and a `taskId`", response);
        }
        return id;
    }

    /**
     * Asserts that a request was rejected and created no task.
     *
     * @param what names the request at the beginning of a sentence, for example "A body that is not JSON"
     * @param codes the allowed codes
     */
    public static void assertRejected(String what, Response response, Integer... codes) {
        if (response.accepted() || response.data().has("taskId")) {
            throw new CheckFailure(what + " was accepted", response);
        }
        if (!List.of(codes).contains(response.code())) {
            throw new CheckFailure(what + " was not rejected with code " + codes(codes), response);
        }
    }

    private static String codes(Integer... codes) {
        return String.join(" or ", List.of(codes).stream().map(String::valueOf).toList());
    }
}
