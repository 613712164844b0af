package io.autodock.container;

import io.autodock.cluster.HostServer;
import io.autodock.formation.CpuShares;
import io.autodock.formation.FormationId;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Ram;
import io.autodock.formation.Volume;
import io.autodock.formation.WholeNumber;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.problem.AutodockException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One app's container as it is to run: {@code -h HOSTNAME --name HOSTNAME -m RAM -c SHARES -p … -v … IMAGE COMMAND}.
 *
 * @param ports all of them, the SSH port (to container port 22) included
 * @param command empty for the image's own
 * @param options how else it runs; its own command is part of {@code command}
 * @param files copied in before the start
 * @param origin what its labels say
 */
public record AppContainer(
        HostServer host,
        String hostname,
        PinnedImage image,
        CpuShares cpuShares,
        Ram ram,
        List<PublishedPort> ports,
        List<Volume> volumes,
        List<String> command,
        ContainerOptions options,
        List<ContainerFile> files,
        Origin origin) {

    public AppContainer {
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
        command = List.copyOf(command);
        files = List.copyOf(files);
    }

    /**
     * Whose container it is, as its labels say ({@code io.autodock.user}, {@code .formation}, {@code .hostname}, {@code .generation}, {@code .spec}, {@code .request}).
     *
     * @param generation counts the containers that have had this hostname, from 1
     * @param specHash hash of the spec it was made from
     * @param request the request that made it
     */
    public record Origin(FormationId formation, String hostname, int generation, String specHash, String request) {

        /** Every container and volume of Autodock's has this label. */
        public static final String USER = "io.autodock.user";

        public static final String FORMATION = "io.autodock.formation";
        public static final String HOSTNAME = "io.autodock.hostname";
        public static final String GENERATION = "io.autodock.generation";
        public static final String SPEC = "io.autodock.spec";
        public static final String REQUEST = "io.autodock.request";
        /** Seconds that the container is given to end by itself, where it was asked for: an engine does not tell. */
        public static final String STOP_TIMEOUT = "io.autodock.stop-timeout";

        /** As the engine keeps them. */
        public Map<String, String> labels() {
            return Map.of(
                    USER,
                    formation.user().value(),
                    FORMATION,
                    formation.formation().value(),
                    HOSTNAME,
                    hostname,
                    GENERATION,
                    Integer.toString(generation),
                    SPEC,
                    specHash,
                    REQUEST,
                    request);
        }

        /** Reads labels back; empty where any is missing or broken: then the container is a stranger's. */
        public static Optional<Origin> of(Map<String, String> labels) {
            if (!labels.keySet().containsAll(List.of(USER, FORMATION, HOSTNAME, GENERATION, SPEC, REQUEST))) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Origin(
                        FormationId.of(text(labels, USER), text(labels, FORMATION)),
                        text(labels, HOSTNAME),
                        Integer.parseInt(text(labels, GENERATION)),
                        text(labels, SPEC),
                        text(labels, REQUEST)));
            } catch (AutodockException | NumberFormatException broken) {
                return Optional.empty();
            }
        }

        /** Whether both were made from the same spec as the same generation of the same app. */
        public boolean sameMake(Origin other) {
            return sameApp(other) && generation == other.generation && specHash.equals(other.specHash);
        }

        /** Whether both are of the same app, whatever the generation. */
        public boolean sameApp(Origin other) {
            return formation.equals(other.formation) && hostname.equals(other.hostname);
        }

        /** How long a container of these labels asks to be given to end by itself, in seconds. */
        public static OptionalInt stopTimeout(Map<String, String> labels) {
            return WholeNumber.between(0, ContainerOptions.LONGEST_STOP, text(labels, STOP_TIMEOUT));
        }

        private static String text(Map<String, String> labels, String key) {
            return labels.getOrDefault(key, "");
        }
    }
}
