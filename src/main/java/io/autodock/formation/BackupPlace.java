package io.autodock.formation;

import io.autodock.problem.AutodockException;
import java.util.Optional;

/**
 * Where a formation's backups lie, and how many of them are kept.
 *
 * @param directory of the service's machine: absolute, without {@code .} and {@code ..}; whether it is there and allowed
 *     shows when it is looked at
 * @param keep how many backups of the formation stay, the newest; 0 for all
 * @param as the name that a restored formation gets; empty for the one in its backup
 */
public record BackupPlace(String directory, int keep, Optional<FormationName> as) {

    public static final int MOST_KEPT = 1000;
    /** What is allowed, for sentences. */
    public static final String ALLOWED = "an absolute directory without . and .. and empty parts";

    public BackupPlace {
        if (keep < 0 || keep > MOST_KEPT) {
            throw new IllegalArgumentException("keep outside 0 to 1000: " + keep);
        }
    }

    /** The directory, as users write it. */
    public static String parseDirectory(String text) {
        if (text.equals("/") || !Directory.isPlain(text)) {
            throw AutodockException.invalid("directory", text, ALLOWED);
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** How many backups stay, as users write it. */
    public static int parseKeep(String text) {
        return WholeNumber.between(1, MOST_KEPT, text)
                .orElseThrow(() -> AutodockException.invalid("keep", text, "1 to " + MOST_KEPT));
    }
}
