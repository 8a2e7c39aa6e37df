package dev.lumamodify.client;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.lumamodify.client.spi.SubmissionRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import okio.Buffer;

/** The lines of a {@link FileSubmissionStore}: one JSON object for each event. */
final class SubmissionLine {
    private static final String BEGINNING = "{\"event\":\"";

    private SubmissionLine() {}

    static byte[] intent(SubmissionRecord submission) {
        return line(
                "intent",
                "id",
                submission.id(),
                "time",
                submission.time().toString(),
                "requestDigest",
                submission.requestDigest());
    }

    static byte[] task(String id, String taskId) {
        return line("task", "id", id, "taskId", taskId);
    }

    static byte[] noTask(String id) {
        return line("noTask", "id", id);
    }

    static byte[] end(String taskId) {
        return line("end", "taskId", taskId);
    }

    private static byte[] line(String event, String... members) {
        Buffer buffer = new Buffer();
        try (JsonWriter writer = JsonWriter.of(buffer)) {
            writer.beginObject().name("event").value(event);
            for (int i = 0; i < members.length; i += 2) {
                writer.name(members[i]).value(members[i + 1]);
            }
            writer.endObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return buffer.writeByte('\n').readByteArray();
    }

    /** Returns the members of a line. Throws {@link IOException} or {@link com.squareup.moshi.JsonDataException} if it is unreadable. */
    static Map<String, String> parse(String line) throws IOException {
        Map<String, String> members = new HashMap<>();
        JsonReader reader = JsonReader.of(new Buffer().writeUtf8(line));
        reader.beginObject();
        while (reader.hasNext()) {
            members.put(reader.nextName(), reader.nextString());
        }
        reader.endObject();
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new IOException("The line has more than one object");
        }
        return members;
    }

    /** Returns whether an incomplete line is the beginning of a line of a store. */
    static boolean isBeginning(String line) {
        return line.startsWith(BEGINNING) || BEGINNING.startsWith(line);
    }
}
