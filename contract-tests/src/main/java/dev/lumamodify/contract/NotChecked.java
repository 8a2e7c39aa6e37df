package dev.lumamodify.contract;

/** Ends a check that the target does not allow; neither kept nor broken. */
final class NotChecked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotChecked(String why) {
        super(why);
    }
}
