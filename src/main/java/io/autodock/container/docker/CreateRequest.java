package io.autodock.container.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.VolumeOptions;
import io.autodock.console.SecretMount;
import io.autodock.container.AppContainer;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import io.autodock.formation.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An app's container as the engine's create call takes it. */
final class CreateRequest {

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

    /**
     * Has the container begin with a wait for its secrets, which come on a tmpfs once it runs.
     *
     * @param image what it is made from: its own entry point and command follow the wait
     */
    static CreateContainerCmd await(CreateContainerCmd call, AppContainer app, @Nullable ContainerConfig image) {
        HostConfig hostConfig = Objects.requireNonNull(call.getHostConfig());
        hostConfig.withTmpFs(Map.of(SecretMount.DIRECTORY, SecretMount.OPTIONS));
        return call.withEntrypoint(SecretMount.entrypoint())
                .withCmd(SecretMount.command(
                        words(image == null ? null : image.getEntrypoint()),
                        words(image == null ? null : image.getCmd()),
                        app.command()));
    }

    private static List<String> words(String @Nullable [] words) {
        return words == null ? List.of() : List.of(words);
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
                .withSource(app.origin().volumeName(volume.containerDirectory()))
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
