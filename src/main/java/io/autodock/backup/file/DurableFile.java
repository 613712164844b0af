package io.autodock.backup.file;

import io.autodock.backup.BackupFolders.Source;
import io.autodock.backup.SavedFile;
import io.autodock.backup.tar.HashPatch;
import io.autodock.backup.tar.SavedImage;
import io.autodock.digest.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Files that are on the disk once they are said to be; nobody but the service's account may read them. */
final class DurableFile {

    private static final int BUFFER = 1 << 16;

    private DurableFile() {}

    /** What fills a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream file) throws IOException;
    }

    static SavedFile text(Path file, String text) throws IOException {
        return written(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    static SavedFile written(Path file, Content content) throws IOException {
        MessageDigest digest = Sha256.fresh();
        fill(file, stream -> {
            OutputStream digested = new DigestOutputStream(stream, digest);
            content.writeTo(digested);
            digested.flush();
        });
        return saved(file, HexFormat.of().formatHex(digest.digest()));
    }

    /** The engine describes an image before or behind its layers, so changed hashes are written over in the file. */
    static SavedFile image(Path file, Source source, Set<String> privateFiles) throws IOException {
        MessageDigest digest = Sha256.fresh();
        Map<String, String> replaced;
        try (InputStream archive = source.open();
                FileChannel channel = create(file);
                OutputStream stream = buffered(channel)) {
            OutputStream digested = new DigestOutputStream(stream, digest);
            replaced = SavedImage.copy(archive, digested, privateFiles);
        }
        if (replaced.isEmpty()) {
            sync(file);
            return saved(file, HexFormat.of().formatHex(digest.digest()));
        }
        HashPatch.apply(file, replaced);
        sync(file);
        return saved(file, hash(file));
    }

    private static SavedFile saved(Path file, String hash) throws IOException {
        return new SavedFile(file.getFileName().toString(), Files.size(file), hash);
    }

    private static void fill(Path file, Content content) throws IOException {
        try (FileChannel channel = create(file);
                OutputStream stream = buffered(channel)) {
            content.writeTo(stream);
            stream.flush();
            channel.force(true);
        }
    }

    private static OutputStream buffered(FileChannel channel) {
        return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    static Path directory(Path directory) throws IOException {
        return Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** SHA-256 of a file, in hex. */
    static String hash(Path file) throws IOException {
        MessageDigest digest = Sha256.fresh();
        try (InputStream content = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Has the disk hold what was written into a file, or the names in a directory. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes a directory with all that is in it; an absent one is fine. Says whether it was there. */
    static boolean remove(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
        return true;
    }
}
