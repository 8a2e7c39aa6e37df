package dev.lumamodify.contract.internal.client.checks;

import static dev.lumamodify.contract.internal.client.ApiErrorFixtures.MESSAGE;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import dev.lumamodify.contract.internal.client.ClientTestContext;
import dev.lumamodify.contract.internal.client.ReceivedRequest;
import dev.lumamodify.contract.internal.client.ResponseBodies;
import dev.lumamodify.contract.internal.client.ScriptedResponse;
import dev.lumamodify.contract.internal.harness.ResultCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Calls of one client, and the model of how each may end: the last response that a call has got decides.
 *
 * @param replies the responses to the requests of a call, in turn; a success comes after the last one
 */
record CallSequence(Operation operation, List<CallSequence.Reply> replies) {
    private static final int MAX_REQUESTS = 30;

    enum Operation {
        SUBMIT,
        READ,
        WAIT
    }

    /** What the body of a response contains. */
    enum Content {
        SUCCESS(ResultCode.SUCCESS),
        RATE_LIMITED(ResultCode.RATE_LIMITED),
        NO_CREDITS(402),
        MAINTENANCE(455),
        SERVER_ERROR(500),
        UNKNOWN_CODE(433),
        /** Not an envelope. */
        HTML(0),
        /** An envelope that claims success, without data. */
        NO_DATA(0);

        private final int code;

        Content(int code) {
            this.code = code;
        }
    }

    /** How a response is sent. */
    enum Framing {
        WITH_LENGTH,
        CHUNKED,
        COMPRESSED,
        BYTE_BY_BYTE,
        CLOSED_EARLY,
        RESET
    }

    /**
     * A response.
     *
     * @param retryAfter the header line, or another header
     * @param successFlag of the task, if the content is a success
     */
    record Reply(int status, Content content, Framing framing, String retryAfter, int successFlag) {
        static final Reply SUCCESS = new Reply(200, Content.SUCCESS, Framing.WITH_LENGTH, "X-None: 1", 1);

        boolean isComplete() {
            return framing != Framing.CLOSED_EARLY && framing != Framing.RESET;
        }

        boolean isSuccess() {
            return isComplete() && status == 200 && content == Content.SUCCESS;
        }

        /** Returns whether the response is an envelope with an error code. */
        boolean isRejection() {
            return isComplete() && content.code != 0 && content.code != ResultCode.SUCCESS;
        }

        /** Returns whether the service has made no task, and asks for another request. */
        boolean permitsSubmission() {
            return isRejection() && content == Content.RATE_LIMITED && retryAfter.startsWith("Retry-After");
        }

        ScriptedResponse response(ClientTestContext context, Operation operation, ReceivedRequest request) {
            String body = switch (content) {
                case SUCCESS ->
                    operation == Operation.SUBMIT
                            ? context.bodies().created()
                            : context.bodies().task(successFlag);
                case HTML -> "<html>Sorry</html>";
                case NO_DATA -> ResponseBodies.error(ResultCode.SUCCESS, "success");
                default -> ResponseBodies.error(content.code, MESSAGE);
            };
            boolean compressed = request.header("accept-encoding").contains("gzip");
            return switch (framing) {
                case WITH_LENGTH -> ScriptedResponse.json(status, body, retryAfter);
                case CHUNKED -> ScriptedResponse.chunked(status, body, retryAfter);
                case COMPRESSED ->
                    compressed
                            ? ScriptedResponse.gzipped(status, body, retryAfter)
                            : ScriptedResponse.json(status, body, retryAfter);
                case BYTE_BY_BYTE ->
                    ScriptedResponse.json(status, body, retryAfter).byteByByte();
                case CLOSED_EARLY ->
                    ScriptedResponse.json(status, body, retryAfter).truncated();
                case RESET -> ScriptedResponse.RESET;
            };
        }
    }

    /** Returns up to four calls with up to three failures or successes each. */
    static Arbitrary<List<CallSequence>> any() {
        Arbitrary<Integer> statuses = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(200)), Tuple.of(3, Arbitraries.of(400, 401, 429, 500, 502, 503)));
        Arbitrary<Framing> framings = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(Framing.WITH_LENGTH)), Tuple.of(3, Arbitraries.of(Framing.class)));
        Arbitrary<String> headers = Arbitraries.of("X-None: 1", "Retry-After: 0", "Retry-After: 2", "Retry-After: 5");
        Arbitrary<Reply> replies = Combinators.combine(
                        statuses, Arbitraries.of(Content.class), framings, headers, Arbitraries.of(0, 1, 3, 4))
                .as(Reply::new);
        return Combinators.combine(
                        Arbitraries.of(Operation.class),
                        replies.list().ofMinSize(0).ofMaxSize(3))
                .as(CallSequence::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    /** Returns the response to the n-th request of this call, counted from 0. */
    Reply reply(int n) {
        return n < replies.size() ? replies.get(n) : Reply.SUCCESS;
    }

    /** Returns why a call must not end like this after a number of requests; an empty string if it may. */
    String violation(Outcome outcome, int requests) {
        if (requests == 0) {
            return outcome.kind() == Kind.NOT_SENT ? "" : "must send a request, or report that it was not sent";
        } else if (requests > MAX_REQUESTS) {
            return "must send " + MAX_REQUESTS + " requests at most";
        }
        List<Reply> earlier = Stream.iterate(0, n -> n + 1)
                .limit(requests - 1)
                .map(this::reply)
                .toList();
        if (operation == Operation.SUBMIT && !earlier.stream().allMatch(Reply::permitsSubmission)) {
            return "must not repeat a create request that may have made a task";
        }
        if (operation == Operation.READ && earlier.stream().anyMatch(Reply::isSuccess)) {
            return "must not repeat a read that has succeeded";
        }
        if (operation == Operation.WAIT
                && earlier.stream().anyMatch(reply -> reply.isSuccess() && reply.successFlag != 0)) {
            return "must not poll a task that has ended";
        }
        Reply last = reply(requests - 1);
        Set<Kind> allowed = allowed(last);
        if (!allowed.contains(outcome.kind())) {
            return "must end as one of " + allowed + " after " + last;
        }
        if (outcome.kind() == Kind.API_ERROR && last.isRejection() && outcome.code() != last.content.code) {
            return "must report code " + last.content.code;
        }
        boolean task = outcome.kind() == Kind.SUCCESS && operation != Operation.SUBMIT;
        if (task && outcome.successFlag() != last.successFlag) {
            return "must return successFlag " + last.successFlag;
        }
        return outcome.kind() == Kind.SUCCESS && !outcome.taskId().equals(ClientTestContext.TASK_ID)
                ? "must return the task id"
                : "";
    }

    private Set<Kind> allowed(Reply last) {
        if (last.isSuccess()) {
            boolean failed = operation == Operation.WAIT && last.successFlag == 3;
            return Set.of(failed ? Kind.TASK_FAILED : Kind.SUCCESS);
        } else if (last.isRejection()) {
            return Set.of(Kind.API_ERROR);
        } else if (operation == Operation.SUBMIT) {
            return last.isComplete()
                    ? Set.of(Kind.OUTCOME_UNKNOWN, Kind.INVALID_RESPONSE, Kind.API_ERROR)
                    : Set.of(Kind.OUTCOME_UNKNOWN);
        }
        return last.isComplete()
                ? Set.of(Kind.INVALID_RESPONSE, Kind.API_ERROR, Kind.NOT_SENT)
                : Set.of(Kind.INVALID_RESPONSE, Kind.NOT_SENT);
    }
}
