package io.autodock.backup;

import io.autodock.problem.AutodockException;
import java.util.regex.Pattern;

/**
 * One file of a backup, as it was written.
 *
 * @param name a plain name in the backup's folder
 * @param sha256 of its bytes, in lower-case hex
 */
public record SavedFile(String name, long bytes, String sha256) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,250}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public SavedFile {
        if (!NAME.matcher(name).matches()) {
            throw AutodockException.invalid("name", name, "the plain name of a file in a backup");
        }
        if (bytes < 0 || !HASH.matcher(sha256).matches()) {
            throw AutodockException.invalid("sha256", sha256, "64 hex digits, beside a size that is not negative");
        }
    }
}
