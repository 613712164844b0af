package io.autodock.registry;

import io.autodock.formation.FormationId;
import io.autodock.formation.PublishedPort;
import java.util.List;

/**
 * What one app holds on its host server, from the reservation until the engine has confirmed its removal.
 *
 * @param request the request that booked it
 * @param ports every host port it holds, its SSH port included
 * @param running whether its container is known to run; booked but not running counts as load
 */
public record Booking(
        String hostname,
        FormationId formation,
        String request,
        int ramMegabytes,
        int cpuShares,
        List<PublishedPort> ports,
        boolean running) {

    public Booking {
        ports = List.copyOf(ports);
    }
}
