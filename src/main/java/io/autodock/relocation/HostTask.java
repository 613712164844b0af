package io.autodock.relocation;

import io.autodock.problem.AutodockException;

/** What a request {@code drain}, {@code failover} or {@code rebalance} asks for. */
public sealed interface HostTask {

    /** Whom it is about, for people. */
    String subject();

    /** All apps of one host server. */
    record Whole(String hostServer) implements HostTask {
        @Override
        public String subject() {
            return hostServer;
        }
    }

    /**
     * Whatever is crowded.
     *
     * @param maxMoves how many apps may move, 1 to {@value #MOST_MOVES}
     */
    record Crowded(int maxMoves) implements HostTask {

        /** A usual number. */
        public static final int USUAL_MOVES = 10;

        public static final int MOST_MOVES = 1000;

        public Crowded {
            if (maxMoves < 1 || maxMoves > MOST_MOVES) {
                throw AutodockException.invalid(
                        "max-moves", Integer.toString(maxMoves), "a whole number from 1 to " + MOST_MOVES);
            }
        }

        @Override
        public String subject() {
            return "the docker cluster";
        }
    }
}
