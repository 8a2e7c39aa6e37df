package dev.lumamodify.mock.internal.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The accounts of a server, one per API key. */
public final class Accounts {
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S+) *");
    /** Where any key will do, keys may come without end. */
    private static final int MOST = 10_000;

    private final Settings settings;
    private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Account> eldest) {
            return size() > MOST;
        }
    };

    public Accounts(Settings settings) {
        this.settings = settings;
    }

    /** Finds the account of a caller. Throws {@link ApiError} unless the header holds a key that is accepted. */
    public Account of(@Nullable String authorization) {
        Matcher matcher = BEARER.matcher(authorization == null ? "" : authorization);
        if (!matcher.matches()) {
            throw new ApiError(ApiError.Reason.UNAUTHORIZED);
        }
        String key = matcher.group(1);
        if (!settings.apiKeys.isEmpty() && !settings.apiKeys.contains(key)) {
            throw new ApiError(ApiError.Reason.UNAUTHORIZED);
        }
        synchronized (this) {
            return accounts.computeIfAbsent(key, unseen -> new Account(unseen, settings.terms));
        }
    }

    public synchronized List<Account> all() {
        return new ArrayList<>(accounts.values());
    }

    /** Changes the terms of every account there is, and of every one to come. */
    public synchronized void patch(JsonNode patch) {
        settings.terms = settings.terms.patched(patch);
        accounts.values().forEach(account -> account.patch(patch));
    }

    public synchronized void clear() {
        accounts.clear();
    }
}
