package dev.lumamodify.mock.internal.http;

import dev.lumamodify.mock.internal.spec.Operation;
import dev.lumamodify.mock.internal.state.Account;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that is authenticated and valid.
 *
 * @param input the query parameters and the properties of the body
 * @param body the body, with its files
 * @param origin the origin of this server as the client addressed it
 */
record ValidRequest(
        Operation operation,
        Account account,
        ObjectNode input,
        RequestBody body,
        Preference preference,
        String origin) {}
