package dev.lumamodify.contract.internal.harness;

/** Thrown by a check that cannot run against this target or client. Such a check neither passes nor fails. */
public final class CheckSkipped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckSkipped(String reason) {
        super(reason);
    }
}
