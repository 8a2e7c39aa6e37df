package dev.lumamodify.client;

import dev.lumamodify.client.internal.concurrent.Log;
import dev.lumamodify.client.spi.SubmissionRecord;
import dev.lumamodify.client.spi.SubmissionStore;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A {@link SubmissionStore} in a file, with one line of JSON for each event. Thread-safe.
 *
 * <p>Each event is one write and one {@code fsync}, so that it survives the end of the process and of the machine. That takes
 * up to some milliseconds, and happens two times for each submission and once for the end of its task. A last line that was not
 * written completely is ignored. The file contains task ids and digests, but no API key, prompt or URL, and its owner only
 * can read it if the file system has POSIX permissions.
 *
 * <p>When it is opened, the file is replaced by one without the submissions that have ended. A second file, whose name ends
 * with {@code .lock}, prevents that two clients use the store at the same time.
 */
public final class FileSubmissionStore implements SubmissionStore, Closeable {
    private final ReentrantLock lock = new ReentrantLock();
    private final FileChannel lockFile;

    /** Not a channel, which an interrupt of the writing thread would close. */
    private final RandomAccessFile file;

    private final SubmissionLog log;

    /** The end of the last complete line. */
    private long end;

    private FileSubmissionStore(Path path, FileChannel lockFile) throws IOException {
        this.lockFile = lockFile;
        this.log = SubmissionLog.read(path);
        Path compact = path.resolveSibling(path.getFileName() + ".tmp");
        Files.deleteIfExists(compact);
        Files.createFile(compact, ownerOnly(path));
        try (FileOutputStream out = new FileOutputStream(compact.toFile())) {
            log.write(out);
            out.getFD().sync();
        }
        Files.move(compact, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(path);
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.end = file.length();
    }

    /**
     * Opens a store. Creates the file if it does not exist.
     *
     * @param path the file, in a directory that exists
     * @return the store; close it after use
     * @throws IOException if the file cannot be read or written, if it is damaged or is not a submission store, or if another
     *     client uses it; the file is then not changed
     */
    public static FileSubmissionStore open(Path path) throws IOException {
        Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
        if (Files.notExists(lockPath)) {
            try {
                Files.createFile(lockPath, ownerOnly(path));
            } catch (FileAlreadyExistsException e) {
                Log.debug("Another client created the lock file", e);
            }
        }
        FileChannel lockFile = FileChannel.open(lockPath, StandardOpenOption.WRITE);
        boolean opened = false;
        try {
            if (!tryLock(lockFile)) {
                throw new IOException("another client uses the submission store " + path
                        + "; close it first, or give each client a file of its own");
            }
            FileSubmissionStore store = new FileSubmissionStore(path, lockFile);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                lockFile.close();
            }
        }
    }

    @Override
    public void recordIntent(SubmissionRecord submission) throws IOException {
        write(SubmissionLine.intent(submission), () -> log.addIntent(submission));
    }

    @Override
    public void recordTask(String id, String taskId) throws IOException {
        write(SubmissionLine.task(id, taskId), () -> log.addTask(id, taskId));
    }

    @Override
    public void recordNoTask(String id) throws IOException {
        write(SubmissionLine.noTask(id), () -> log.removeIntent(id));
    }

    @Override
    public void recordEnd(String taskId) throws IOException {
        lock.lock();
        try {
            if (log.isOpen(taskId)) {
                write(SubmissionLine.end(taskId), () -> log.removeTask(taskId));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<SubmissionRecord> unfinished() {
        lock.lock();
        try {
            return log.unfinished();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the files, so that another client can use the store. What they throw is logged. */
    @Override
    public void close() {
        lock.lock();
        try (lockFile;
                file) {
            Log.debug("The submission store is closed");
        } catch (IOException e) {
            Log.debug("The submission store could not be closed", e);
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] line, Runnable apply) throws IOException {
        lock.lock();
        try {
            // A write that failed can leave more than this line replaces.
            if (file.length() > end) {
                file.setLength(end);
            }
            file.seek(end);
            file.write(line);
            file.getFD().sync();
            end += line.length;
            apply.run();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the replacement of the file durable. Not every operating system can, and needs to, do this. */
    private static void syncFolder(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder == null ? path : folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            Log.debug("The folder of the submission store cannot be synchronized", e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
