package io.autodock.formation;

import io.autodock.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Where the bootstrap keeps what makes an app itself: its SSH host keys, who may log in, its minion key. A volume there
 * would give the apps of a formation one identity, or hand it to whoever else mounts the directory.
 */
final class BootstrapDirectories {

    private static final List<String> OWN = List.of(
            "/etc/salt", "/etc/ssh", "/etc/cron.d", "/root/.ssh", "/run/sshd", "/var/run/sshd", "/var/lib/autodock");

    private BootstrapDirectories() {}

    /** One for each volume that lies over such a directory, above or below it. */
    static List<Problem> problems(List<Volume> volumes) {
        return volumes.stream()
                .flatMap(volume -> covered(volume.containerDirectory()).map(own -> problem(volume, own)).stream())
                .toList();
    }

    private static Optional<String> covered(String directory) {
        return OWN.stream()
                .filter(own -> Directory.isAtOrBelow(own, directory) || Directory.isAtOrBelow(directory, own))
                .findFirst();
    }

    private static Problem problem(Volume volume, String own) {
        return new Problem(
                "volumes",
                volume.written(),
                "a CONTAINER_DIR apart from " + own + ", which each bootstrapped app has to itself");
    }
}
