package dev.lumamodify.contract.internal.harness;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A promise that was not kept, with the evidence. */
public final class CheckFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Request call;
    private final transient @Nullable Response answer;

    public CheckFailure(String what, @Nullable Request call) {
        super(what);
        this.call = call;
        this.answer = null;
    }

    public CheckFailure(String what, Response answer) {
        super(what);
        this.call = answer.call();
        this.answer = answer;
    }

    private CheckFailure(String what, @Nullable Request call, @Nullable Response answer) {
        super(what);
        this.call = call;
        this.answer = answer;
    }

    /** The same, told with the steps that led to it. */
    public CheckFailure after(List<String> steps) {
        return new CheckFailure(getMessage() + "; after: " + String.join(", ", steps), call, answer);
    }

    public @Nullable Request call() {
        return call;
    }

    public @Nullable Response answer() {
        return answer;
    }
}
