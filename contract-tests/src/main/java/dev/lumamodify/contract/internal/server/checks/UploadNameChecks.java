package dev.lumamodify.contract.internal.server.checks;

import static dev.lumamodify.contract.internal.server.checks.UploadChecks.check;

import dev.lumamodify.contract.internal.harness.Check;
import dev.lumamodify.contract.internal.harness.CheckFailure;
import dev.lumamodify.contract.internal.harness.Response;
import dev.lumamodify.contract.internal.server.ServerTestContext;
import dev.lumamodify.contract.internal.server.Uploads;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Checks of the names and folders of uploaded files. */
final class UploadNameChecks {
    private static final String FACTS = "docs/api-facts.md#uploads";

    /** Names that a server often encodes or stores wrongly. */
    private static final List<String> UNUSUAL = List.of(
            "two words.txt",
            "50%.txt",
            "a%2Fb.txt",
            "a+b=c&d;e.txt",
            "what?.txt",
            "part#1.txt",
            "it's \"quoted\".txt",
            "<b>.txt",
            "Ünïcödé 日本語 \uD83C\uDFA5.txt",
            "e\u0301.txt",
            ".hidden",
            "no-extension",
            "UPPER.TXT",
            "a..b.txt",
            "con",
            "x".repeat(200) + ".txt");

    private UploadNameChecks() {}

    static List<Check<ServerTestContext>> all() {
        return List.of(
                check(
                        "uploads.named",
                        "`fileName` is the name of the request, and `filePath` its folder and name.",
                        "#/components/schemas/UploadData/properties/filePath",
                        UploadNameChecks::named),
                check(
                        "uploads.unusual-names",
                        "A file with an unusual name is served byte for byte, or rejected with code 400.",
                        FACTS,
                        (context, uploads) -> {
                            for (String name : UNUSUAL) {
                                byte[] content = bytes(name);
                                uploads.assertServedOrRejected(
                                        uploads.file(content, uploads.newFolder(), name), content);
                                uploads.assertServedOrRejected(
                                        uploads.base64(Uploads.encoded(content), uploads.newFolder(), name), content);
                            }
                        }),
                check(
                                "uploads.unusual-names-kept",
                                "A file can have any name without a slash or a control character.",
                                FACTS,
                                (context, uploads) -> {
                                    for (String name : UNUSUAL) {
                                        Response upload = uploads.file(bytes(name), uploads.newFolder(), name);
                                        Uploads.url(upload);
                                        assertNamed(upload, name);
                                    }
                                })
                        .recommended(),
                check(
                        "uploads.random-names",
                        "Files without a name do not replace each other.",
                        FACTS,
                        (context, uploads) -> {
                            String folder = uploads.newFolder();
                            Response first = uploads.file(bytes("first"), folder, null);
                            Response second = uploads.file(bytes("second"), folder, null);
                            uploads.assertServed(first, bytes("first"));
                            uploads.assertServed(second, bytes("second"));
                        }),
                check(
                        "uploads.replaced",
                        "A file with the folder and the name of an earlier one replaces it.",
                        FACTS,
                        UploadNameChecks::replaced),
                check(
                        "uploads.other-file-kept",
                        "A file in another folder, or with another name, does not replace a file.",
                        FACTS,
                        UploadNameChecks::otherKept),
                check(
                        "uploads.no-traversal",
                        "A name or folder that leads out of the folder is rejected with code 400, or stored elsewhere: no"
                                + " other file changes, and the file is served.",
                        FACTS,
                        UploadNameChecks::noTraversal));
    }

    private static void named(ServerTestContext context, Uploads uploads) {
        String folder = uploads.newFolder();
        for (Response upload : List.of(
                uploads.file(bytes("x"), folder, "street.mp4"),
                uploads.base64(Uploads.encoded(bytes("x")), folder, "street.mp4"))) {
            Uploads.url(upload);
            assertNamed(upload, "street.mp4");
            if (!upload.data().path("filePath").asString("").equals(folder + "/street.mp4")) {
                throw new CheckFailure("`filePath` must be " + folder + "/street.mp4", upload);
            }
        }
    }

    private static void assertNamed(Response upload, String name) {
        if (!upload.data().path("fileName").asString("").equals(name)) {
            throw new CheckFailure("`fileName` must be " + name, upload);
        }
    }

    private static void replaced(ServerTestContext context, Uploads uploads) {
        String folder = uploads.newFolder();
        Response first = uploads.file(bytes("first, and longer"), folder, "same.txt");
        // An earlier version is not downloaded, because a cache may keep it for some time.
        Uploads.url(uploads.file(bytes("second"), folder, "same.txt"));
        Response third = uploads.base64(Uploads.encoded(bytes("third")), folder, "same.txt");
        uploads.assertServed(third, bytes("third"));
        if (Uploads.url(first).equals(Uploads.url(third))) {
            uploads.assertServed(first, bytes("third"));
        }
    }

    private static void otherKept(ServerTestContext context, Uploads uploads) {
        String folder = uploads.newFolder();
        Response file = uploads.file(bytes("kept"), folder, "kept.txt");
        Uploads.url(uploads.file(bytes("other folder"), folder + "/sub", "kept.txt"));
        Uploads.url(uploads.file(bytes("other folder"), uploads.newFolder(), "kept.txt"));
        Uploads.url(uploads.file(bytes("other name"), folder, "kept2.txt"));
        Uploads.url(uploads.file(bytes("no folder"), null, "kept.txt"));
        uploads.assertServed(file, bytes("kept"));
    }

    private static void noTraversal(ServerTestContext context, Uploads uploads) {
        String folder = uploads.newFolder();
        Response victim = uploads.file(bytes("victim"), folder, "victim.txt");
        uploads.assertServed(victim, bytes("victim"));
        String inside = folder + "/inside";
        for (String name : List.of(
                "../victim.txt",
                "..\\victim.txt",
                "%2e%2e/victim.txt",
                "..%2fvictim.txt",
                "..%5cvictim.txt",
                "back\\slash.txt",
                "./../victim.txt",
                "x/../../victim.txt",
                "/victim.txt",
                "..",
                ".",
                "victim.txt\u0000.png")) {
            assertContained(uploads, uploads.file(bytes("attack"), inside, name), victim);
        }
        for (String path :
                List.of(inside + "/..", inside + "/../../../" + folder, "..", "../..", "a/../../b", "%2e%2e", ".")) {
            String name = path.startsWith(inside) ? "victim.txt" : "attack.txt";
            assertContained(uploads, uploads.base64(Uploads.encoded(bytes("attack")), path, name), victim);
        }
    }

    private static void assertContained(Uploads uploads, Response attack, Response victim) {
        uploads.assertServed(victim, bytes("victim"));
        if (attack.accepted()) {
            String path = URI.create(Uploads.url(attack)).getRawPath();
            String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (("/" + decoded + "/").contains("/../")) {
                throw new CheckFailure("The `downloadUrl` leads out of the folder", attack);
            }
        }
        uploads.assertServedOrRejected(attack, bytes("attack"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
