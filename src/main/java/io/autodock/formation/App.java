package io.autodock.formation;

import java.util.List;
import java.util.OptionalInt;

/**
 * One container of a formation, known by its hostname, as it was placed and as far as it has come.
 *
 * @param hostname unique in the whole cluster; also the container's name and the minion's id
 * @param hostServer where it lives
 * @param ports what is published for the formation's own ports, in the order asked for
 * @param sshPort the host port that leads to the container's sshd, empty with bootstrap {@code none}
 * @param containerId the engine's id, empty until its container exists
 * @param keyFingerprints SHA-256 (hex) of the minion public keys made for it, the newest last; what the master may hold
 */
public record App(
        String hostname,
        String hostServer,
        List<PublishedPort> ports,
        OptionalInt sshPort,
        AppState state,
        String containerId,
        List<String> keyFingerprints) {

    public App {
        ports = List.copyOf(ports);
        keyFingerprints = List.copyOf(keyFingerprints);
    }

    /** As just placed: booked, nothing runs yet. */
    public static App placed(String hostname, String hostServer, List<PublishedPort> ports, OptionalInt sshPort) {
        return new App(hostname, hostServer, ports, sshPort, AppState.PLACED, "", List.of());
    }

    /** The same app with its container running. */
    public App running(String newContainerId) {
        return new App(hostname, hostServer, ports, sshPort, AppState.RUNNING, newContainerId, keyFingerprints);
    }

    /** The same app, reachable and (where asked for) a working minion. */
    public App bootstrapped() {
        return new App(hostname, hostServer, ports, sshPort, AppState.BOOTSTRAPPED, containerId, keyFingerprints);
    }

    /** The same app with one more key that its minion may show. */
    public App withKey(String fingerprint) {
        List<String> known = new java.util.ArrayList<>(keyFingerprints);
        known.add(fingerprint);
        return new App(hostname, hostServer, ports, sshPort, state, containerId, known);
    }

    /** The host port others know it by: of the first port asked for, else the SSH port, else 0. */
    public int port() {
        return ports.isEmpty() ? sshPort.orElse(0) : ports.get(0).hostPort();
    }
}
