package dev.lumamodify.mock.internal.files;

import dev.lumamodify.mock.internal.state.ApiError;
import dev.lumamodify.mock.internal.state.LiveSettings;
import dev.lumamodify.mock.internal.state.Scheduler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uploaded files, in a temporary folder under a quota. Their names on disk are random: what a request names never becomes a
 * path. Safe for use by several threads. Source: {@code docs/api-facts.md#uploads}.
 */
public final class UploadedFiles implements AutoCloseable {
    /** What the path of the URL of a file begins with. */
    static final String PREFIX = "/uploads/";

    private static final Logger LOG = LoggerFactory.getLogger(UploadedFiles.class);
    private static final int MAX_FILES = 10_000;

    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final Consumer<StoredFile> onUpload;
    /** What the tokens in the URLs of this server begin with. */
    private final String serverToken = UUID.randomUUID() + "-";

    private final String secret = UUID.randomUUID().toString();
    /** The files, oldest first. The key is the part of the URL after the prefix, decoded. */
    private final Map<String, StoredFile> files = new LinkedHashMap<>();

    private long usedBytes;
    private @Nullable Path folder;
    private @Nullable Thread exitHook;

    public UploadedFiles(LiveSettings settings, Scheduler scheduler, Consumer<StoredFile> onUpload) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.onUpload = onUpload;
    }

    /**
     * Creates a file that can be written.
     *
     * @param field the name of the field with the content, for messages
     */
    public NewFile create(String field, long maxBytes) {
        reserve(0);
        try {
            return new NewFile(this, folder().resolve(UUID.randomUUID().toString()), field, maxBytes);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Returns the folder. Creates it with the first file, because most servers have none. */
    private synchronized Path folder() throws IOException {
        Path created = folder;
        if (created == null) {
            created = Files.createTempDirectory("luma-modify-mock-");
            folder = created;
            exitHook = new Thread(this::deleteFolder, "luma-modify-mock-delete-uploads");
            Runtime.getRuntime().addShutdownHook(exitHook);
        }
        return created;
    }

    static ApiError failure(IOException e) {
        LOG.error("An uploaded file could not be stored or deleted", e);
        return new ApiError(ApiError.Reason.SERVER_ERROR, "The mock server could not store the file; see its log");
    }

    /**
     * Stores a file. Replaces the file of the account that has the same path.
     *
     * @param fileName null for a random name
     * @param origin the origin of this server as the client addressed it
     */
    public StoredFile add(
            NewFile newFile, String account, String uploadPath, @Nullable String fileName, String origin) {
        StoredFile file;
        try {
            MediaTypes type = MediaTypes.of(newFile.start(MediaTypes.MAX_BYTES));
            String path = UploadPath.of(uploadPath, fileName, type.extension());
            String token = serverToken + UUID.nameUUIDFromBytes((secret + account).getBytes(StandardCharsets.UTF_8));
            Instant now = now();
            file = new StoredFile(
                    account,
                    path,
                    origin + PREFIX + token + "/" + UploadPath.encode(path),
                    newFile.size(),
                    type.mediaType(),
                    now,
                    now.plus(Objects.requireNonNull(settings.get().uploadRetention)),
                    newFile.complete());
            put(token + "/" + path, file);
        } catch (IOException e) {
            throw failure(e);
        }
        onUpload.accept(file);
        return file;
    }

    private synchronized void put(String key, StoredFile file) {
        StoredFile replaced = files.remove(key);
        if (replaced != null) {
            delete(replaced.content(), replaced.size());
        }
        files.put(key, file);
    }

    /**
     * Returns whether a URL is that of a file of this server, which may not exist: by its origin, or whatever its host is by
     * its token.
     *
     * @param origin the origin of this server as the client addressed it
     */
    public boolean isUpload(String url, String origin) {
        return url.startsWith(origin + PREFIX) || key(url).startsWith(serverToken);
    }

    /** Returns the file of a URL, whatever its host is; null if there is none, or if it has expired. */
    public synchronized @Nullable StoredFile find(String url) {
        StoredFile file = files.get(key(url));
        return file == null || isExpired(file) ? null : file;
    }

    /** Returns the part of a URL after the prefix, decoded; an empty string if there is none. */
    private static String key(String url) {
        String path = url.replaceFirst("[?#].*", "");
        int prefix = path.indexOf(PREFIX);
        try {
            String key = prefix < 0 ? "" : path.substring(prefix + PREFIX.length());
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Returns the files that have not expired, oldest first. */
    public synchronized List<StoredFile> all() {
        return files.values().stream().filter(file -> !isExpired(file)).toList();
    }

    private boolean isExpired(StoredFile file) {
        return now().isAfter(file.expiresAt());
    }

    /** Returns the time in milliseconds, as it is in responses. */
    private Instant now() {
        return scheduler.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Reserves bytes of the quota. Deletes expired files if necessary. Throws {@link ApiError} if there are not enough left. */
    synchronized void reserve(long bytes) {
        long maxBytes = settings.get().maxUploadBytes;
        for (Iterator<StoredFile> all = files.values().iterator();
                all.hasNext() && (usedBytes + bytes > maxBytes || files.size() >= MAX_FILES); ) {
            StoredFile file = all.next();
            if (isExpired(file)) {
                all.remove();
                delete(file.content(), file.size());
            }
        }
        if (usedBytes + bytes > maxBytes || files.size() >= MAX_FILES) {
            throw new ApiError(
                    ApiError.Reason.INVALID_REQUEST,
                    "The mock server stores at most " + MAX_FILES + " files with " + maxBytes
                            + " bytes; see --max-upload-bytes");
        }
        usedBytes += bytes;
    }

    /** Deletes a file on disk, and returns its bytes to the quota. */
    synchronized void delete(Path content, long bytes) {
        usedBytes -= bytes;
        try {
            Files.deleteIfExists(content);
        } catch (IOException e) {
            // Some systems cannot delete a file that is being sent. The exit deletes it.
            LOG.debug("An uploaded file could not be deleted", e);
        }
    }

    /** Deletes all files. */
    public synchronized void clear() {
        new ArrayList<>(files.values()).forEach(file -> delete(file.content(), file.size()));
        files.clear();
    }

    private synchronized void deleteFolder() {
        Path deleted = folder;
        if (deleted != null) {
            folder = null;
            files.clear();
            try {
                try (DirectoryStream<Path> contents = Files.newDirectoryStream(deleted)) {
                    for (Path content : contents) {
                        Files.delete(content);
                    }
                }
                Files.delete(deleted);
            } catch (IOException e) {
                LOG.debug("The folder of the uploads could not be deleted", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        deleteFolder();
        if (exitHook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(exitHook);
            } catch (IllegalStateException e) {
                LOG.debug("The JVM exits", e);
            }
            exitHook = null;
        }
    }
}
