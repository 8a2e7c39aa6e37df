package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.server.TaskAssertions;
import java.text.Normalizer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Servers that repeat the parameters of a create request wrongly in {@code paramJson}. */
final class TaskParameterFaults {
    private TaskParameterFaults() {}

    static void addTo(FaultTable table) {
        types(table.foundBy("envelope.valid").withTrafficOf("tasks.readable"));
        members(table.foundBy("lifecycle.parameters"));
        texts(table.foundBy("lifecycle.parameters"));
        editsPrompt(
                table.foundBy("tasks.long-texts-complete"),
                "cuts long prompts in paramJson",
                text -> text.length() > 4096 ? text.substring(0, 4096) : text);
        table.foundBy("lifecycle.parameters")
                .withTrafficOf("callbacks.delivered")
                .returnsRecord("leaves out the watermark in paramJson if there is a callBackUrl", data -> {
                    String json = Messages.text(data, "paramJson");
                    data.put("paramJson", json.contains("\"callBackUrl\":\"\"") ? json : json.replace("0042", ""));
                });
    }

    private static void types(FaultTable.Group faults) {
        faults.returnsRecord(
                "returns paramJson as an object",
                data -> data.set("paramJson", TaskAssertions.parameters(data, "paramJson")));
        faults.returnsRecord("leaves out paramJson", data -> data.remove("paramJson"));
    }

    private static void members(FaultTable.Group faults) {
        edits(
                faults,
                "names the watermark in paramJson as in the request",
                json -> json.replace("waterMark", "watermark"));
        edits(faults, "leaves out absent parameters in paramJson", json -> json.replace("\"callBackUrl\":\"\",", ""));
        edits(faults, "writes null for absent parameters in paramJson", json -> json.replace("\"\"", "null"));
    }

    private static void texts(FaultTable.Group faults) {
        edits(faults, "escapes paramJson as HTML", json -> json.replace("&", "&amp;"));
        edits(faults, "replaces emoji in paramJson", json -> json.replaceAll("[\\x{10000}-\\x{10FFFF}]", "?"));
        edits(
                faults,
                "removes white space around texts in paramJson",
                json -> json.replace("  padded with spaces  ", "padded with spaces"));
        edits(faults, "removes escapes in paramJson", json -> json.replace("\\\"", "\""));
        editsPrompt(faults, "normalizes Unicode in paramJson", text -> Normalizer.normalize(text, Normalizer.Form.NFC));
        editsPrompt(faults, "removes white space in front of prompts in paramJson", String::stripLeading);
        editsPrompt(faults, "decodes percent encoding in paramJson", text -> text.replace("%41", "A"));
    }

    private static void edits(FaultTable.Group faults, String name, UnaryOperator<String> edit) {
        faults.returnsRecord(name, data -> data.put("paramJson", edit.apply(Messages.text(data, "paramJson"))));
    }

    private static void editsPrompt(FaultTable.Group faults, String name, UnaryOperator<String> edit) {
        faults.returnsRecord(name, data -> {
            ObjectNode parameters = (ObjectNode) TaskAssertions.parameters(data, "paramJson");
            parameters.put("prompt", edit.apply(Messages.text(parameters, "prompt")));
            data.put("paramJson", parameters.toString());
        });
    }
}
