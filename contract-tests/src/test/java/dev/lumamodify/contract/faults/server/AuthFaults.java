package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.mock.MockTarget;

/** Servers that authenticate wrongly, or that let one account read the tasks or the credits of another. */
final class AuthFaults {
    private static final String KEY = MockTarget.API_KEY;

    private AuthFaults() {}

    static void addTo(FaultTable table) {
        missingKeys(table.foundBy("auth.read-needs-key"));
        misplacedKeys(table.foundBy("auth.read-needs-key"));
        codes(table.foundBy("auth.read-needs-key"));
        table.foundBy("auth.create-needs-key")
                .readsRequest(
                        "creates a task without a key",
                        request -> Messages.isCreate(request)
                                        && request.header("authorization").isEmpty()
                                ? request.key(KEY)
                                : request);
        unknownKeys(table.foundBy("auth.read-needs-known-key"), table.foundBy("auth.create-needs-known-key"));
        otherAccounts(table);
    }

    private static void missingKeys(FaultTable.Group faults) {
        faults.readsRequest(
                "reads tasks without a key", request -> Messages.isRead(request) ? request.key(KEY) : request);
        faults.readsRequest(
                "accepts any authentication scheme", request -> Messages.withKeyIf(request, "^\\S+ " + KEY + "$", KEY));
        faults.readsRequest(
                "accepts a key without a scheme", request -> Messages.withKeyIf(request, "^" + KEY + "$", KEY));
        faults.handlesRequest("responds with 422 to a read of an unknown task without a key", (request, mock) -> {
            Response response = mock.apply(request);
            Response withKey =
                    response.code() == 401 && Messages.isRead(request) ? mock.apply(request.key(KEY)) : response;
            return withKey.accepted() ? response : withKey;
        });
    }

    private static void misplacedKeys(FaultTable.Group faults) {
        faults.readsRequest(
                "accepts the key in X-Api-Key",
                request -> request.header("x-api-key").isEmpty() ? request : request.key(KEY));
        faults.readsRequest(
                "accepts the key in the query",
                request -> request.path().contains("token=" + KEY) ? request.key(KEY) : request);
        faults.readsRequest(
                "accepts the key in a cookie",
                request -> request.header("cookie").contains(KEY) ? request.key(KEY) : request);
    }

    private static void codes(FaultTable.Group faults) {
        faults.responds("rejects a missing key with code 403", response -> Messages.withCode(response, 401, 403));
        faults.responds("rejects a missing key with code 404", response -> Messages.withCode(response, 401, 404));
    }

    private static void unknownKeys(FaultTable.Group reads, FaultTable.Group creates) {
        reads.readsRequest("accepts any key", request -> Messages.withKeyIf(request, "^Bearer .*", KEY));
        reads.readsRequest(
                "accepts the beginning of a key",
                request -> Messages.withKeyIf(request, "^Bearer " + KEY.substring(0, KEY.length() - 1) + "$", KEY));
        creates.readsRequest(
                "accepts a key with characters behind it",
                request -> Messages.withKeyIf(request, "^Bearer " + KEY + ".+", KEY));
        creates.readsRequest(
                "accepts a key in any case", request -> Messages.withKeyIf(request, "(?i)^Bearer " + KEY + "$", KEY));
    }

    private static void otherAccounts(FaultTable table) {
        table.foundBy("auth.accounts-isolated")
                .readsRequest(
                        "returns the tasks of other accounts",
                        request -> Messages.isRead(request) && Messages.hasKey(request, MockTarget.SECOND_KEY)
                                ? request.key(KEY)
                                : request);
        table.foundBy("auth.ended-tasks-isolated")
                .handlesRequest("returns the ended tasks of other accounts", (request, mock) -> {
                    Response response = mock.apply(request);
                    Response owned = response.code() == 422 && Messages.isRead(request)
                            ? mock.apply(request.key(KEY))
                            : response;
                    return owned.data().path("successFlag").asInt(0) > 0 ? owned : response;
                });
        table.foundBy("auth.operations-need-key")
                .readsRequest(
                        "returns the credits without a key",
                        request -> Messages.asksForCredits(request) ? request.key(KEY) : request);
        table.foundBy("auth.operations-need-key")
                .readsRequest(
                        "creates download links with an unknown key",
                        request -> Messages.asksForLink(request)
                                        && request.header("authorization").startsWith("Bearer")
                                ? request.key(KEY)
                                : request);
    }
}
