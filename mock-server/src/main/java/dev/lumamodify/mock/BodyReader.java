package dev.lumamodify.mock;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads request bodies, but neither without end nor for ever. */
final class BodyReader {
    /** The longest body that is read, in bytes. */
    static final int LONGEST = 4 << 20;

    private final Duration patience;

    /**
     * @param patience how long, in real time, a body may take to arrive
     */
    BodyReader(Duration patience) {
        this.patience = patience;
    }

    /** Reads a body. Throws {@link Refusal} if it is too long, too slow or broken. */
    byte[] read(HttpServletRequest request) {
        long begun = System.nanoTime();
        ByteArrayOutputStream body =
                new ByteArrayOutputStream(Math.max(32, Math.min(request.getContentLength(), LONGEST)));
        byte[] part = new byte[8192];
        try {
            InputStream in = request.getInputStream();
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                body.write(part, 0, length);
                if (body.size() > LONGEST) {
                    throw unreadable("must have at most " + LONGEST + " bytes");
                } else if (System.nanoTime() - begun > patience.toNanos()) {
                    throw unreadable("must arrive within " + Durations.write(patience));
                }
            }
        } catch (IOException e) {
            throw unreadable("could not be read: " + e.getMessage());
        }
        return body.toByteArray();
    }

    private static Refusal unreadable(String why) {
        return new Refusal(Refusal.Reason.INVALID, "the request body " + why);
    }
}
