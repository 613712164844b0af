package io.autodock.backup.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Copies an archive as it comes in, however large, and fails unless it is whole. */
public final class TarCopy {

    private static final int BUFFER = 1 << 16;

    private TarCopy() {}

    /**
     * Copies any archive, such as the content of a volume.
     *
     * @throws IOException when it breaks off, or something that is no archive is found in it
     */
    public static void whole(InputStream archive, OutputStream copy) throws IOException {
        TarWalk walk = new TarWalk(archive);
        Optional<TarEntry> entry = walk.next();
        while (entry.isPresent()) {
            copy.write(entry.get().headers());
            bytes(archive, copy, entry.get().padded());
            entry = walk.next();
        }
        end(archive, copy);
    }

    /** Ends an archive whose first empty block has been read. */
    static void end(InputStream archive, OutputStream copy) throws IOException {
        copy.write(new byte[TarWalk.BLOCK]);
        byte[] rest = archive.readNBytes(BUFFER);
        if (rest.length < TarWalk.BLOCK) {
            throw new EOFException("the archive breaks off at its end");
        }
        while (rest.length > 0) {
            if (!TarWalk.isEmpty(rest)) {
                throw new IOException("something stands behind the archive's end");
            }
            copy.write(rest);
            rest = archive.readNBytes(BUFFER);
        }
    }

    static void bytes(InputStream from, OutputStream to, long count) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = count;
        while (left > 0) {
            int read = from.readNBytes(buffer, 0, (int) Math.min(left, BUFFER));
            if (read == 0) {
                throw new EOFException("the archive breaks off");
            }
            to.write(buffer, 0, read);
            left -= read;
        }
    }
}
