package io.autodock.inbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Which files some process of this machine still has open for writing, as {@code /proc} shows it. A copy that pauses keeps
 * its file open, however old the file's time stamps claim to be. Without the right to look at another user's processes
 * theirs are not seen; then only the quiet time of {@link SettledFiles} protects.
 */
final class OpenFiles {

    private static final Path PROC = Path.of("/proc");
    private static final int ACCESS_MODE = 3;

    private OpenFiles() {}

    /** Whether some process can still write to that file, under whichever of its names. */
    static boolean isBeingWritten(Path file) throws IOException {
        Object identity = Files.getAttribute(file, "unix:ino", java.nio.file.LinkOption.NOFOLLOW_LINKS);
        Object device = Files.getAttribute(file, "unix:dev", java.nio.file.LinkOption.NOFOLLOW_LINKS);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, identity, device)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A process that ends meanwhile, or that may not be looked at, holds nothing that can be seen. */
    private static boolean holds(Path process, Object identity, Object device) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(
                    descriptor -> isThatFile(descriptor, identity, device) && isForWriting(process, descriptor));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    private static boolean isThatFile(Path descriptor, Object identity, Object device) {
        try {
            return Files.getAttribute(descriptor, "unix:ino").equals(identity)
                    && Files.getAttribute(descriptor, "unix:dev").equals(device);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isForWriting(Path process, Path descriptor) {
        Path information = process.resolve("fdinfo").resolve(descriptor.getFileName());
        try (Stream<String> lines = Files.lines(information)) {
            return lines.filter(line -> line.startsWith("flags:"))
                    .map(line ->
                            Integer.parseInt(line.substring("flags:".length()).strip(), 8))
                    .anyMatch(flags -> (flags & ACCESS_MODE) != 0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }
}
