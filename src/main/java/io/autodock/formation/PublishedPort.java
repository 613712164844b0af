package io.autodock.formation;

/**
 * A port as it is published on a host server: what was reserved and what the engine binds.
 *
 * @param address the host address it is bound to, without brackets; empty for all of them
 * @param hostPort 1 to 65535
 * @param containerPort 1 to 65535
 */
public record PublishedPort(String address, int hostPort, int containerPort, Protocol protocol) {

    /** As users write it: {@code 127.0.0.1:8080:80/udp}, IPv6 in brackets. */
    @Override
    public String toString() {
        String shownAddress = address.isEmpty() ? "" : (address.contains(":") ? "[" + address + "]" : address) + ":";
        return shownAddress + hostPort + ":" + containerPort + (protocol == Protocol.UDP ? "/udp" : "");
    }
}
