package io.autodock.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.autodock.container.ContainerFile;
import io.autodock.lab.Lab;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The lab's engines without Autodock: docker-java's calls, from as many workers as Autodock has. */
final class RawEngines implements AutoCloseable {

    /** What {@code autodock.apps.at-once} is by default. */
    private static final int WORKERS = 32;

    /** The lab may have more of them: what is compared is the work on the first three. */
    static final int HOSTS = 3;

    private static final long MEMORY = 100L << 20;
    private static final int CPU_SHARES = 100;

    private final List<DockerClient> engines;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);

    RawEngines() {
        engines = Lab.get().hosts().stream()
                .limit(HOSTS)
                .map(host -> client("tcp://" + host.address() + ":" + Lab.get().fact("AUTODOCK_LAB_ENGINE_PORT")))
                .toList();
    }

    private static DockerClient client(String address) {
        DefaultDockerClientConfig configuration = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address)
                .withDockerTlsVerify(true)
                .withDockerCertPath(Lab.get().dockerCertificates().toString())
                .build();
        return DockerClientImpl.getInstance(
                configuration,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(configuration.getDockerHost())
                        .sslConfig(configuration.getSSLConfig())
                        .maxConnections(WORKERS)
                        .build());
    }

    int hosts() {
        return engines.size();
    }

    /** Creates a container, copies the files in, starts it and looks at it, and gives its id. */
    String run(int host, String name, String image, int sshPort, List<ContainerFile> files, String... command)
            throws IOException {
        DockerClient engine = engines.get(host);
        ExposedPort ssh = ExposedPort.tcp(22);
        var create = engine.createContainerCmd(image)
                .withName(name)
                .withHostName(name)
                .withLabels(Map.of("io.autodock.bench", name))
                .withExposedPorts(ssh)
                .withHostConfig(HostConfig.newHostConfig()
                        .withMemory(MEMORY)
                        .withCpuShares(CPU_SHARES)
                        .withPortBindings(new PortBinding(Ports.Binding.bindPort(sshPort), ssh)));
        String id =
                (command.length == 0 ? create : create.withCmd(command)).exec().getId();
        copyIn(host, id, files);
        engine.startContainerCmd(id).exec();
        requireRunning(host, id);
        return id;
    }

    /** Looks at a container. */
    void requireRunning(int host, String container) {
        if (!Boolean.TRUE.equals(engines.get(host)
                .inspectContainerCmd(container)
                .exec()
                .getState()
                .getRunning())) {
            throw new IllegalStateException(container + " has ended");
        }
    }

    void copyIn(int host, String id, List<ContainerFile> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes)) {
            for (ContainerFile file : files) {
                byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.path().substring(1));
                entry.setMode(file.mode());
                entry.setSize(content.length);
                archive.putArchiveEntry(entry);
                archive.write(content);
                archive.closeArchiveEntry();
            }
        }
        engines.get(host)
                .copyArchiveToContainerCmd(id)
                .withRemotePath("/")
                .withTarInputStream(new ByteArrayInputStream(bytes.toByteArray()))
                .exec();
    }

    void remove(int host, String name) {
        try {
            engines.get(host)
                    .removeContainerCmd(name)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException gone) {
            return;
        }
    }

    /** Does all of it, as many at once as there are workers; fails when one of them fails. */
    void together(List<Callable<Void>> work) throws Exception {
        List<Future<Void>> begun = new ArrayList<>(workers.invokeAll(work));
        for (Future<Void> one : begun) {
            one.get();
        }
    }

    @Override
    public void close() throws IOException {
        workers.shutdown();
        for (DockerClient engine : engines) {
            engine.close();
        }
    }
}
