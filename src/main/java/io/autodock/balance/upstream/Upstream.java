package io.autodock.balance.upstream;

import io.autodock.formation.App;
import io.autodock.formation.AppState;
import io.autodock.formation.BootstrapMode;
import io.autodock.formation.FormationId;
import io.autodock.formation.traffic.Traffic;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the balancers are to serve for one formation, from what is recorded alone: the same record gives the same.
 *
 * @param members the apps that take requests, in order of hostname
 */
public record Upstream(FormationId id, Traffic traffic, List<Member> members) {

    public Upstream {
        members =
                members.stream().sorted(Comparator.comparing(Member::hostname)).toList();
    }

    /**
     * From a record; empty when no balancer is to serve it: it asks for none, is still being made, or goes.
     *
     * @param addresses of the host servers, by name; an app on one that is not among them is left out
     */
    public static Optional<Upstream> of(FormationRecord record, Map<String, String> addresses) {
        boolean stands = record.state() != FormationState.CREATING && record.state() != FormationState.DELETING;
        if (!stands || !record.spec().traffic().isServed()) {
            return Optional.empty();
        }
        List<Member> members = record.apps().stream()
                .filter(app -> serves(app, record.spec().bootstrap()))
                .flatMap(app -> member(app, addresses).stream())
                .toList();
        return Optional.of(new Upstream(record.id(), record.spec().traffic(), members));
    }

    /** The apps that are about to go, and so must have no connection left before they are stopped. */
    public static List<Member> leaving(FormationRecord record, Map<String, String> addresses) {
        boolean goes = record.state() == FormationState.DELETING;
        return record.apps().stream()
                .filter(app -> goes || app.state() == AppState.DRAINING)
                .flatMap(app -> member(app, addresses).stream())
                .toList();
    }

    /** An app that is to be bootstrapped serves once it is; one that is not, once it runs. */
    private static boolean serves(App app, BootstrapMode bootstrap) {
        return switch (app.state()) {
            case PLACED, DRAINING -> false;
            case RUNNING -> bootstrap == BootstrapMode.NONE;
            case BOOTSTRAPPED -> true;
        };
    }

    private static Optional<Member> member(App app, Map<String, String> addresses) {
        return Optional.ofNullable(addresses.get(app.hostServer())).flatMap(address -> Member.of(app, address));
    }
}
