package io.autodock.relocation;

import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.formation.Spec;
import io.autodock.formation.rule.OnHostLoss;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is on a host server that is to be left, or was lost: which apps go, and which stay with the reason. Pure.
 *
 * @param leaving in order of formation and hostname
 * @param staying a sentence for each, in the same order
 */
public record Departures(List<Leaving> leaving, List<Staying> staying) {

    /** An app that goes. */
    public record Leaving(FormationId formation, String hostname) {}

    /**
     * An app that does not.
     *
     * @param reason why, as the end of a sentence that begins with its hostname
     */
    public record Staying(FormationId formation, String hostname, String reason) {}

    public Departures {
        leaving = List.copyOf(leaving);
        staying = List.copyOf(staying);
    }

    /** Away from a host server that still answers: data stays where it is, unless the formation says that apps may go without it. */
    public static Departures drained(String hostServer, List<FormationRecord> records) {
        return of(hostServer, records, Departures::staysInDrain);
    }

    /** Away from a lost host server: as each formation has it. */
    public static Departures lost(String hostServer, List<FormationRecord> records) {
        return of(hostServer, records, Departures::staysInLoss);
    }

    private interface Rule {
        Optional<String> stays(Spec spec, String hostServer);
    }

    private static Departures of(String hostServer, List<FormationRecord> records, Rule rule) {
        List<Leaving> leaving = new ArrayList<>();
        List<Staying> staying = new ArrayList<>();
        records.stream()
                .filter(record -> record.state() == FormationState.COMPLETE)
                .sorted(Comparator.comparing(record -> record.id().toString()))
                .forEach(record -> record.apps().stream()
                        .filter(app -> app.hostServer().equals(hostServer))
                        .map(App::hostname)
                        .sorted()
                        .forEach(hostname -> rule.stays(record.spec(), hostServer)
                                .ifPresentOrElse(
                                        reason -> staying.add(new Staying(record.id(), hostname, reason)),
                                        () -> leaving.add(new Leaving(record.id(), hostname)))));
        return new Departures(leaving, staying);
    }

    private static Optional<String> staysInDrain(Spec spec, String hostServer) {
        return pinned(spec, hostServer)
                .or(() -> spec.volumes().isEmpty() || spec.onHostLoss() == OnHostLoss.MOVE
                        ? Optional.empty()
                        : Optional.of("stays: its volumes would be left behind; with on-host-loss move it goes without"
                                + " them"));
    }

    private static Optional<String> staysInLoss(Spec spec, String hostServer) {
        return spec.onHostLoss() == OnHostLoss.MOVE
                ? pinned(spec, hostServer)
                : Optional.of("waits for " + hostServer + " to come back");
    }

    private static Optional<String> pinned(Spec spec, String hostServer) {
        return spec.hostServer()
                .filter(hostServer::equals)
                .map(host -> "stays: its formation asks for host server " + host);
    }
}
