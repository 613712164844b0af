package io.autodock.container;

import io.autodock.cluster.HostServer;
import io.autodock.formation.CpuShares;
import io.autodock.formation.FormationId;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Ram;
import io.autodock.formation.Volume;
import java.util.List;

/**
 * One app's container as it is to run: {@code -h HOSTNAME --name HOSTNAME -m RAM -c SHARES -p … -v … IMAGE COMMAND}.
 *
 * @param ports all of them, the SSH port (to container port 22) included
 * @param command empty for the image's own
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
    public record Origin(FormationId formation, String hostname, int generation, String specHash, String request) {}
}
