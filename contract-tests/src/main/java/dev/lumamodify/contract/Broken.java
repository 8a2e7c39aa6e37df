package dev.lumamodify.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A promise that was not kept, with the evidence. */
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Call call;
    private final transient @Nullable Answer answer;

    Broken(String what, @Nullable Call call) {
        super(what);
        this.call = call;
        this.answer = null;
    }

    Broken(String what, Answer answer) {
        super(what);
        this.call = answer.call();
        this.answer = answer;
    }

    private Broken(String what, @Nullable Call call, @Nullable Answer answer) {
        super(what);
        this.call = call;
        this.answer = answer;
    }

    /** The same, told with the steps that led to it. */
    Broken after(List<String> steps) {
        return new Broken(getMessage() + "; after: " + String.join(", ", steps), call, answer);
    }

    @Nullable
    Call call() {
        return call;
    }

    @Nullable
    Answer answer() {
        return answer;
    }
}
