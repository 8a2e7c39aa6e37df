package dev.lumamodify.contract.internal.harness;

/** Ends a check that the target does not allow; neither kept nor broken. */
public final class CheckSkipped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckSkipped(String why) {
        super(why);
    }
}
