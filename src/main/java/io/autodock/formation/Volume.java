package io.autodock.formation;

/** What an app mounts. */
public sealed interface Volume {

    /** The absolute path inside the container. */
    String containerDirectory();

    /** As users write it. */
    String written();

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
