package io.autodock.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which entries of the inbox may be read: regular files named {@code *.json} (lower case, not hidden) that nobody writes
 * any more. The time that counts is the kernel's change time, which no copy can set back.
 */
public final class SettledFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SettledFiles.class);
    private static final int MOST_REMEMBERED = 10_000;

    private final Duration quiet;
    private final Clock clock;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param quiet how long a file must not have changed */
    public SettledFiles(Duration quiet, Clock clock) {
        this.quiet = quiet;
        this.clock = clock;
    }

    /** Whether the entry of that path may be read now. */
    public boolean isSettled(String path) {
        return isSettled(Path.of(path));
    }

    private boolean isSettled(Path file) {
        if (!hasRequestName(file)) {
            return false;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return isPlain(file, attributes) && isQuiet(file) && !OpenFiles.isBeingWritten(file);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            tellOnce(file, "can't be looked at: " + e.getMessage());
            return false;
        }
    }

    /** Names that mean a request: {@code NAME.json}; hidden and temporary names are their writers' own. */
    static boolean hasRequestName(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".json") && !name.startsWith(".");
    }

    private boolean isPlain(Path file, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            tellOnce(file, "is left alone: only regular files are read, no links, directories or pipes");
            return false;
        }
        if (!Files.isReadable(file)) {
            tellOnce(file, "is left alone: it can't be read");
            return false;
        }
        return true;
    }

    private boolean isQuiet(Path file) throws IOException {
        FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        return !changed.toInstant().plus(quiet).isAfter(clock.instant());
    }

    private void tellOnce(Path file, String what) {
        if (told.size() < MOST_REMEMBERED && told.add(file + " " + what)) {
            LOG.warn("{} in the inbox {}", file.getFileName(), what);
        }
    }
}
