package io.autodock.container;

import io.autodock.cluster.EngineEndpoint;
import io.autodock.cluster.HostServer;
import io.autodock.formation.CpuShares;
import io.autodock.formation.FormationId;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Ram;
import io.autodock.formation.Volume;
import io.autodock.formation.option.ContainerOptions;
import java.util.List;
import java.util.Map;

/** An app's container for tests, one value changed at a time. */
public record AppFixture(
        HostServer host,
        String hostname,
        PinnedImage image,
        List<PublishedPort> ports,
        List<Volume> volumes,
        List<String> command,
        ContainerOptions options,
        List<ContainerFile> files,
        AppContainer.Origin origin) {

    /** {@code HOSTNAME} of team1's formation f1, generation 1: 100 MB, 100 cpu shares, nothing else. */
    public static AppFixture app(HostServer host, String hostname, PinnedImage image) {
        return new AppFixture(
                host,
                hostname,
                image,
                List.of(),
                List.of(),
                List.of(),
                ContainerOptions.NONE,
                List.of(),
                origin(hostname, 1, "spec1"));
    }

    /** A host server that nobody has. */
    public static HostServer nowhere() {
        return new HostServer(
                "dldocker01",
                "10.0.0.11",
                new EngineEndpoint.MutualTls("10.0.0.11", 2376),
                "dldocker01",
                Map.of(),
                true);
    }

    /** Whose it is. */
    public static AppContainer.Origin origin(String hostname, int generation, String specHash) {
        return new AppContainer.Origin(FormationId.of("team1", "f1"), hostname, generation, specHash, "request-1");
    }

    /** A published TCP port. */
    public static PublishedPort tcp(int hostPort, int containerPort) {
        return new PublishedPort("", hostPort, containerPort, Protocol.TCP);
    }

    public AppFixture on(HostServer newHost) {
        return new AppFixture(newHost, hostname, image, ports, volumes, command, options, files, origin);
    }

    public AppFixture running(String... newCommand) {
        return new AppFixture(host, hostname, image, ports, volumes, List.of(newCommand), options, files, origin);
    }

    public AppFixture publishing(PublishedPort... newPorts) {
        return new AppFixture(host, hostname, image, List.of(newPorts), volumes, command, options, files, origin);
    }

    public AppFixture mounting(Volume... newVolumes) {
        return new AppFixture(host, hostname, image, ports, List.of(newVolumes), command, options, files, origin);
    }

    public AppFixture with(ContainerFile... newFiles) {
        return new AppFixture(host, hostname, image, ports, volumes, command, options, List.of(newFiles), origin);
    }

    public AppFixture having(ContainerOptions newOptions) {
        return new AppFixture(host, hostname, image, ports, volumes, command, newOptions, files, origin);
    }

    public AppFixture of(AppContainer.Origin newOrigin) {
        return new AppFixture(host, hostname, image, ports, volumes, command, options, files, newOrigin);
    }

    public AppContainer make() {
        return new AppContainer(
                host,
                hostname,
                image,
                new CpuShares(100),
                new Ram(100),
                ports,
                volumes,
                command,
                options,
                files,
                origin);
    }
}
