package dev.lumamodify.mock.internal.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The OpenAPI document that the build put on the class path. */
public final class BundledDocument {
    private static final String RESOURCE = "/luma-modify.yaml";

    private static final class Holder {
        static final OpenApiDocument DOCUMENT = DocumentParser.parse(Json.parseYaml(text()));
    }

    private BundledDocument() {}

    /** Returns the document. The first call reads and compiles it; concurrent calls wait for the first. */
    public static OpenApiDocument get() {
        return Holder.DOCUMENT;
    }

    /** Returns the YAML text of the document. */
    public static String text() {
        try (InputStream in = BundledDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + RESOURCE + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
