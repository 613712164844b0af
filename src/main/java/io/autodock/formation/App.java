package io.autodock.formation;

import java.util.ArrayList;
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
 * @param generation counts the containers that have had this hostname, from 1; its container's label says the same
 */
public record App(
        String hostname,
        String hostServer,
        List<PublishedPort> ports,
        OptionalInt sshPort,
        AppState state,
        String containerId,
        List<String> keyFingerprints,
        int generation) {

    private static final int SSH = 22;

    public App {
        ports = List.copyOf(ports);
        keyFingerprints = List.copyOf(keyFingerprints);
        generation = Math.max(1, generation);
    }

    /** One of the first generation. */
    public App(
            String hostname,
            String hostServer,
            List<PublishedPort> ports,
            OptionalInt sshPort,
            AppState state,
            String containerId,
            List<String> keyFingerprints) {
        this(hostname, hostServer, ports, sshPort, state, containerId, keyFingerprints, 1);
    }

    /** As just placed: booked, nothing runs yet. */
    public static App placed(String hostname, String hostServer, List<PublishedPort> ports, OptionalInt sshPort) {
        return new App(hostname, hostServer, ports, sshPort, AppState.PLACED, "", List.of());
    }

    /** The same app with its container running. */
    public App running(String newContainerId) {
        return as(AppState.RUNNING, newContainerId, keyFingerprints, generation);
    }

    /** The same app, reachable and (where asked for) a working minion. */
    public App bootstrapped() {
        return as(AppState.BOOTSTRAPPED, containerId, keyFingerprints, generation);
    }

    /** The same app, about to go: no balancer gives it new requests once the record says so. */
    public App draining() {
        return as(AppState.DRAINING, containerId, keyFingerprints, generation);
    }

    /** The same app with one more key that its minion may show. */
    public App withKey(String fingerprint) {
        List<String> known = new ArrayList<>(keyFingerprints);
        known.add(fingerprint);
        return as(state, containerId, known, generation);
    }

    /** The same app with only the newest of its keys: the master has dropped the others. */
    public App withNewestKey() {
        int last = keyFingerprints.size();
        return as(state, containerId, keyFingerprints.subList(Math.max(0, last - 1), last), generation);
    }

    /** The same app with a container to be made of that generation. */
    public App anew(int newGeneration) {
        return as(AppState.PLACED, "", keyFingerprints, newGeneration);
    }

    private App as(AppState newState, String newContainerId, List<String> keys, int newGeneration) {
        return new App(hostname, hostServer, ports, sshPort, newState, newContainerId, keys, newGeneration);
    }

    /** Every host port it holds, its SSH port first. */
    public List<PublishedPort> heldPorts() {
        List<PublishedPort> held = new ArrayList<>();
        sshPort.ifPresent(port -> held.add(new PublishedPort("", port, SSH, Protocol.TCP)));
        held.addAll(ports);
        return held;
    }

    /** The same app with other ports published. */
    public App withPorts(List<PublishedPort> newPorts) {
        return new App(hostname, hostServer, newPorts, sshPort, state, containerId, keyFingerprints, generation);
    }

    /** The same app as it was before somebody worked on it: its ports, and how far it had come. */
    public App likeBefore(App before) {
        return new App(
                hostname, hostServer, before.ports, sshPort, before.state, containerId, keyFingerprints, generation);
    }

    /** The host port others know it by: of the first port asked for, else the SSH port, else 0. */
    public int port() {
        return ports.isEmpty() ? sshPort.orElse(0) : ports.get(0).hostPort();
    }
}
