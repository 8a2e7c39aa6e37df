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
 * How long a video lasts, as its index tells. Reads the one part that says so and skips the rest, to whatever depth and
 * of whatever size a hostile file claims it to be.
 */
final class VideoDuration {
    private @Nullable Double seconds;
    private String error = "it has no index";

    private VideoDuration() {}

    /** Reads an MP4, MOV or AVI from its start, and closes it once it knows enough. Throws if it does not tell. */
    static double inSeconds(FileType type, InputStream file) throws IOException {
        VideoDuration duration = new VideoDuration();
        if (type == FileType.Avi) {
            try {
                new RiffReader().processRiff(new StreamReader(file), duration.new Riff(file));
            } catch (RiffProcessingException e) {
                throw new IOException(e.getMessage(), e);
            }
        } else {
            // The index of a MOV is that of an MP4, which was made after it.
            Mp4Reader.extract(file, duration.new Index(file));
        }
        if (duration.seconds == null) {
            throw new IOException(duration.error);
        }
        return duration.seconds;
    }

    /** Looks for {@code moov/mvhd}. */
    private final class Index extends Mp4BoxHandler {
        private final InputStream file;
        private boolean within;

        Index(InputStream file) {
            super(new Metadata());
            this.file = file;
        }

        @Override
        public boolean shouldAcceptContainer(String type) {
            boolean index = !within && type.equals("moov");
            within |= index;
            return index;
        }

        @Override
        public boolean shouldAcceptBox(String type) {
            return within && type.equals("mvhd");
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

    /** Looks for {@code hdrl/avih}. */
    private final class Riff implements RiffHandler {
        private final InputStream file;
        private boolean within;

        Riff(InputStream file) {
            this.file = file;
        }

        @Override
        public boolean shouldAcceptRiffIdentifier(String identifier) {
            return identifier.equals("AVI ");
        }

        @Override
        public boolean shouldAcceptList(String fourCharacters) {
            boolean headers = !within && fourCharacters.equals("hdrl");
            within |= headers;
            return headers;
        }

        @Override
        public boolean shouldAcceptChunk(String fourCharacters) {
            return within && fourCharacters.equals("avih");
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
