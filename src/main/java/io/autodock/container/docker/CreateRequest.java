package io.autodock.container.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.VolumeOptions;
import io.autodock.container.AppContainer;
import io.autodock.digest.Sha256;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Volume;
import java.util.HashMap;
import java.util.Map;

/** An app's container as the engine's create call takes it. */
final class CreateRequest {

    private static final int NAME_DIGITS = 12;

    private CreateRequest() {}

    /** Fills the call; the engine doubles the memory limit for memory and swap together, as it does for {@code -m}. */
    static CreateContainerCmd fill(CreateContainerCmd call, AppContainer app) {
        HostConfig hostConfig = HostConfig.newHostConfig()
                .withMemory(app.ram().bytes())
                .withCpuShares(app.cpuShares().forEngine())
                .withPortBindings(
                        app.ports().stream().map(CreateRequest::binding).toList())
                .withMounts(
                        app.volumes().stream().map(volume -> mount(app, volume)).toList())
                .withRestartPolicy(RestartPolicy.noRestart());
        CreateOptions.fill(hostConfig, app.options());
        CreateOptions.fill(call, app.options());
        call.withName(app.hostname())
                .withHostName(app.hostname())
                .withLabels(labels(app))
                .withExposedPorts(
                        app.ports().stream().map(CreateRequest::exposed).toList())
                .withHostConfig(hostConfig);
        return app.command().isEmpty() ? call : call.withCmd(app.command());
    }

    private static Map<String, String> labels(AppContainer app) {
        Map<String, String> labels = new HashMap<>();
        app.options().labels().forEach(label -> labels.put(label.name(), label.value()));
        app.options()
                .stopTimeout()
                .ifPresent(seconds -> labels.put(AppContainer.Origin.STOP_TIMEOUT, Integer.toString(seconds)));
        labels.putAll(app.origin().labels());
        return labels;
    }

    /** The name of an app's own volume: the same for every generation of the app, so that its data stay with it. */
    static String volumeName(String hostname, String containerDirectory) {
        return hostname + "-" + Sha256.hex(containerDirectory).substring(0, NAME_DIGITS);
    }

    /** Mounts, not binds: with these the engine refuses a host directory that is missing, instead of making it as root. */
    private static Mount mount(AppContainer app, Volume volume) {
        if (volume instanceof Volume.HostDirectory directory) {
            return new Mount()
                    .withType(MountType.BIND)
                    .withSource(directory.hostDirectory())
                    .withTarget(directory.containerDirectory())
                    .withReadOnly(directory.readOnly());
        }
        return new Mount()
                .withType(MountType.VOLUME)
                .withSource(volumeName(app.hostname(), volume.containerDirectory()))
                .withTarget(volume.containerDirectory())
                .withVolumeOptions(new VolumeOptions().withLabels(app.origin().labels()));
    }

    private static PortBinding binding(PublishedPort port) {
        Ports.Binding onHost = port.address().isEmpty()
                ? Ports.Binding.bindPort(port.hostPort())
                : Ports.Binding.bindIpAndPort(port.address(), port.hostPort());
        return new PortBinding(onHost, exposed(port));
    }

    private static ExposedPort exposed(PublishedPort port) {
        return new ExposedPort(
                port.containerPort(), port.protocol() == Protocol.UDP ? InternetProtocol.UDP : InternetProtocol.TCP);
    }
}
