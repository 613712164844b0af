package io.autodock.container;

import io.autodock.formation.PublishedPort;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A container as its engine shows it.
 *
 * @param id the engine's id
 * @param name without the engine's leading slash
 * @param origin whose it is; empty for a container that is not Autodock's
 * @param memoryBytes its memory limit; 0 for none
 * @param cpuShares its cpu weight; 0 for the engine's default
 * @param ports as bound while it runs, else as they are to be bound; sorted by host port
 * @param imageId the id of the image it was made from
 * @param exitCode how it ended; 0 while it has not
 * @param startedAt empty when it never was started
 * @param stopTimeout seconds it asks for to end by itself
 */
public record ContainerView(
        String id,
        String name,
        State state,
        Optional<AppContainer.Origin> origin,
        long memoryBytes,
        int cpuShares,
        List<PublishedPort> ports,
        String imageId,
        int exitCode,
        Optional<Instant> startedAt,
        OptionalInt stopTimeout) {

    public ContainerView {
        ports = List.copyOf(ports);
    }

    /** One that asks for no time of its own to end. */
    public ContainerView(
            String id,
            String name,
            State state,
            Optional<AppContainer.Origin> origin,
            long memoryBytes,
            int cpuShares,
            List<PublishedPort> ports,
            String imageId,
            int exitCode,
            Optional<Instant> startedAt) {
        this(id, name, state, origin, memoryBytes, cpuShares, ports, imageId, exitCode, startedAt, OptionalInt.empty());
    }

    /** The engine's word for what a container does. */
    public enum State {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD,
        /** A word of an engine newer than this list. */
        OTHER;

        /** Reads the engine's word. */
        public static State of(String word) {
            for (State state : values()) {
                if (state.word().equals(word)) {
                    return state;
                }
            }
            return OTHER;
        }

        /** As the engine and its users write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the engine is taking it away, or failed to. */
        public boolean goes() {
            return this == REMOVING || this == DEAD;
        }
    }
}
