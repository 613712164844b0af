package io.autodock.verify;

import io.autodock.container.RemoveOrder;
import java.util.OptionalInt;

/** What mends one difference. */
public sealed interface Repair {

    /** What it is, once it has been done. */
    String done();

    /** What it is, while it has not. */
    String planned();

    /**
     * Nothing is to be done, or nothing can be.
     *
     * @param why as the end of a sentence; empty where the difference says it all
     */
    record Nothing(String why) implements Repair {
        @Override
        public String done() {
            return why;
        }

        @Override
        public String planned() {
            return why;
        }
    }

    /** Its container is brought to life again; made anew where that does not help. */
    record Revive(String containerId, Way way) implements Repair {
        @Override
        public String done() {
            return way.done;
        }

        @Override
        public String planned() {
            return way.planned;
        }
    }

    /** How a container is brought to life. */
    enum Way {
        START("started", "to be started"),
        UNPAUSE("unpaused", "to be unpaused"),
        /** It runs, but not what should run in it, and nobody can log in. */
        RESTART("restarted", "to be restarted"),
        /** It runs, but not what should run in it beside its sshd. */
        LOG_IN("started again inside", "to be started again inside");

        private final String done;
        private final String planned;

        Way(String done, String planned) {
            this.done = done;
            this.planned = planned;
        }
    }

    /**
     * Its container is made anew where it is.
     *
     * @param above the generation that the new container's must be above
     */
    record Rebuild(int above) implements Repair {
        @Override
        public String done() {
            return "made anew";
        }

        @Override
        public String planned() {
            return "to be made anew";
        }
    }

    /** It is made anew on another host server. */
    record Move() implements Repair {
        @Override
        public String done() {
            return "moved";
        }

        @Override
        public String planned() {
            return "to be moved to another host server";
        }
    }

    /**
     * A container goes.
     *
     * @param generation as its label says
     * @param container the name it stands under
     */
    record Remove(String hostServer, String hostname, OptionalInt generation, String container) implements Repair {

        /** The order that takes it away, and nothing else. */
        public RemoveOrder order(io.autodock.cluster.HostServer host, io.autodock.formation.FormationId formation) {
            return new RemoveOrder(host, hostname, formation, false, generation, container);
        }

        @Override
        public String done() {
            return "removed";
        }

        @Override
        public String planned() {
            return "to be removed";
        }
    }

    /** A host server's name is written into {@code docker_cluster} again. */
    record PutBackHost() implements Repair {
        @Override
        public String done() {
            return "put back";
        }

        @Override
        public String planned() {
            return "to be put back";
        }
    }

    /** {@code /USER/FORMATION} is written again from the record. */
    record Publish() implements Repair {
        @Override
        public String done() {
            return "written again";
        }

        @Override
        public String planned() {
            return "to be written again";
        }
    }

    /** What stands twice in a record stands there once. */
    record DropSecond() implements Repair {
        @Override
        public String done() {
            return "kept once";
        }

        @Override
        public String planned() {
            return "to be kept once";
        }
    }
}
