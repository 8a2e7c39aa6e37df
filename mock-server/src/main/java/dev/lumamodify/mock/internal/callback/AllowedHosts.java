package dev.lumamodify.mock.internal.callback;

import dev.lumamodify.mock.internal.state.Hosts;
import dev.lumamodify.mock.internal.state.LiveSettings;
import java.util.function.Predicate;

/** Decides which URLs the server may send requests to. */
public final class AllowedHosts implements Predicate<String> {
    private final LiveSettings settings;
    private final boolean anyByDefault;

    /**
     * @param anyByDefault whether every host is allowed while no callback host is configured
     */
    public AllowedHosts(LiveSettings settings, boolean anyByDefault) {
        this.settings = settings;
        this.anyByDefault = anyByDefault;
    }

    @Override
    public boolean test(String url) {
        if (settings.get().callbackHosts.isEmpty() && anyByDefault) {
            return true;
        }
        return settings.get()
                .callbackHosts
                .contains(Hosts.normalize(TargetUrl.parse("url", url).host()));
    }
}
