package dev.lumamodify.mock.internal.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The accounts of a server, one per API key. Safe for use by several threads. */
public final class Accounts {
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S+) *");
    /** Without configured API keys, clients can send any number of different keys. */
    private static final int MAX_ACCOUNTS = 10_000;

    private final LiveSettings settings;
    private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Account> eldest) {
            return size() > MAX_ACCOUNTS;
        }
    };

    public Accounts(LiveSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns the account of an {@code Authorization} header. Creates it with the first request.
     *
     * @throws ApiError if the header has no valid API key
     */
    public Account authenticate(@Nullable String authorization) {
        Matcher matcher = BEARER.matcher(authorization == null ? "" : authorization);
        if (!matcher.matches()) {
            throw new ApiError(ApiError.Reason.UNAUTHORIZED);
        }
        String key = matcher.group(1);
        if (!settings.get().apiKeys.isEmpty() && !settings.get().apiKeys.contains(key)) {
            throw new ApiError(ApiError.Reason.UNAUTHORIZED);
        }
        synchronized (this) {
            return accounts.computeIfAbsent(key, newKey -> new Account(newKey, settings.get().defaultPolicy));
        }
    }

    /** Returns the accounts; the one with the latest request is the last. */
    public synchronized List<Account> all() {
        return new ArrayList<>(accounts.values());
    }

    /** Changes the given fields of the policy of all accounts, and of the policy of new accounts. */
    public synchronized void patch(JsonNode patch) {
        settings.update(each -> each.withDefaultPolicy(each.defaultPolicy.patched(patch)));
        accounts.values().forEach(account -> account.patch(patch));
    }

    public synchronized void clear() {
        accounts.clear();
    }
}
