package io.autodock.backup;

import io.autodock.digest.Sha256;
import io.autodock.formation.FormationId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a backup's folder and files are called. Times are UTC. */
public final class BackupNames {

    /** What has one is whole. */
    public static final String MANIFEST = "manifest.json";
    /** As {@code sha256sum --check} reads it; over all files and the manifest. */
    public static final String CHECKSUMS = "SHA256SUMS";

    private static final String DRAFT = ".autodock-";
    private static final DateTimeFormatter DAY = formatter("yyyy-MM-dd");
    private static final DateTimeFormatter MOMENT = formatter("yyyy-MM-dd'T'HH-mm-ss'Z'");
    private static final int DIGITS = 12;

    private BackupNames() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** {@code cholcomb.owncloud.2026-11-29T10-15-30Z.r…}: no two requests have the same. */
    public static String folder(FormationId formation, Instant made, String request) {
        return prefix(formation) + MOMENT.format(made) + "." + request;
    }

    /** How all folders with backups of a formation begin: no name of a user or formation has a dot. */
    public static String prefix(FormationId formation) {
        return formation.user() + "." + formation.formation() + ".";
    }

    /** {@code clweb001.2026-11-29.tar}. */
    public static String image(String hostname, Instant made) {
        return hostname + "." + DAY.format(made) + ".tar";
    }

    /** {@code clweb001.volume-1f2e3d4c5b6a.2026-11-29.tar}: the directory may be long, and hold anything. */
    public static String volume(String hostname, String containerDirectory, Instant made) {
        String directory = Sha256.hex(containerDirectory).substring(0, DIGITS);
        return hostname + ".volume-" + directory + "." + DAY.format(made) + ".tar";
    }

    /** The folder of a backup that is not whole yet: hidden, and it names the request that works in it. */
    public static String draft(String request) {
        return DRAFT + request;
    }

    /** Whether a folder is that of a backup that is not whole. */
    public static boolean isDraft(String folder) {
        return folder.startsWith(DRAFT);
    }

    /** The request that works, or worked, in a draft. */
    public static String requestOf(String draft) {
        return draft.substring(DRAFT.length());
    }
}
