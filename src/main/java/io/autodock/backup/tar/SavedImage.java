package io.autodock.backup.tar;

import io.autodock.digest.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies what an engine saves of an image, without the private files in it. An image's layers are archives within the
 * archive, and its description names each layer by its hash: so a private file's place is taken by a comment of the same
 * length, and whoever copied says afterwards which hash became which ({@link HashPatch} writes them over). The container
 * itself is never touched.
 *
 * <p>Worked example: {@code etc/salt/pki/minion/minion.pem} in the uppermost layer becomes an attribute header that says
 * nothing; who loads the image finds no such file.
 */
public final class SavedImage {

    private static final String DESCRIPTION = "manifest.json";
    private static final int[] GZIP = {0x1f, 0x8b};
    private static final int[] ZSTD = {0x28, 0xb5};

    private final InputStream archive;
    private final OutputStream copy;
    private final Set<String> privateFiles;
    private final Map<String, String> replaced = new LinkedHashMap<>();
    private boolean described;

    private SavedImage(InputStream archive, OutputStream copy, Set<String> privateFiles) {
        this.archive = archive;
        this.copy = copy;
        this.privateFiles = Set.copyOf(privateFiles);
    }

    /**
     * Copies it.
     *
     * @param privateFiles paths without a leading slash
     * @return the hashes of layers that were changed, each with its new one
     * @throws IOException when the archive is not whole, or its layers are packed so that nobody can look into them
     */
    public static Map<String, String> copy(InputStream archive, OutputStream copy, Set<String> privateFiles)
            throws IOException {
        SavedImage image = new SavedImage(archive, copy, privateFiles);
        image.copy();
        return image.replaced;
    }

    private void copy() throws IOException {
        TarWalk walk = new TarWalk(archive);
        Optional<TarEntry> entry = walk.next();
        while (entry.isPresent()) {
            described |= entry.get().name().equals(DESCRIPTION);
            copy.write(entry.get().headers());
            content(entry.get());
            entry = walk.next();
        }
        TarCopy.end(archive, copy);
        if (!described) {
            throw new IOException("the archive of an image has no " + DESCRIPTION);
        }
    }

    private void content(TarEntry entry) throws IOException {
        if (entry.size() < 2L * TarWalk.BLOCK) {
            TarCopy.bytes(archive, copy, entry.padded());
            return;
        }
        byte[] first = archive.readNBytes(TarWalk.BLOCK);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(first), archive);
        if (TarWalk.isHeader(first)) {
            new Layer(new Bounded(whole, entry.size())).copy();
            TarCopy.bytes(archive, copy, entry.padded() - entry.size());
        } else if (!privateFiles.isEmpty() && (begins(first, GZIP) || begins(first, ZSTD))) {
            throw new IOException("the engine saves images with packed layers, so private keys can't be left out");
        } else {
            TarCopy.bytes(whole, copy, entry.padded());
        }
    }

    private static boolean begins(byte[] block, int... magic) {
        return (block[0] & 0xff) == magic[0] && (block[1] & 0xff) == magic[1];
    }

    /** One layer: an archive of its own, whose hash changes with what is left out. */
    private final class Layer extends OutputStream {

        private final InputStream layer;
        private final MessageDigest before = Sha256.fresh();
        private @Nullable MessageDigest after;

        Layer(InputStream layer) {
            this.layer = layer;
        }

        void copy() throws IOException {
            TarWalk walk = new TarWalk(layer);
            Optional<TarEntry> entry = walk.next();
            while (entry.isPresent()) {
                if (isPrivate(entry.get())) {
                    leaveOut(entry.get());
                } else {
                    write(entry.get().headers());
                    TarCopy.bytes(layer, this, entry.get().padded());
                }
                entry = walk.next();
            }
            write(new byte[TarWalk.BLOCK]);
            layer.transferTo(this);
            MessageDigest changed = after;
            if (changed != null) {
                HexFormat hex = HexFormat.of();
                replaced.put(hex.formatHex(before.digest()), hex.formatHex(changed.digest()));
            }
        }

        private boolean isPrivate(TarEntry entry) {
            return entry.isFile() && privateFiles.contains(entry.name()) && entry.size() > 0;
        }

        private void leaveOut(TarEntry entry) throws IOException {
            if (entry.size() > Integer.MAX_VALUE - TarWalk.BLOCK) {
                throw new IOException(entry.name() + " is too large for a key");
            }
            byte[] content = layer.readNBytes((int) entry.padded());
            MessageDigest changed = after == null ? cloned(before) : after;
            after = changed;
            before.update(entry.headers());
            before.update(content);
            byte[] headers = entry.headers();
            byte[] last = Arrays.copyOfRange(headers, headers.length - TarWalk.BLOCK, headers.length);
            byte[] nothing = comment((int) entry.size(), content.length);
            if (nothing.length > 0) {
                TarWalk.turnIntoAttributes(last);
            }
            System.arraycopy(last, 0, headers, headers.length - TarWalk.BLOCK, TarWalk.BLOCK);
            byte[] instead = nothing.length > 0 ? nothing : new byte[content.length];
            changed.update(headers);
            changed.update(instead);
            SavedImage.this.copy.write(headers);
            SavedImage.this.copy.write(instead);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value});
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            before.update(bytes, from, count);
            if (after != null) {
                after.update(bytes, from, count);
            }
            SavedImage.this.copy.write(bytes, from, count);
        }
    }

    /** A record {@code LENGTH comment=…} of just that size; empty where it does not fit. */
    private static byte[] comment(int size, int padded) {
        String start = size + " comment=";
        if (size <= start.length()) {
            return new byte[0];
        }
        byte[] record = new byte[padded];
        Arrays.fill(record, 0, size, (byte) '-');
        byte[] text = start.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, record, 0, text.length);
        record[size - 1] = '\n';
        return record;
    }

    private static MessageDigest cloned(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException neverWithTheJdksOwn) {
            throw new UncheckedIOException(new IOException(neverWithTheJdksOwn));
        }
    }

    /** So many bytes of a stream. */
    private static final class Bounded extends InputStream {

        private final InputStream stream;
        private long left;

        Bounded(InputStream stream, long left) {
            this.stream = stream;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = stream.read(bytes, from, (int) Math.min(count, left));
            if (read > 0) {
                left -= read;
            }
            return read;
        }
    }
}
