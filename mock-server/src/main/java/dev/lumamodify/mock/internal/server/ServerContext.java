package dev.lumamodify.mock.internal.server;

import dev.lumamodify.mock.CallbackAttempt;
import dev.lumamodify.mock.RecordedRequest;
import dev.lumamodify.mock.internal.callback.Callbacks;
import dev.lumamodify.mock.internal.http.QueuedPreferences;
import dev.lumamodify.mock.internal.spec.OpenApiDocument;
import dev.lumamodify.mock.internal.state.Accounts;
import dev.lumamodify.mock.internal.state.BoundedLog;
import dev.lumamodify.mock.internal.state.Scheduler;
import dev.lumamodify.mock.internal.state.Settings;
import dev.lumamodify.mock.internal.state.Tasks;

/** What requests look at and steer: all of a server but its connections. */
public record ServerContext(
        OpenApiDocument contract,
        Settings settings,
        Scheduler timeline,
        Accounts accounts,
        Callbacks callbacks,
        Tasks tasks,
        QueuedPreferences scenarios,
        BoundedLog<RecordedRequest> exchanges,
        BoundedLog<CallbackAttempt> deliveries) {}
