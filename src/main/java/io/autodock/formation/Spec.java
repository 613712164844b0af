package io.autodock.formation;

import java.util.List;
import java.util.Optional;

/**
 * What was asked for, believed: every value has been checked.
 *
 * @param number how many apps, 1 to 1000
 * @param hostServer the one host server that takes all apps, where the request pins them
 * @param bootstrap how an app becomes a Salt minion
 * @param bootstrapAsked whether the request named the bootstrap itself; then a missing Salt master is a refusal, not a notice
 */
public record Spec(
        int number,
        ImageReference image,
        CpuShares cpuShares,
        Ram ram,
        HostnameScheme hostnameScheme,
        List<PortMapping> ports,
        List<Volume> volumes,
        Optional<String> hostServer,
        BootstrapMode bootstrap,
        boolean bootstrapAsked) {

    public static final int MOST_APPS = 1000;

    public Spec {
        if (number < 1 || number > MOST_APPS) {
            throw new IllegalArgumentException("number outside 1 to 1000: " + number);
        }
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
    }
}
