package io.autodock.bootstrap.ssh;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/**
 * Autodock's own SSH key pair, with which it logs in to containers: made once, kept in the state directory, readable by its
 * user alone.
 *
 * @param file {@code STATE/ssh/id_ed25519}
 * @param key the pair it holds
 */
public record ControllerKey(Path file, OpenSshKey key) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final String COMMENT = "autodock";

    /**
     * The pair of this state directory, made where there is none; two processes that start at once get the same.
     *
     * @throws AutodockException when it cannot be read or written, or others may read it
     */
    public static ControllerKey at(Path stateDirectory) {
        Path file = stateDirectory.resolve("ssh").resolve("id_ed25519");
        try {
            Files.createDirectories(stateDirectory);
            createPrivate(file);
            refuseWhenReadableByOthers(file);
            OpenSshKey key = OpenSshKey.ofPrivateText(Files.readString(file), COMMENT);
            Path beside = file.resolveSibling("id_ed25519.pub");
            Files.writeString(beside, key.publicLine() + "\n");
            return new ControllerKey(file, key);
        } catch (IOException | IllegalArgumentException e) {
            throw AutodockException.caused(ProblemCode.FAILED, "the SSH key " + file + " cannot be used: " + e, e);
        }
    }

    /** For the SSH endpoint. */
    public KeyPairProvider pairs() {
        return new FileKeyPairProvider(file);
    }

    private static void createPrivate(Path file) throws IOException {
        Path directory = file.getParent();
        if (Files.exists(file) || directory == null) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        }
        FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        Path draft = Files.createTempFile(directory, "id_ed25519.", ".new", owner);
        try {
            Files.writeString(draft, OpenSshKey.generate(COMMENT).privateText(), StandardOpenOption.SYNC);
            // A hard link appears whole and never replaces a file that another process has just put there.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // The other process was first: its key is the one.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void refuseWhenReadableByOthers(Path file) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        if (!others.isEmpty()) {
            throw AutodockException.of(
                    ProblemCode.FAILED, "the SSH key " + file + " is open to others; its mode must be 0600");
        }
    }
}
