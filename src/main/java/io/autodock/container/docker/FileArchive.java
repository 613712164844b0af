package io.autodock.container.docker;

import io.autodock.container.ContainerFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files as the engine's archive calls take and give them: tar. */
final class FileArchive {

    /** What {@link #text} reads at most. */
    static final int LONGEST = 1 << 20;

    private static final int OPEN_DIRECTORY = 0755;
    private static final int SECRET_DIRECTORY = 0700;

    private FileArchive() {}

    /** All directories above the files, the upper ones first, without the root. */
    static Set<String> directories(List<ContainerFile> files) {
        Set<String> directories = new TreeSet<>();
        for (ContainerFile file : files) {
            String path = file.path();
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                directories.add(path.substring(0, slash));
            }
        }
        return directories;
    }

    /** An archive for the root directory, all of it root's; a directory with a secret in it is its owner's alone. */
    static byte[] of(List<ContainerFile> files, Set<String> newDirectories) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String directory : newDirectories) {
                TarArchiveEntry entry = new TarArchiveEntry(directory.substring(1) + "/");
                entry.setMode(holdsSecret(directory, files) ? SECRET_DIRECTORY : OPEN_DIRECTORY);
                archive.putArchiveEntry(entry);
                archive.closeArchiveEntry();
            }
            for (ContainerFile file : files) {
                put(archive, file);
            }
        }
        return bytes.toByteArray();
    }

    /** The text of the one file in an archive. */
    static String text(InputStream stream, String path) throws IOException {
        try (TarArchiveInputStream archive = new TarArchiveInputStream(stream)) {
            TarArchiveEntry entry = archive.getNextEntry();
            if (entry == null || !entry.isFile()) {
                throw new IOException(path + " is not a plain file");
            }
            if (entry.getSize() > LONGEST) {
                throw new IOException(path + " is larger than " + LONGEST + " bytes");
            }
            return new String(archive.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }

    private static void put(TarArchiveOutputStream archive, ContainerFile file) throws IOException {
        byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.path().substring(1));
        entry.setMode(file.mode());
        entry.setSize(content.length);
        archive.putArchiveEntry(entry);
        archive.write(content);
        archive.closeArchiveEntry();
    }

    private static boolean holdsSecret(String directory, List<ContainerFile> files) {
        return files.stream()
                .filter(file -> file.path().lastIndexOf('/') == directory.length()
                        && file.path().startsWith(directory + "/"))
                .anyMatch(ContainerFile::secret);
    }
}
