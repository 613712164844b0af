package io.autodock.inbox;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The inbox and its siblings. A file keeps its name on the way; where that name is taken already, a number goes before its
 * ending. Names are data: they are only ever resolved below these folders.
 */
final class Folders {

    private static final int LONGEST_NAME = 255;
    private static final int MOST_NUMBERS = 100_000;

    private final Path inbox;

    Folders(Path inbox) {
        this.inbox = inbox;
        for (Folder folder : Folder.values()) {
            create(path(folder));
        }
    }

    /** Where a file can be. */
    enum Folder {
        INBOX,
        ACCEPTED,
        DONE,
        FAILED,
        REJECTED
    }

    Path path(Folder folder) {
        return switch (folder) {
            case INBOX -> inbox;
            case ACCEPTED -> inbox.resolveSibling("accepted");
            case DONE -> inbox.resolveSibling("done");
            case FAILED -> inbox.resolveSibling("failed");
            case REJECTED -> inbox.resolveSibling("rejected");
        };
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw AutodockException.caused(
                    ProblemCode.FAILED, "folder " + folder + " can't be made: " + e.getMessage(), e);
        }
    }

    /** The file of that plain name in a folder. */
    Path file(Folder folder, String name) {
        Path file = path(folder).resolve(name).normalize();
        if (!path(folder).normalize().equals(file.getParent())) {
            throw AutodockException.invalid("file", name, "a plain file name");
        }
        return file;
    }

    /** Moves a file on; nothing that is there already is written over. */
    Path move(Path file, Folder to) throws IOException {
        String name = String.valueOf(file.getFileName());
        for (int number = 0; number < MOST_NUMBERS; number++) {
            Path target = path(to).resolve(number == 0 ? name : numbered(name, number));
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        throw new FileAlreadyExistsException(name);
    }

    private static String numbered(String name, int number) {
        String stem = name.substring(0, name.length() - ".json".length());
        return shortened(stem, "-" + number + ".json");
    }

    /** Writes what belongs to a file beside it: {@code NAME.result.json}, {@code NAME.reason.txt}. */
    void writeBeside(Path file, String ending, String text) throws IOException {
        String name = String.valueOf(file.getFileName());
        String stem = name.substring(0, name.length() - ".json".length());
        Path folder = file.toAbsolutePath().getParent();
        Path whole = Files.createTempFile(folder, ".", ".tmp");
        Files.writeString(whole, text, StandardCharsets.UTF_8);
        Files.move(
                whole,
                file.resolveSibling(shortened(stem, ending)),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** A name that the file system can hold: the stem gives way, whole characters at a time. */
    private static String shortened(String stem, String ending) {
        String shorter = stem;
        while ((shorter + ending).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
        }
        return shorter + ending;
    }
}
