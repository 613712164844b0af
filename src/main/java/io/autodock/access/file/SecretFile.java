package io.autodock.access.file;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;

/** A small file that only its owner can read, whole at every moment. */
final class SecretFile {

    private static final int MOST_BYTES = 4096;

    private final Path path;

    SecretFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** Its text; empty when it is not there. */
    Optional<String> read() {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(path)) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /** Puts a new text in its place; mode 0600 from its first byte on, on the disk before it has its name. */
    void write(String text) {
        Path fresh = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(path.resolveSibling("."));
            var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (FileChannel channel = FileChannel.open(
                    fresh, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    private AutodockException failed(String what, IOException cause) {
        return AutodockException.caused(
                ProblemCode.FAILED, path + " can't be " + what + ": " + cause.getMessage(), cause);
    }
}
