package io.autodock.container.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import io.autodock.formation.option.ContainerOptions;
import io.autodock.formation.option.EnvironmentVariable;
import io.autodock.formation.option.Privileges;
import io.autodock.formation.option.Sysctl;
import io.autodock.formation.rule.RestartPolicy.Never;
import io.autodock.formation.rule.RestartPolicy.OnFailure;
import java.util.stream.Collectors;

/** A container's options as the engine's create call takes them; what was not asked for is left to the engine. */
final class CreateOptions {

    private CreateOptions() {}

    static void fill(CreateContainerCmd call, ContainerOptions options) {
        if (!options.env().isEmpty()) {
            call.withEnv(
                    options.env().stream().map(EnvironmentVariable::written).toList());
        }
        options.user().ifPresent(user -> call.withUser(user.written()));
        options.stopTimeout().ifPresent(call::withStopTimeout);
    }

    static void fill(HostConfig hostConfig, ContainerOptions options) {
        options.network().ifPresent(network -> hostConfig.withNetworkMode(network.name()));
        if (!options.ulimits().isEmpty()) {
            hostConfig.withUlimits(
                    options.ulimits().stream().map(CreateOptions::ulimit).toList());
        }
        if (!options.sysctls().isEmpty()) {
            hostConfig.withSysctls(options.sysctls().stream().collect(Collectors.toMap(Sysctl::name, Sysctl::value)));
        }
        options.logDriver()
                .ifPresent(driver ->
                        hostConfig.withLogConfig(new LogConfig(LogConfig.LoggingType.fromValue(driver.written()))));
        fill(hostConfig, options.privileges());
    }

    private static void fill(HostConfig hostConfig, Privileges privileges) {
        if (!privileges.capabilities().isEmpty()) {
            hostConfig.withCapAdd(privileges.capabilities().stream()
                    .map(capability -> Capability.valueOf(capability.name()))
                    .toArray(Capability[]::new));
        }
        if (!privileges.devices().isEmpty()) {
            hostConfig.withDevices(privileges.devices().stream()
                    .map(device -> new Device(device.permissions(), device.inContainer(), device.onHost()))
                    .toList());
        }
        if (privileges.privileged()) {
            hostConfig.withPrivileged(true);
        }
    }

    /** What the engine restarts by itself. */
    static RestartPolicy restart(io.autodock.formation.rule.RestartPolicy policy) {
        if (policy instanceof OnFailure failure) {
            return RestartPolicy.onFailureRestart(failure.most().orElse(0));
        }
        return policy instanceof Never ? RestartPolicy.noRestart() : RestartPolicy.unlessStoppedRestart();
    }

    private static Ulimit ulimit(io.autodock.formation.option.Ulimit limit) {
        return new Ulimit(limit.name(), limit.soft(), limit.hard());
    }
}
