package dev.lumamodify.contract.faults.client;

import dev.lumamodify.contract.client.ClientAdapter.Kind;
import dev.lumamodify.contract.client.ClientAdapter.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies an outcome with some parts changed. */
record OutcomeEditor(Outcome outcome) {
    static OutcomeEditor of(Outcome outcome) {
        return new OutcomeEditor(outcome);
    }

    OutcomeEditor kind(Kind kind) {
        return copy(kind, outcome.taskId(), outcome.code(), outcome.msg(), outcome.successFlag(), outcome.resultUrls());
    }

    OutcomeEditor taskId(String taskId) {
        return copy(outcome.kind(), taskId, outcome.code(), outcome.msg(), outcome.successFlag(), outcome.resultUrls());
    }

    OutcomeEditor code(int code) {
        return copy(outcome.kind(), outcome.taskId(), code, outcome.msg(), outcome.successFlag(), outcome.resultUrls());
    }

    OutcomeEditor msg(String msg) {
        return copy(outcome.kind(), outcome.taskId(), outcome.code(), msg, outcome.successFlag(), outcome.resultUrls());
    }

    OutcomeEditor status(int status) {
        return copy(outcome.kind(), outcome.taskId(), outcome.code(), outcome.msg(), status, outcome.resultUrls());
    }

    OutcomeEditor resultUrls(List<String> urls) {
        return copy(outcome.kind(), outcome.taskId(), outcome.code(), outcome.msg(), outcome.successFlag(), urls);
    }

    OutcomeEditor retryAfter(@Nullable Duration retryAfter) {
        return new OutcomeEditor(new Outcome(
                outcome.kind(),
                outcome.taskId(),
                outcome.code(),
                outcome.msg(),
                outcome.successFlag(),
                outcome.resultUrls(),
                retryAfter,
                outcome.thrown(),
                outcome.httpStatus()));
    }

    OutcomeEditor thrown(Throwable thrown) {
        return new OutcomeEditor(new Outcome(
                outcome.kind(),
                outcome.taskId(),
                outcome.code(),
                outcome.msg(),
                outcome.successFlag(),
                outcome.resultUrls(),
                outcome.retryAfter(),
                thrown,
                outcome.httpStatus()));
    }

    private OutcomeEditor copy(Kind kind, String taskId, int code, String msg, int status, List<String> urls) {
        return new OutcomeEditor(
                new Outcome(kind, taskId, code, msg, status, urls, outcome.retryAfter(), outcome.thrown())
                        .withHttpStatus(outcome.httpStatus()));
    }
}
