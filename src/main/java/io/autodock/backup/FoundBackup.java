package io.autodock.backup;

import java.util.Comparator;
import java.util.List;

/**
 * A whole backup on a disk.
 *
 * @param folder its absolute path
 */
public record FoundBackup(String folder, Manifest manifest) {

    private static final Comparator<FoundBackup> NEWEST_FIRST = Comparator.comparing(
                    (FoundBackup backup) -> backup.manifest().made())
            .thenComparing(FoundBackup::folder)
            .reversed();

    /** Those that go when so many of the newest stay; 0 keeps all. */
    public static List<FoundBackup> superseded(List<FoundBackup> backups, int keep) {
        return keep == 0
                ? List.of()
                : backups.stream().sorted(NEWEST_FIRST).skip(keep).toList();
    }

    /** The newest first. */
    public static List<FoundBackup> newestFirst(List<FoundBackup> backups) {
        return backups.stream().sorted(NEWEST_FIRST).toList();
    }
}
