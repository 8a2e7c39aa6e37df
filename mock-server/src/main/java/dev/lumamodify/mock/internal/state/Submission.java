package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A valid create request.
 *
 * @param request the request body
 * @param callbackUrls the callback URLs in the body, by the name of the callback
 * @param origin the origin of this server as the client addressed it, without a slash at the end
 * @param outcome how the task ends; null for the default
 * @param taskDuration how long the task is in progress; null for the default
 * @param callbackFault the fault in the delivery of its callbacks; null for none
 */
public record Submission(
        Account account,
        JsonNode request,
        Map<String, String> callbackUrls,
        String origin,
        @Nullable Outcome outcome,
        @Nullable Duration taskDuration,
        @Nullable CallbackFault callbackFault) {}
