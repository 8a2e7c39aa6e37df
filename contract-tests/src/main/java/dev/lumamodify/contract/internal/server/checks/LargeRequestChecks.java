package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.BAD_REQUEST;
import static dev.lumamodify.contract.internal.harness.ResultCode.VALIDATION_ERROR;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.TaskAssertions;
import dev.lumamodify.contract.internal.server.TaskFixtures;
import dev.lumamodify.contract.internal.server.Uploads;
import dev.lumamodify.contract.internal.spec.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of large requests. The document limits uploads; a server may limit create requests. */
final class LargeRequestChecks {
    private static final int KIB = 1024;

    /** The lengths of prompts: just above the sizes of buffers, and of the default limits of web frameworks. */
    private static final List<Integer> LENGTHS = List.of(8, 16, 64, 100, 256, 1024).stream()
            .map(size -> size * KIB + 1)
            .toList();

    private static final int CONTENT_TOO_LARGE = 413;

    private LargeRequestChecks() {}

    /**
     * A large create request.
     *
     * @param response null if the connection was closed
     */
    private record Large(
            String prompt, Request request, @Nullable Response response) {}

    /** The responses to the large create requests of the run. */
    private record AllLarge(List<Large> requests) {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                ServerCheck.of(
                                "requests.large-undamaged",
                                "A create request with a prompt of up to 1 MiB is accepted, and the prompt is returned"
                                        + " completely, or it is rejected because of its size: with code 422 or 413.",
                                "#/components/schemas/TaskParameters",
                                context -> large(context).forEach(each -> assertUndamaged(context, each)))
                        .requires(CREATES),
                ServerCheck.of(
                                "requests.large-accepted",
                                "A create request with a prompt of up to 1 MiB is accepted.",
                                "docs/api-facts.md#request-fields",
                                context -> large(context).forEach(LargeRequestChecks::assertAccepted))
                        .requires(CREATES)
                        .recommended(),
                UploadChecks.check(
                                "uploads.base64-limit",
                                "10 MB in Base64 are accepted, and more than the maximum of the document is rejected with"
                                        + " code 400 or 413.",
                                "#/components/schemas/Base64UploadRequest/properties/base64Data/x-max-bytes",
                                LargeRequestChecks::base64IsLimited)
                        .recommended());
    }

    private static void base64IsLimited(ServerTestContext context, Uploads uploads) {
        Schema request = Objects.requireNonNull(
                context.document().operation("uploadBase64").requestSchema());
        int max = request.child("properties", "base64Data")
                .node()
                .path("x-max-bytes")
                .asInt();
        // A megabyte may have 1000 * 1000 bytes.
        Uploads.url(uploads.base64(Uploads.encoded(new byte[10_000_000]), uploads.newFolder(), "maximum.bin"));
        Response response;
        try {
            response = uploads.base64(Uploads.encoded(new byte[max + 1]), uploads.newFolder(), "large.bin");
        } catch (CheckFailure closed) {
            return;
        }
        if (response.status() != CONTENT_TOO_LARGE) {
            assertRejected("A file of " + (max + 1) + " bytes in Base64", response, BAD_REQUEST, CONTENT_TOO_LARGE);
        }
    }

    private static List<Large> large(ServerTestContext context) {
        // If every create request is rejected, this is no failure of large ones.
        TaskFixtures.minimal(context);
        return context.fixtures()
                .get(
                        "large requests",
                        AllLarge.class,
                        () -> new AllLarge(LENGTHS.stream()
                                .filter(length -> !context.settings().fast() || length % (64 * KIB) == 1)
                                .map(length -> send(context, prompt(length)))
                                .toList()))
                .requests();
    }

    /** Returns a text without repetitions. Wherever a buffer ends, it is likely to end inside a character. */
    private static String prompt(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append("\u65E5\u672C\uD83C\uDFA5 ").append(i).append(" and ");
        }
        return text.substring(0, length - 1).replaceFirst("[\uD800-\uDBFF]$", "x") + "x";
    }

    private static Large send(ServerTestContext context, String prompt) {
        Request request = context.createRequest(context.validBody().put("prompt", prompt));
        try {
            return new Large(prompt, request, context.send(request));
        } catch (CheckFailure noResponse) {
            if (noResponse.premise() != null) {
                throw noResponse;
            }
            return new Large(prompt, request, null);
        }
    }

    private static void assertUndamaged(ServerTestContext context, Large large) {
        Response response = large.response();
        // A server that rejects a body because of its size may close the connection.
        if (response == null
                || response.status() == CONTENT_TOO_LARGE
                || List.of(VALIDATION_ERROR, CONTENT_TOO_LARGE).contains(response.code())) {
            return;
        }
        Response read = context.read(context.taskId(response));
        String returned = TaskAssertions.parameters(read.data(), "paramJson")
                .path("prompt")
                .asString("");
        if (!returned.equals(large.prompt())) {
            throw new CheckFailure(
                    "A prompt of " + large.prompt().length() + " characters was returned with " + returned.length()
                            + " characters, and differs at index " + difference(returned, large.prompt()),
                    read);
        }
    }

    private static int difference(String one, String other) {
        int index = 0;
        while (index < Math.min(one.length(), other.length()) && one.charAt(index) == other.charAt(index)) {
            index++;
        }
        return index;
    }

    private static void assertAccepted(Large large) {
        String length = "A create request with a prompt of " + large.prompt().length() + " characters ";
        Response response = large.response();
        if (response == null) {
            throw new CheckFailure(length + "got no response", large.request());
        }
        if (response.taskId() == null) {
            throw new CheckFailure(length + "was rejected", response);
        }
    }
}
