package dev.lumamodify.mock.internal.files;

import com.drew.imaging.FileType;
import com.drew.imaging.mp4.Mp4Handler;
import com.drew.imaging.mp4.Mp4Reader;
import com.drew.imaging.riff.RiffHandler;
import com.drew.imaging.riff.RiffProcessingException;
import com.drew.imaging.riff.RiffReader;
import com.drew.lang.StreamReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.mp4.Mp4BoxHandler;
import com.drew.metadata.mp4.Mp4Context;
import com.drew.metadata.mp4.Mp4Directory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the duration of a video from its index. Skips everything else, so that nested or oversized parts of a hostile file
 * do no harm.
 */
final class VideoDuration {
    private @Nullable Double seconds;
    private String error = "it has no index";

    private VideoDuration() {}

    /** Returns the duration of an MP4, MOV or AVI in seconds. Throws {@link IOException} if the file has no readable index. */
    static double inSeconds(FileType type, InputStream file) throws IOException {
        VideoDuration duration = new VideoDuration();
        if (type == FileType.Avi) {
            try {
                new RiffReader().processRiff(new StreamReader(file), duration.new RiffIndex(file));
            } catch (RiffProcessingException e) {
                throw new IOException(e.getMessage(), e);
            }
        } else {
            // MP4 is based on MOV: both have the same index.
            Mp4Reader.extract(file, duration.new Mp4Index(file));
        }
        if (duration.seconds == null) {
            throw new IOException(duration.error);
        }
        return duration.seconds;
    }

    /** Reads the box {@code moov/mvhd}. */
    private final class Mp4Index extends Mp4BoxHandler {
        private final InputStream file;
        private boolean inIndex;

        Mp4Index(InputStream file) {
            super(new Metadata());
            this.file = file;
        }

        @Override
        public boolean shouldAcceptContainer(String type) {
            boolean index = !inIndex && type.equals("moov");
            inIndex |= index;
            return index;
        }

        @Override
        public boolean shouldAcceptBox(String type) {
            return inIndex && type.equals("mvhd");
        }

        @Override
        public Mp4Handler<?> processBox(String type, byte @Nullable [] payload, long size, Mp4Context context)
                throws IOException {
            Mp4Handler<?> next = super.processBox(type, payload, size, context);
            seconds = directory.getDoubleObject(Mp4Directory.TAG_DURATION_SECONDS);
            if (seconds != null) {
                file.close();
            }
            return next;
        }

        @Override
        public void addError(String message) {
            error = message;
        }
    }

    /** Reads the chunk {@code hdrl/avih}. */
    private final class RiffIndex implements RiffHandler {
        private final InputStream file;
        private boolean inIndex;

        RiffIndex(InputStream file) {
            this.file = file;
        }

        @Override
        public boolean shouldAcceptRiffIdentifier(String identifier) {
            return identifier.equals("AVI ");
        }

        @Override
        public boolean shouldAcceptList(String fourCharacters) {
            boolean headers = !inIndex && fourCharacters.equals("hdrl");
            inIndex |= headers;
            return headers;
        }

        @Override
        public boolean shouldAcceptChunk(String fourCharacters) {
            return inIndex && fourCharacters.equals("avih");
        }

        @Override
        public void processChunk(String fourCharacters, byte[] payload) {
            if (payload.length < 20) {
                error = "its index is too short";
                return;
            }
            ByteBuffer header = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
            double microsecondsPerFrame = Integer.toUnsignedLong(header.getInt(0));
            double frames = Integer.toUnsignedLong(header.getInt(16));
            seconds = microsecondsPerFrame * frames / 1e6;
            try {
                file.close();
            } catch (IOException e) {
                error = String.valueOf(e.getMessage());
            }
        }

        @Override
        public void addError(String message) {
            error = message;
        }
    }
}
