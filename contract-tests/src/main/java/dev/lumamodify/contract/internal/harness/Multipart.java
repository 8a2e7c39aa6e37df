package dev.lumamodify.contract.internal.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes and reads bodies of {@code multipart/form-data} (RFC 7578). */
public final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("(?i)multipart/form-data;.*?boundary=\"?([^\";]+)\"?.*");
    private static final Pattern NAME = Pattern.compile("(?i);\\s*name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?i);\\s*filename=\"([^\"]*)\"");

    private Multipart() {}

    /**
     * A part of a body.
     *
     * @param fileName the name of the sender's file; null for a part that is not a file
     */
    @SuppressWarnings("ArrayRecordComponent") // Parts are never compared.
    public record Part(String name, @Nullable String fileName, byte[] content) {
        public static Part field(String name, String text) {
            return new Part(name, null, text.getBytes(StandardCharsets.UTF_8));
        }

        public static Part file(String name, byte[] content) {
            return new Part(name, "blob", content);
        }

        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** Returns the request with these parts as its body. */
    public static Request write(Request request, List<Part> parts) {
        String boundary = "boundary-of-the-suite";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Part part : parts) {
            String file = part.fileName() == null
                    ? ""
                    : "; filename=\"" + part.fileName() + "\"\r\nContent-Type: application/octet-stream";
            String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.name() + "\"" + file;
            body.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            body.writeBytes(part.content());
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .body(body.toByteArray());
    }

    /** Returns the parts of a body; an empty list if it has none, or if the content type is another one. */
    public static List<Part> read(String contentType, byte[] body) {
        List<Part> parts = new ArrayList<>();
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (boundary.matches()) {
            // Every byte is one character.
            String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
            String delimiter = "\r\n--" + boundary.group(1);
            int start = text.indexOf(delimiter);
            for (int end; start >= 0 && (end = text.indexOf(delimiter, start + 1)) >= 0; start = end) {
                int content = text.indexOf("\r\n\r\n", start + delimiter.length());
                if (content >= 0 && content < end) {
                    parts.add(part(text.substring(start, content), text.substring(content + 4, end)));
                }
            }
        }
        return parts;
    }

    private static Part part(String headers, String content) {
        String head = new String(headers.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Matcher name = NAME.matcher(head);
        Matcher fileName = FILE_NAME.matcher(head);
        return new Part(
                name.find() ? name.group(1) : "",
                fileName.find() ? fileName.group(1) : null,
                content.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns the parts as an object with a string for each part. */
    public static JsonNode asObject(List<Part> parts) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        parts.forEach(part -> object.put(part.name(), part.fileName() == null ? part.text() : "(file)"));
        return object;
    }
}
