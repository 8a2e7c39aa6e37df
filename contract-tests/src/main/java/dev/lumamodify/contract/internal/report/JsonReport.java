package dev.lumamodify.contract.internal.report;

import dev.lumamodify.contract.internal.server.Coverage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Formats the results of a run as JSON. */
final class JsonReport {
    /** Increases with every change of {@code report.schema.json}. */
    static final int FORMAT_VERSION = 2;

    private JsonReport() {}

    static ObjectNode of(RunReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("formatVersion", FORMAT_VERSION);
        json.put("suiteVersion", report.info().version());
        json.put("started", report.info().started().toString());
        json.put("target", String.valueOf(report.info().target()));
        json.put("seed", report.info().seed());
        json.put("strict", report.info().strict());
        json.put("requests", report.requests());
        json.put("failed", report.failed());
        putUnlessEmpty(json, "incomplete", report.incomplete() == null ? "" : report.incomplete());
        ArrayNode checks = json.putArray("checks");
        report.checks().forEach(result -> addCheck(checks.addObject(), result));
        ArrayNode coverage = json.putArray("coverage");
        report.coverage().forEach(count -> addItem(coverage.addObject(), count));
        return json;
    }

    private static void addCheck(ObjectNode json, ReportedCheck result) {
        json.put("id", result.id());
        json.put("description", result.check().description());
        json.put("source", result.check().source());
        json.put("level", result.check().level().name());
        json.put("outcome", result.outcome().name());
        if (result.known()) {
            json.put("known", true);
        }
        json.put("seconds", result.duration().toMillis() / 1000.0);
        putUnlessEmpty(json, "detail", result.detail());
        putUnlessEmpty(json, "cause", result.cause() == null ? "" : result.cause());
        putUnlessEmpty(json, "request", result.request());
        putUnlessEmpty(json, "response", result.response());
        if (result.isFailure()) {
            json.put("reproduce", result.reproduce());
        }
    }

    private static void putUnlessEmpty(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static void addItem(ObjectNode json, Coverage.Count count) {
        json.put("kind", count.item().kind());
        json.put("place", count.item().place());
        json.put("passed", count.passed());
        json.put("failed", count.failed());
        json.put("exercised", count.exercised());
    }
}
