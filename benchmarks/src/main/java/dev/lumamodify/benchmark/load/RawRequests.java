package dev.lumamodify.benchmark.load;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests of the benchmarks as complete HTTP/1.1 messages. */
public final class RawRequests {
    public static final String CREATE_PATH = "/api/v1/modify/generate";
    public static final String RECORD_INFO_PATH = "/api/v1/modify/record-info";
    public static final String VIDEO_URL = "https://example.com/input-video.mov";
    public static final String PROMPT = "Turn the street into a canal with slow boats";

    private static final Pattern TASK_ID = Pattern.compile("\"taskId\":\"([^\"]+)\"");

    private RawRequests() {}

    /** Returns a create request with the default prompt and without a callback URL. */
    public static byte[] create() {
        return create(PROMPT, "");
    }

    /**
     * Returns a create request.
     *
     * @param prompt ASCII that needs no JSON escapes
     * @param callBackUrl empty for none
     */
    public static byte[] create(String prompt, String callBackUrl) {
        String body = createBody(prompt, callBackUrl);
        return request(
                "POST " + CREATE_PATH,
                "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n",
                body);
    }

    /**
     * Returns the JSON body of a create request.
     *
     * @param prompt ASCII that needs no JSON escapes
     * @param callBackUrl empty for none
     */
    public static String createBody(String prompt, String callBackUrl) {
        return "{\"prompt\":\"" + prompt + "\",\"videoUrl\":\"" + VIDEO_URL + "\""
                + (callBackUrl.isEmpty() ? "" : ",\"callBackUrl\":\"" + callBackUrl + "\"") + "}";
    }

    /** Returns a record-info request for a task. */
    public static byte[] recordInfo(String taskId) {
        return request("GET " + RECORD_INFO_PATH + "?taskId=" + taskId, "", "");
    }

    /** Returns the first task id in a response. Throws {@link IllegalStateException} if there is none. */
    public static String taskId(String response) {
        Matcher matcher = TASK_ID.matcher(response);
        if (!matcher.find()) {
            throw new IllegalStateException("The response has no taskId: " + response);
        }
        return matcher.group(1);
    }

    private static byte[] request(String methodAndTarget, String headers, String body) {
        return (methodAndTarget + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer benchmark\r\n" + headers
                        + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
