package io.autodock.registry;

import io.autodock.formation.FormationId;
import io.autodock.formation.PublishedPort;
import java.util.List;

/**
 * What one app holds on its host server, from the reservation until the engine has confirmed its removal.
 *
 * @param request the request that booked it
 * @param ports every host port it holds, its SSH port included
 */
public record Booking(
        String hostname,
        FormationId formation,
        String request,
        int ramMegabytes,
        int cpuShares,
        List<PublishedPort> ports,
        BookingState state) {

    public Booking {
        ports = List.copyOf(ports);
    }

    /** The same booking, standing for something else now. */
    public Booking as(BookingState newState) {
        return new Booking(hostname, formation, request, ramMegabytes, cpuShares, ports, newState);
    }
}
