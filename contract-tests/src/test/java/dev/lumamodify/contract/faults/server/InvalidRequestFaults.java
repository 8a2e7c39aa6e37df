package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import dev.lumamodify.contract.internal.spec.Schema;
import dev.lumamodify.contract.internal.spec.SchemaValidator;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Servers that accept invalid requests. */
final class InvalidRequestFaults {
    private static final String VIDEO = "https://example.com/video.mp4";
    private static final Schema HTTP_URL =
            Objects.requireNonNull(OpenApiDocument.load().schemas().get("HttpUrl"));

    private InvalidRequestFaults() {}

    static void addTo(FaultTable table) {
        prompts(table.foundBy("requests.invalid-rejected"));
        urls(table.foundBy("requests.invalid-rejected"));
        optionalFields(table.foundBy("requests.invalid-rejected"));
        codes(table.foundBy("requests.invalid-rejected"));
        bodies(table.foundBy("requests.non-json-rejected"));
        table.foundBy("requests.oversized-rejected")
                .acceptsInvalid(
                        "accepts a prompt of 16 MiB",
                        json -> Messages.text(json, "prompt").length() > 1 << 20,
                        InvalidRequestFaults::addPrompt);
    }

    private static void prompts(FaultTable.Group faults) {
        faults.acceptsInvalid(
                "accepts a create request without a prompt",
                json -> !json.has("prompt"),
                InvalidRequestFaults::addPrompt);
        faults.acceptsInvalid(
                "accepts an empty prompt",
                json -> json.path("prompt").isString()
                        && Messages.text(json, "prompt").isEmpty(),
                InvalidRequestFaults::addPrompt);
        faults.acceptsInvalid(
                "accepts a blank prompt",
                json -> json.path("prompt").isString()
                        && Messages.text(json, "prompt").isBlank()
                        && !Messages.text(json, "prompt").isEmpty(),
                InvalidRequestFaults::addPrompt);
        faults.acceptsInvalid(
                "accepts null as a prompt", json -> json.path("prompt").isNull(), InvalidRequestFaults::addPrompt);
        faults.acceptsInvalid(
                "accepts a number as a prompt",
                json -> json.path("prompt").isNumber(),
                json -> json.put("prompt", json.path("prompt").toString()));
    }

    private static void urls(FaultTable.Group faults) {
        faults.acceptsInvalid(
                "accepts a create request without a videoUrl",
                json -> !json.has("videoUrl"),
                InvalidRequestFaults::addVideo);
        faults.acceptsInvalid(
                "accepts an empty videoUrl",
                json -> json.path("videoUrl").isString()
                        && Messages.text(json, "videoUrl").isEmpty(),
                InvalidRequestFaults::addVideo);
        faults.acceptsInvalid(
                "accepts any string as a videoUrl",
                json -> json.path("videoUrl").isString(),
                InvalidRequestFaults::addVideo);
        faults.acceptsInvalid(
                "accepts a videoUrl with the scheme ftp",
                json -> Messages.text(json, "videoUrl").startsWith("ftp:"),
                InvalidRequestFaults::addVideo);
        faults.acceptsInvalid(
                "accepts a videoUrl without a scheme",
                json -> Messages.text(json, "videoUrl").startsWith("example.com"),
                InvalidRequestFaults::addVideo);
        faults.acceptsInvalid(
                "accepts a videoUrl that begins with //",
                json -> Messages.text(json, "videoUrl").startsWith("//"),
                InvalidRequestFaults::addVideo);
        faults.acceptsInvalid(
                "accepts the field name videourl",
                json -> !json.has("videoUrl") && json.has("videourl"),
                InvalidRequestFaults::addVideo);
    }

    private static void optionalFields(FaultTable.Group faults) {
        faults.acceptsInvalid(
                "accepts any string as a callBackUrl",
                json -> json.path("callBackUrl").isString()
                        && !Messages.text(json, "callBackUrl").startsWith("http"),
                json -> json.remove("callBackUrl"));
        faults.acceptsInvalid(
                "accepts null as a callBackUrl",
                json -> json.path("callBackUrl").isNull(),
                json -> json.remove("callBackUrl"));
        faults.acceptsInvalid(
                "accepts null as a watermark",
                json -> json.path("watermark").isNull(),
                json -> json.remove("watermark"));
        faults.acceptsInvalid(
                "accepts a number as a watermark",
                json -> json.path("watermark").isNumber(),
                json -> json.remove("watermark"));
        faults.acceptsInvalid(
                "accepts an object as a watermark",
                json -> json.path("watermark").isObject(),
                json -> json.remove("watermark"));
    }

    private static void codes(FaultTable.Group faults) {
        faults.responds("rejects an invalid request with code 400", response -> Messages.withCode(response, 422, 400));
        faults.responds("rejects an invalid request with code 500", response -> Messages.withCode(response, 422, 500));
        faults.respondsToCreate(
                "creates a task although it rejects the request",
                response -> response.code() == 422
                        ? Messages.editJson(
                                response, json -> json.putObject("data").put("taskId", "0".repeat(32)))
                        : response);
    }

    private static void bodies(FaultTable.Group faults) {
        faults.readsRequest("accepts an array of requests", request -> {
            JsonNode json = Messages.json(request);
            return Messages.isCreate(request) && json.isArray() && json.path(0).isObject()
                    ? request.json(json.get(0).toString())
                    : request;
        });
        faults.readsRequest(
                "accepts an empty body", request -> validIf(request.text().isBlank(), request));
        faults.readsRequest("accepts JSON that is cut short", request -> {
            String text = request.text();
            boolean cutShort = text.startsWith("{\"prompt")
                    && Messages.json(request).isMissingNode()
                    && !text.contains("trailing");
            return validIf(cutShort, request);
        });
        faults.readsRequest(
                "accepts text behind the JSON",
                request -> validIf(request.text().endsWith("trailing"), request));
        faults.readsRequest("accepts a form", request -> validIf(request.text().startsWith("prompt="), request));
    }

    private static Request validIf(boolean condition, Request request) {
        return Messages.isCreate(request) && condition
                ? request.json("{\"prompt\":\"x\",\"videoUrl\":\"" + VIDEO + "\"}")
                : request;
    }

    private static void addPrompt(ObjectNode json) {
        json.put("prompt", "x");
    }

    private static void addVideo(ObjectNode json) {
        if (!new SchemaValidator().accepts(HTTP_URL, json.path("videoUrl"))) {
            json.put("videoUrl", VIDEO);
        }
    }
}
