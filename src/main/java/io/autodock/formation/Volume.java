package io.autodock.formation;

import io.autodock.problem.AutodockException;

/** What an app mounts. */
public sealed interface Volume {

    /** The absolute path inside the container. */
    String containerDirectory();

    /** As users write it. */
    String written();

    /** As users write it: {@code HOST_DIR:CONTAINER_DIR[:rw|ro]}, or a lone {@code CONTAINER_DIR} for a new volume. */
    static Volume parse(String text) {
        String[] parts = text.split(":", -1);
        return switch (parts.length) {
            case 1 -> new NewVolume(Directory.ofContainer(text, parts[0]));
            case 2 -> hostDirectory(text, parts, false);
            case 3 -> hostDirectory(text, parts, readOnly(text, parts[2]));
            default -> throw refused(text, "; a directory with a colon in its name can't be mounted");
        };
    }

    private static HostDirectory hostDirectory(String text, String[] parts, boolean readOnly) {
        return new HostDirectory(Directory.ofHost(text, parts[0]), Directory.ofContainer(text, parts[1]), readOnly);
    }

    private static boolean readOnly(String text, String mode) {
        return switch (mode) {
            case "ro" -> true;
            case "rw" -> false;
            default -> throw refused(text, "");
        };
    }

    /** The refusal of a volume, with what its sentence adds. */
    static AutodockException refused(String text, String hint) {
        return AutodockException.invalid("volumes", text, "HOST_DIR:CONTAINER_DIR[:rw|ro], or CONTAINER_DIR" + hint);
    }

    /**
     * A directory of the host server.
     *
     * @param hostDirectory absolute, normalised, below a root that the operator allows
     */
    record HostDirectory(String hostDirectory, String containerDirectory, boolean readOnly) implements Volume {
        @Override
        public String written() {
            return hostDirectory + ":" + containerDirectory + (readOnly ? ":ro" : ":rw");
        }
    }

    /** A new volume of the engine, one for each app, named after it. */
    record NewVolume(String containerDirectory) implements Volume {
        @Override
        public String written() {
            return containerDirectory;
        }
    }
}
