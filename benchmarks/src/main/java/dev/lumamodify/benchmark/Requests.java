package dev.lumamodify.benchmark;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests that are measured, as bytes on the wire. */
public final class Requests {
    static final String CREATE = "/api/v1/modify/generate";
    static final String LOOK = "/api/v1/modify/record-info";
    static final String VIDEO = "https://example.com/input-video.mov";
    static final String PROMPT = "Turn the street into a canal with slow boats";

    private static final Pattern TASK_ID = Pattern.compile("\"taskId\":\"([^\"]+)\"");

    private Requests() {}

    static byte[] create() {
        return create(PROMPT, "");
    }

    /**
     * @param callBackUrl empty for none
     */
    static byte[] create(String prompt, String callBackUrl) {
        String body = body(prompt, callBackUrl);
        return bytes("POST " + CREATE, "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n")
                .append(body)
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes the body of a create.
     *
     * @param callBackUrl empty for none
     */
    public static String body(String prompt, String callBackUrl) {
        return "{\"prompt\":\"" + prompt + "\",\"videoUrl\":\"" + VIDEO + "\""
                + (callBackUrl.isEmpty() ? "" : ",\"callBackUrl\":\"" + callBackUrl + "\"") + "}";
    }

    static byte[] look(String taskId) {
        return bytes("GET " + LOOK + "?taskId=" + taskId, "").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes the task id out of an answer. */
    static String taskId(String answer) {
        Matcher matcher = TASK_ID.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("This names no task: " + answer);
        }
        return matcher.group(1);
    }

    /** Makes one call and returns the body of the answer. */
    static String call(URI server, byte[] request) {
        StringBuilder answer = new StringBuilder();
        Load.on(server).connections(1).requests(1).run(() -> request, answer::append);
        return answer.toString();
    }

    private static StringBuilder bytes(String line, String headers) {
        return new StringBuilder(line)
                .append(" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer benchmark\r\n")
                .append(headers)
                .append("\r\n");
    }
}
