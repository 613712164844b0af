package io.autodock.balance.upstream;

import io.autodock.formation.App;
import io.autodock.formation.HostAddress;
import io.autodock.formation.PublishedPort;
import java.util.Optional;

/**
 * An app as the balancers reach it.
 *
 * @param address of its host server, without brackets
 * @param port the host port of its first published port
 */
public record Member(String hostname, String address, int port) {

    /** The app on a host of that address; empty where it publishes nothing. */
    static Optional<Member> of(App app, String hostAddress) {
        return app.ports().stream()
                .findFirst()
                .map(first -> new Member(app.hostname(), address(first, hostAddress), first.hostPort()));
    }

    private static String address(PublishedPort port, String hostAddress) {
        return HostAddress.canonical(port.address()).equals(HostAddress.EVERY) ? hostAddress : port.address();
    }

    /** {@code HOST:PORT}, IPv6 in brackets. */
    public String authority() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
