package io.autodock.container.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.Ports;
import io.autodock.container.AppContainer;
import io.autodock.container.ContainerView;
import io.autodock.formation.Protocol;
import io.autodock.formation.PublishedPort;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine's answers about a container, in Autodock's words. */
public final class InspectedContainer {

    private static final Comparator<PublishedPort> ORDER = Comparator.comparing(PublishedPort::hostPort)
            .thenComparing(PublishedPort::protocol)
            .thenComparing(PublishedPort::address);

    /** From the answer of {@code inspectcontainer}. */
    public ContainerView view(InspectContainerResponse answer) {
        return of(answer);
    }

    static ContainerView of(InspectContainerResponse answer) {
        HostConfig hostConfig = Objects.requireNonNullElseGet(answer.getHostConfig(), HostConfig::new);
        ContainerView.State state = state(answer);
        return new ContainerView(
                answer.getId(),
                withoutSlash(answer.getName()),
                state,
                AppContainer.Origin.of(labels(answer.getConfig())),
                orZero(hostConfig.getMemory()),
                (int) orZero(
                        hostConfig.getCpuShares() == null
                                ? null
                                : hostConfig.getCpuShares().longValue()),
                ports(answer, state, hostConfig),
                Objects.requireNonNullElse(answer.getImageId(), ""),
                exitCode(answer),
                startedAt(answer),
                AppContainer.Origin.stopTimeout(labels(answer.getConfig())));
    }

    /** From a list, where the container can't be inspected any more: without limits and exit code. */
    static ContainerView of(Container listed) {
        return new ContainerView(
                listed.getId(),
                listed.getNames().length == 0 ? "" : withoutSlash(listed.getNames()[0]),
                ContainerView.State.of(Objects.requireNonNullElse(listed.getState(), "")),
                AppContainer.Origin.of(Objects.requireNonNullElse(listed.getLabels(), Map.of())),
                0,
                0,
                List.of(),
                Objects.requireNonNullElse(listed.getImageId(), ""),
                0,
                Optional.empty());
    }

    static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private static ContainerView.State state(InspectContainerResponse answer) {
        String status = answer.getState() == null ? null : answer.getState().getStatus();
        return ContainerView.State.of(status == null ? "" : status);
    }

    private static Map<String, String> labels(@Nullable ContainerConfig config) {
        Map<String, String> labels = config == null ? null : config.getLabels();
        return labels == null ? Map.of() : labels;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static int exitCode(InspectContainerResponse answer) {
        Long code = answer.getState() == null ? null : answer.getState().getExitCodeLong();
        return code == null ? 0 : code.intValue();
    }

    private static Optional<Instant> startedAt(InspectContainerResponse answer) {
        String text = answer.getState() == null ? null : answer.getState().getStartedAt();
        try {
            return text == null || text.startsWith("0001-") ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static List<PublishedPort> ports(
            InspectContainerResponse answer, ContainerView.State state, HostConfig hostConfig) {
        NetworkSettings network = answer.getNetworkSettings();
        Ports ports = state == ContainerView.State.RUNNING && network != null
                ? network.getPorts()
                : hostConfig.getPortBindings();
        return ports == null
                ? List.of()
                : ports.getBindings().entrySet().stream()
                        .flatMap(InspectedContainer::published)
                        .distinct()
                        .sorted(ORDER)
                        .toList();
    }

    private static Stream<PublishedPort> published(Map.Entry<ExposedPort, Ports.Binding @Nullable []> entry) {
        Ports.Binding[] bindings = entry.getValue();
        return bindings == null
                ? Stream.empty()
                : Arrays.stream(bindings).map(binding -> published(entry.getKey(), binding));
    }

    private static PublishedPort published(ExposedPort port, Ports.Binding binding) {
        String hostPort = Objects.requireNonNullElse(binding.getHostPortSpec(), "");
        return new PublishedPort(
                address(binding.getHostIp()),
                hostPort.isEmpty() ? 0 : Integer.parseInt(hostPort),
                port.getPort(),
                port.getProtocol() == InternetProtocol.UDP ? Protocol.UDP : Protocol.TCP);
    }

    /** Engines list a port bound to all addresses once for IPv4 and once for IPv6. */
    private static String address(@Nullable String hostIp) {
        return hostIp == null || "0.0.0.0".equals(hostIp) || "::".equals(hostIp) ? "" : hostIp;
    }
}
