package dev.lumamodify.contract.internal.harness;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Thrown if this machine has no free ports, file descriptors or threads. It is no result about the target. */
public final class LocalResourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 20;

    private static final List<String> MESSAGES = List.of(
            "too many open files",
            "cannot assign requested address",
            "can't assign requested address",
            "address already in use",
            "no buffer space available",
            "unable to create native thread");

    public LocalResourceException(Throwable cause) {
        super("This machine has no free ports, file descriptors or threads for the checks: " + cause, cause);
    }

    /** Throws a {@link LocalResourceException} if an exception, or one of its causes, has this reason. */
    public static void throwIfReasonOf(@Nullable Throwable thrown) {
        Stream.iterate(thrown, e -> e != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(LocalResourceException::isReason)
                .findFirst()
                .ifPresent(e -> {
                    throw new LocalResourceException(e);
                });
    }

    private static boolean isReason(Throwable e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean fromSystem = e instanceof IOException || e instanceof OutOfMemoryError;
        return e instanceof BindException || (fromSystem && MESSAGES.stream().anyMatch(message::contains));
    }
}
