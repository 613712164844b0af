package io.autodock.backup.file;

import io.autodock.backup.BackupNames;
import io.autodock.backup.SavedFile;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A backup's checksums: as {@code sha256sum --check SHA256SUMS} reads them, and compared. */
final class Checksums {

    private Checksums() {}

    static String text(List<SavedFile> files, SavedFile manifest) {
        return Stream.concat(files.stream(), Stream.of(manifest))
                .map(file -> file.sha256() + "  " + file.name() + "\n")
                .collect(Collectors.joining());
    }

    /** Compares a file that only {@code SHA256SUMS} knows. */
    static void require(Path folder, String name) throws IOException {
        String found = DurableFile.hash(folder.resolve(name));
        boolean known = Files.readString(folder.resolve(BackupNames.CHECKSUMS))
                .lines()
                .anyMatch(line -> line.equals(found + "  " + name));
        if (!known) {
            throw differs(folder, name, "its SHA-256 is not the one in " + BackupNames.CHECKSUMS);
        }
    }

    /** Compares a file with what was written. */
    static boolean require(Path folder, SavedFile file) throws IOException {
        Path path = folder.resolve(file.name());
        if (!Files.isRegularFile(path)) {
            throw differs(folder, file.name(), "it is missing");
        }
        if (Files.size(path) != file.bytes()) {
            throw differs(
                    folder,
                    file.name(),
                    "it has " + Files.size(path) + " bytes instead of " + file.bytes()
                            + ", so its SHA-256 checksum can't be right");
        }
        if (!DurableFile.hash(path).equals(file.sha256())) {
            throw differs(folder, file.name(), "its SHA-256 checksum is another");
        }
        return true;
    }

    private static AutodockException differs(Path folder, String name, String how) {
        return AutodockException.of(
                ProblemCode.FAILED, "backup " + folder + ": " + name + " is not as it was written: " + how);
    }
}
