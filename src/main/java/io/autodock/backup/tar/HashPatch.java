package io.autodock.backup.tar;

import io.autodock.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Writes changed hashes over the old ones in the archive of an image, in place: they are of one length. What names a layer
 * by its hash may itself be named by its own, and is followed up until nothing changes any more.
 */
public final class HashPatch {

    /** Descriptions are small; layers are not looked at. */
    private static final long LARGEST = 4L << 20;

    private static final int NAME_LENGTH = 100;

    private final RandomAccessFile file;
    private final Deque<Map.Entry<String, String>> due;

    private HashPatch(RandomAccessFile file, Map<String, String> replaced) {
        this.file = file;
        this.due = new ArrayDeque<>(replaced.entrySet());
    }

    /**
     * Writes them.
     *
     * @param replaced each old hash (hex) with its new one
     */
    public static void apply(Path archive, Map<String, String> replaced) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            HashPatch patch = new HashPatch(file, replaced);
            while (!patch.due.isEmpty()) {
                Map.Entry<String, String> hash = patch.due.poll();
                patch.pass(hash.getKey(), hash.getValue());
            }
        }
    }

    private void pass(String before, String after) throws IOException {
        file.seek(0);
        InputStream archive = Channels.newInputStream(file.getChannel());
        TarWalk walk = new TarWalk(archive);
        Optional<TarEntry> entry = walk.next();
        while (entry.isPresent()) {
            long content = file.getFilePointer();
            rename(entry.get(), content, before, after);
            if (entry.get().isFile() && entry.get().size() <= LARGEST) {
                rewrite(entry.get(), content, before, after);
            }
            file.seek(content + entry.get().padded());
            entry = walk.next();
        }
    }

    private void rename(TarEntry entry, long content, String before, String after) throws IOException {
        if (!entry.name().contains(before)) {
            return;
        }
        byte[] block = new byte[TarWalk.BLOCK];
        file.seek(content - TarWalk.BLOCK);
        file.readFully(block);
        byte[] name = new String(block, 0, NAME_LENGTH, StandardCharsets.ISO_8859_1)
                .replace(before, after)
                .getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(name, 0, block, 0, NAME_LENGTH);
        TarWalk.seal(block);
        file.seek(content - TarWalk.BLOCK);
        file.write(block);
    }

    private void rewrite(TarEntry entry, long content, String before, String after) throws IOException {
        byte[] bytes = new byte[(int) entry.size()];
        file.seek(content);
        file.readFully(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.contains(before)) {
            return;
        }
        byte[] patched = text.replace(before, after).getBytes(StandardCharsets.ISO_8859_1);
        file.seek(content);
        file.write(patched);
        String own = hex(bytes);
        if (entry.name().contains(own)) {
            due.add(Map.entry(own, hex(patched)));
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.fresh().digest(bytes));
    }
}
