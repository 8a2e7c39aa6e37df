package dev.lumamodify.contract.faults.server;

import dev.lumamodify.contract.internal.harness.KeyEncoding;
import dev.lumamodify.contract.internal.harness.Response;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Servers whose error responses contain the key of the request. */
final class EchoedKeyFaults {
    private EchoedKeyFaults() {}

    static void addTo(FaultTable table) {
        FaultTable.Group faults = table.foundBy("envelope.key-never-echoed");
        for (KeyEncoding encoding : KeyEncoding.values()) {
            // As text, because JSON would escape the escapes.
            echoes(
                    faults,
                    "repeats keys in the encoding " + encoding,
                    key -> true,
                    (response, key) -> Messages.withBody(
                            response,
                            response.text()
                                    .replaceFirst(
                                            "\\{",
                                            "{\"key\":\""
                                                    + encoding.encode(key.replaceAll("[\"\\\\]", "."))
                                                            .replace("\\", "\\\\")
                                                    + "\",")));
        }
        echoes(faults, "repeats a short key", key -> key.length() < 6, EchoedKeyFaults::inMessage);
        echoes(faults, "repeats a key with special characters", key -> key.contains("<"), EchoedKeyFaults::inMessage);
        echoes(
                faults,
                "repeats the beginning of a long key",
                key -> key.length() > 1000,
                (response, key) -> inMessage(response, key.substring(0, 100)));
        echoes(
                faults,
                "repeats the end of a long key",
                key -> key.length() > 1000,
                (response, key) -> inMessage(response, key.substring(key.length() - 100)));
        echoes(
                faults,
                "repeats keys in a header",
                key -> true,
                (response, key) -> Messages.withHeader(response, "WWW-Authenticate", "Bearer error=\"" + key + "\""));
        echoes(
                faults,
                "repeats keys in the data",
                key -> true,
                (response, key) -> Messages.editJson(response, json -> json.put("data", key)));
        echoes(
                faults,
                "repeats keys in the response for an unknown path",
                key -> true,
                (response, key) ->
                        response.request().path().endsWith("/nothing") ? inMessage(response, key) : response);
    }

    private static Response inMessage(Response response, String key) {
        return Messages.editJson(response, json -> json.put("msg", "The key " + key + " is unknown"));
    }

    private static void echoes(
            FaultTable.Group faults,
            String name,
            Predicate<String> echoed,
            BiFunction<Response, String, Response> echo) {
        faults.handlesRequest(name, (request, mock) -> {
            Response response = mock.apply(request);
            String key = request.header("Authorization").replaceFirst("^Bearer ", "");
            return response.accepted() || key.isEmpty() || !echoed.test(key) ? response : echo.apply(response, key);
        });
    }
}
