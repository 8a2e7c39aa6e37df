package dev.lumamodify.contract.internal.client;

import dev.lumamodify.contract.internal.harness.ResultCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Responses with an error code. The keys of the maps describe them. */
public final class ApiErrorFixtures {
    /** A msg with characters outside ASCII. */
    public static final String MESSAGE = "Guthaben erschöpft, 余额不足";

    /** Codes that are not documented: some were seen on the platform, the others never. */
    private static final List<Integer> UNDOCUMENTED =
            List.of(400, 408, 433, 451, 531, 550, 299, 201, 999, 0, -1, 100_000);

    /** Longer than any timeout, so that a client that retries must give up immediately. */
    private static final String RETRY_AFTER = "Retry-After: 86400";

    private ApiErrorFixtures() {}

    /** An error response and its code. */
    public record ApiError(int code, ScriptedResponse response) {}

    /**
     * Returns responses with every code, with HTTP 200 and mirrored as the HTTP status, and with data that is null,
     * missing or unusual.
     */
    public static Map<String, ApiError> valid(Iterable<Integer> documented) {
        Map<String, ApiError> errors = new LinkedHashMap<>();
        List<String> variants = List.of(
                ",\"data\":null",
                "",
                ",\"data\":{}",
                ",\"data\":null,\"new\":{\"to\":[\"you\",1e400,123456789012345678901234567890]}");
        for (int code : codes(documented)) {
            for (String data : UNDOCUMENTED.contains(code) ? variants.subList(0, 2) : variants) {
                add(errors, code, data, ResponseBodies.envelope(code, MESSAGE, data), RETRY_AFTER);
            }
        }
        for (int code : List.of(402, 433, 505, 999)) {
            // A gateway may change the HTTP status; the code counts.
            ScriptedResponse response = ScriptedResponse.json(400, ResponseBodies.envelope(code, MESSAGE), RETRY_AFTER);
            errors.put("code " + code + " in HTTP 400", new ApiError(code, response));
        }
        return errors;
    }

    /**
     * Returns responses with an error code and data of a success, without a msg, or with an unusual
     * {@code Retry-After}.
     */
    public static Map<String, ApiError> unusual(Iterable<Integer> documented, String data) {
        Map<String, ApiError> errors = new LinkedHashMap<>();
        for (int code : codes(documented)) {
            add(errors, code, data, ResponseBodies.envelope(code, "success", ",\"data\":" + data), RETRY_AFTER);
        }
        for (String body : List.of(
                "{\"code\":402}",
                "{\"code\":402,\"msg\":null}",
                "{\"code\":402,\"msg\":5,\"data\":null}",
                "{\"code\":402,\"msg\":{\"en\":\"no\"},\"data\":null}",
                "{\"code\":402,\"msg\":\"no\",\"data\":\"x\"}",
                "{\"code\":402,\"msg\":\"no\",\"data\":[]}",
                "{\"code\":402,\"msg\":\"no\",\"data\":5}")) {
            add(errors, 402, body, body, RETRY_AFTER);
        }
        for (String value : List.of("Wed, 21 Oct 2015 07:28:00 GMT", "-1", "1.5", "soon", "", "9".repeat(30))) {
            String header = "Retry-After: " + value;
            add(errors, 402, header, ResponseBodies.envelope(402, "no"), header);
        }
        return errors;
    }

    /** Returns the documented and the undocumented codes, without 200. */
    static Iterable<Integer> codes(Iterable<Integer> documented) {
        TreeSet<Integer> codes = new TreeSet<>(UNDOCUMENTED);
        documented.forEach(codes::add);
        codes.remove(ResultCode.SUCCESS);
        return codes;
    }

    private static void add(Map<String, ApiError> errors, int code, String variant, String body, String header) {
        errors.put(
                "code " + code + " in HTTP 200 " + variant,
                new ApiError(code, ScriptedResponse.json(200, body, header)));
        if (code >= 300 && code < 600) {
            errors.put(
                    "code " + code + " mirrored " + variant,
                    new ApiError(code, ScriptedResponse.json(code, body, header)));
        }
    }
}
