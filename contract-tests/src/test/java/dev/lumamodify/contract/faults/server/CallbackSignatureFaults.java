package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Signature;
import dev.lumamodify.contract.mock.MockTarget;

/** Servers that sign callbacks wrongly. */
final class CallbackSignatureFaults {
    private static final String SIGNATURE = "X-Webhook-Signature";
    private static final String TIMESTAMP = "X-Webhook-Timestamp";

    private CallbackSignatureFaults() {}

    static void addTo(FaultTable table) {
        FaultTable.Group faults = table.foundBy("callbacks.signed");
        missing(faults);
        otherTexts(faults);
        otherEncodings(faults);
        timestamps(faults);
    }

    private static void missing(FaultTable.Group faults) {
        faults.sendsCallback(
                "sends callbacks without a signature",
                callback -> Messages.withoutHeader(Messages.withoutHeader(callback, SIGNATURE), TIMESTAMP));
        faults.sendsCallback(
                "sends callbacks without a timestamp", callback -> Messages.withoutHeader(callback, TIMESTAMP));
    }

    private static void otherTexts(FaultTable.Group faults) {
        faults.sendsCallback(
                "signs callbacks with another key",
                callback -> callback.header(
                        SIGNATURE, Signature.of("other-key", taskId(callback) + "." + timestamp(callback))));
        faults.sendsCallback("signs the task id alone", callback -> signed(callback, taskId(callback)));
        faults.sendsCallback(
                "signs the task id and the timestamp with a colon between them",
                callback -> signed(callback, taskId(callback) + ":" + timestamp(callback)));
        faults.sendsCallback(
                "signs the timestamp and the body",
                callback -> signed(callback, timestamp(callback) + "." + callback.text()));
    }

    private static void otherEncodings(FaultTable.Group faults) {
        faults.sendsCallback(
                "writes the signature in hexadecimal digits", callback -> callback.header(SIGNATURE, "0".repeat(64)));
        faults.sendsCallback(
                "writes sha256= before the signature",
                callback -> callback.header(SIGNATURE, "sha256=" + callback.header(SIGNATURE)));
        faults.sendsCallback(
                "writes the signature without padding",
                callback ->
                        callback.header(SIGNATURE, callback.header(SIGNATURE).replace("=", "")));
    }

    private static void timestamps(FaultTable.Group faults) {
        faults.sendsCallback(
                "sends the timestamp in milliseconds", callback -> stamped(callback, timestamp(callback) + "000"));
        faults.sendsCallback(
                "sends a timestamp that is an hour old",
                callback -> stamped(callback, String.valueOf(Long.parseLong(timestamp(callback)) - 3600)));
        faults.sendsCallback("sends a date as the timestamp", callback -> stamped(callback, "2026-01-01T00:00:00Z"));
    }

    private static Request signed(Request callback, String text) {
        return callback.header(SIGNATURE, Signature.of(MockTarget.WEBHOOK_KEY, text));
    }

    private static Request stamped(Request callback, String timestamp) {
        return signed(callback.header(TIMESTAMP, timestamp), taskId(callback) + "." + timestamp);
    }

    private static String timestamp(Request callback) {
        return callback.header(TIMESTAMP);
    }

    private static String taskId(Request callback) {
        return Messages.text(Messages.json(callback).path("data"), "taskId");
    }
}
