package dev.lumamodify.mock.internal.files;

import dev.lumamodify.mock.internal.state.Scheduler;
import io.javalin.http.Context;
import java.time.Duration;

/** Links to files, which work for a limited time. Source: {@code docs/api-facts.md#download-links}. */
public final class DownloadLinks {
    /** The query parameter of a link: when it expires, in Unix milliseconds. */
    private static final String EXPIRES = "expires";

    private final Scheduler scheduler;
    private final Duration lifetime;

    /**
     * @param lifetime how long a link works
     */
    public DownloadLinks(Scheduler scheduler, Duration lifetime) {
        this.scheduler = scheduler;
        this.lifetime = lifetime;
    }

    /** Returns a link to a file. */
    String link(String fileUrl) {
        return fileUrl + "?" + EXPIRES + "=" + scheduler.now().plus(lifetime).toEpochMilli();
    }

    /** Returns the URL of the file that a URL, which may be a link itself, is for. */
    static String fileUrl(String url) {
        return url.split("\\?", 2)[0];
    }

    /** Returns whether a request uses a link that has expired. */
    boolean isExpired(Context context) {
        String expires = context.queryParam(EXPIRES);
        return expires != null
                && expires.matches("\\d{1,15}")
                && scheduler.now().toEpochMilli() > Long.parseLong(expires);
    }

    String describeExpiry(String file) {
        return "The link to " + file + " has expired: links work for " + lifetime.toMinutes() + " minutes";
    }
}
