package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.harness.ResultCode.BAD_REQUEST;
import static dev.lumamodify.contract.internal.server.ResponseAssertions.assertRejected;
import static dev.lumamodify.contract.internal.server.ServerRequirement.ALONE;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CALLBACKS;
import static dev.lumamodify.contract.internal.server.ServerRequirement.CREATES;
import static dev.lumamodify.contract.internal.server.ServerRequirement.MANUAL_CLOCK;
import static dev.lumamodify.contract.internal.server.ServerRequirement.UPLOAD_URL;

import dev.lumamodify.contract.internal.generate.SampleFiles;
import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.CallbackResponder;
import dev.lumamodify.contract.internal.server.Credits;
import dev.lumamodify.contract.internal.server.ServerCheck;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Uploads;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Checks of uploaded files: what is stored and served, and what it costs. */
final class UploadChecks {
    private static final String FACTS = "docs/api-facts.md#uploads";
    private static final String DATA = "#/components/schemas/UploadData/properties/";
    private static final int LARGE = 8 * 1024 * 1024;

    /** Text that is damaged if it is not treated as bytes. */
    private static final byte[] TEXT = "line\r\nline\n\t\u00e9\uFEFF\u0000end\r".getBytes(StandardCharsets.UTF_8);

    private UploadChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                check(
                        "uploads.round-trip",
                        "An uploaded file is served byte for byte under its `downloadUrl`, without an API key.",
                        FACTS,
                        UploadChecks::roundTrip),
                check(
                        "uploads.empty-file",
                        "An empty file is served as an empty file, or rejected with code 400.",
                        FACTS,
                        (context, uploads) -> uploads.assertServedOrRejected(
                                uploads.file(new byte[0], uploads.newFolder(), "empty.txt"), new byte[0])),
                check(
                        "uploads.base64",
                        "A file in Base64, or in a `data:` URL, is served byte for byte.",
                        FACTS,
                        UploadChecks::base64),
                check(
                        "uploads.bad-base64-rejected",
                        "An upload with invalid Base64 is rejected with code 400.",
                        FACTS,
                        (context, uploads) -> {
                            for (String data :
                                    List.of("not base64!", "====", "SGVs*G8=", "data:text/plain;base64,%%%%")) {
                                assertRejected(
                                        "The Base64 '" + data + "'",
                                        uploads.base64(data, uploads.newFolder(), "bad.txt"),
                                        BAD_REQUEST);
                            }
                        }),
                check(
                        "uploads.from-stored-url",
                        "The URL of a stored file can be uploaded again: the copy has the same bytes.",
                        FACTS,
                        (context, uploads) -> {
                            String url = Uploads.url(uploads.file(TEXT, uploads.newFolder(), "first.txt"));
                            uploads.assertServed(uploads.fromUrl(url, uploads.newFolder(), "copy.txt"), TEXT);
                        }),
                check(
                                "uploads.from-url",
                                "The file at a URL is fetched without the API key, and served byte for byte.",
                                FACTS,
                                UploadChecks::fromUrl)
                        .requires(CALLBACKS),
                check(
                                "uploads.unreachable-url-rejected",
                                "An upload from a URL that cannot be reached, or that has no file, is rejected with code"
                                        + " 400.",
                                FACTS,
                                UploadChecks::unreachable)
                        .requires(CALLBACKS),
                check(
                        "uploads.size",
                        "`fileSize` is the number of bytes of the file, and `mimeType` is a media type.",
                        DATA + "fileSize",
                        UploadChecks::size),
                check(
                                "uploads.media-type",
                                "The `mimeType` of an MP4 file, and the content type of its download, are video/mp4.",
                                DATA + "mimeType",
                                UploadChecks::mediaType)
                        .recommended(),
                check(
                                "uploads.time",
                                "`uploadedAt` is the current time, and `expiresAt`, if present, is at least 24 hours later.",
                                DATA + "uploadedAt",
                                UploadChecks::time)
                        .recommended(),
                check("uploads.free", "Uploads cost no credits.", FACTS, UploadChecks::free)
                        .requires(ALONE),
                check(
                                "uploads.usable-in-create",
                                "A create request with the URL of an uploaded video is accepted.",
                                FACTS,
                                (context, uploads) -> context.create(context.validBody()
                                        .put(
                                                "videoUrl",
                                                Uploads.url(uploads.file(
                                                        SampleFiles.mp4(), uploads.newFolder(), "in.mp4")))))
                        .requires(CREATES),
                ServerCheck.twoPhase(
                                "uploads.kept",
                                "An uploaded file is still served 23 hours later.",
                                DATA + "downloadUrl",
                                context -> {
                                    Uploads uploads = new Uploads(context);
                                    Response upload = uploads.file(TEXT, uploads.newFolder(), "kept.txt");
                                    String url = Uploads.url(upload);
                                    return () -> {
                                        context.clock().sleep(Duration.ofHours(23));
                                        Uploads.assertContent(uploads.get(url), TEXT);
                                    };
                                })
                        .requires(UPLOAD_URL, MANUAL_CLOCK));
    }

    static Check<ServerTestContext> check(
            String id, String description, String source, BiConsumer<ServerTestContext, Uploads> code) {
        return ServerCheck.of(id, description, source, context -> code.accept(context, new Uploads(context)))
                .requires(UPLOAD_URL);
    }

    private static void roundTrip(ServerTestContext context, Uploads uploads) {
        byte[] large = new byte[context.settings().fast() ? LARGE / 64 : LARGE];
        new Random(context.settings().seed()).nextBytes(large);
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        for (byte[] content : List.of(new byte[1], TEXT, everyByte, large)) {
            uploads.assertServed(uploads.file(content, uploads.newFolder(), "file.txt"), content);
            uploads.assertServed(uploads.file(content, null, null), content);
        }
    }

    private static void base64(ServerTestContext context, Uploads uploads) {
        for (byte[] content : List.of(new byte[] {-1, -2, -3, -4}, TEXT, SampleFiles.mp4())) {
            String data = Uploads.encoded(content);
            for (String prefix : List.of("", "data:text/plain;base64,", "data:application/octet-stream;base64,")) {
                uploads.assertServed(uploads.base64(prefix + data, uploads.newFolder(), "file.txt"), content);
            }
        }
    }

    private static void fromUrl(ServerTestContext context, Uploads uploads) {
        var endpoint = context.receiver().newEndpoint(exchange -> {
            exchange.sendResponseHeaders(Response.OK, TEXT.length);
            exchange.getResponseBody().write(TEXT);
        });
        Response upload = uploads.fromUrl(endpoint.url() + "?from=a%20b&x=1", uploads.newFolder(), "file.txt");
        uploads.assertServed(upload, TEXT);
        endpoint.attempts().forEach(fetch -> {
            if (!String.valueOf(fetch.uri().getRawQuery()).equals("from=a%20b&x=1")) {
                throw new CheckFailure("The file was fetched from " + fetch.uri(), upload);
            }
            if (context.secrets()
                    .contains(fetch.headers().toString(), context.target().apiKey())) {
                throw new CheckFailure("The API key was sent to the host of the file", upload);
            }
        });
    }

    private static void unreachable(ServerTestContext context, Uploads uploads) {
        List<String> urls = List.of(
                context.receiver().unreachableUrl(),
                context.receiver().newEndpoint(CallbackResponder.status(404)).url(),
                context.receiver().newEndpoint(CallbackResponder.status(500)).url());
        for (String url : urls) {
            assertRejected("The upload of " + url, uploads.fromUrl(url, uploads.newFolder(), "file.txt"), BAD_REQUEST);
        }
    }

    private static void size(ServerTestContext context, Uploads uploads) {
        List<Response> responses = List.of(
                uploads.file(TEXT, uploads.newFolder(), "a.txt"),
                uploads.base64(Uploads.encoded(TEXT), uploads.newFolder(), "b.txt"),
                uploads.base64("data:text/plain;base64," + Uploads.encoded(TEXT), uploads.newFolder(), "c.txt"));
        for (Response response : responses) {
            Uploads.url(response);
            JsonNode size = response.data().path("fileSize");
            if (!size.isInt() || size.asInt() != TEXT.length) {
                throw new CheckFailure("`fileSize` must be " + TEXT.length, response);
            }
            if (!response.data().path("mimeType").asString("").matches("[\\w.+-]+/[\\w.+-]+(;.*)?")) {
                throw new CheckFailure("`mimeType` must be a media type", response);
            }
        }
    }

    private static void mediaType(ServerTestContext context, Uploads uploads) {
        Response upload = uploads.file(SampleFiles.mp4(), uploads.newFolder(), "in.mp4");
        Response download = uploads.get(Uploads.url(upload));
        if (!upload.data().path("mimeType").asString("").equals("video/mp4")) {
            throw new CheckFailure("The `mimeType` of an MP4 file must be video/mp4", upload);
        }
        if (!String.valueOf(download.header("content-type")).equals("video/mp4")) {
            throw new CheckFailure("The content type of an MP4 file must be video/mp4", download);
        }
    }

    private static void time(ServerTestContext context, Uploads uploads) {
        Response upload = uploads.file(TEXT, uploads.newFolder(), "time.txt");
        Uploads.url(upload);
        Instant uploadedAt = instant("uploadedAt", upload);
        Duration skew = Duration.between(uploadedAt, context.clock().now()).abs();
        if (skew.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new CheckFailure("`uploadedAt` differs from the current time by " + skew, upload);
        }
        JsonNode expiresAt = upload.data().path("expiresAt");
        if (expiresAt.isString() && instant("expiresAt", upload).isBefore(uploadedAt.plus(Duration.ofHours(24)))) {
            throw new CheckFailure("`expiresAt` is less than 24 hours after `uploadedAt`", upload);
        }
    }

    private static Instant instant(String member, Response upload) {
        String text = upload.data().path(member).asString("");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new CheckFailure("`" + member + "` must be a date and time, but is '" + text + "'", upload);
        }
    }

    private static void free(ServerTestContext context, Uploads uploads) {
        BigDecimal before = Credits.balance(context);
        String url = Uploads.url(uploads.file(TEXT, uploads.newFolder(), "a.txt"));
        Uploads.url(uploads.base64(Uploads.encoded(TEXT), uploads.newFolder(), "b.txt"));
        Uploads.url(uploads.fromUrl(url, uploads.newFolder(), "c.txt"));
        Response after = Credits.read(context, context.target().apiKey());
        if (Credits.amount(after).compareTo(before) != 0) {
            throw new CheckFailure("Three uploads changed the credits from " + before, after);
        }
    }
}
