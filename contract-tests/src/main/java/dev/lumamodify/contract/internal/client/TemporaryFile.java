package dev.lumamodify.contract.internal.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in a temporary folder of its own, for one scenario. */
public record TemporaryFile(Path path) implements AutoCloseable {
    /** Creates a file with this name and content. */
    static TemporaryFile of(String name, byte[] content) {
        try {
            TemporaryFile file = absent(name);
            Files.write(file.path, content);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a file that does not exist yet. */
    public static TemporaryFile absent(String name) {
        try {
            return new TemporaryFile(
                    Files.createTempDirectory("client-under-test").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the content; an empty array if the file does not exist. */
    public byte[] content() {
        try {
            return Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the folder, and everything that the client has left there. */
    @Override
    public void close() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path.getParent())) {
            for (Path file : left) {
                Files.delete(file);
            }
            Files.delete(path.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
