package io.autodock.formation;

/**
 * A port as asked for: {@code [ADDRESS:]HOST:CONTAINER[/udp]}, {@code PORT}, or with {@code =} for exactly that host port.
 *
 * @param address host address to bind, without brackets; empty for all
 * @param hostPort the host port to begin at, 1 to 65535
 * @param exact whether only that host port will do; otherwise a taken one is counted up
 * @param containerPort 1 to 65535
 */
public record PortMapping(String address, int hostPort, boolean exact, int containerPort, Protocol protocol) {

    /** As users write it. */
    public String written() {
        return (exact ? "=" : "") + new PublishedPort(address, hostPort, containerPort, protocol);
    }
}
