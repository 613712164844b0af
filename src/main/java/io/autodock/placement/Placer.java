package io.autodock.placement;

import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.placement.Verdict.Reason;
import io.autodock.placement.Verdict.Refused;
import io.autodock.problem.AutodockException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives every app of a request a host server and host ports, or none of them. Apps are dealt in rounds over the feasible
 * host servers in the order of {@link Ranking}, so that a formation spreads as its rules say: by default the numbers of
 * its apps on two hosts that still have room differ by at most one. Equal input gives an equal plan.
 *
 * <p>What is booked counts as held, whoever's it is: a caller that has given up an app's booking takes it out of the view.
 */
public final class Placer {

    private static final int MOST_HOSTS_IN_A_SENTENCE = 5;

    private final PlacementRequest request;
    private final PortRange automatic;
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
    private final Seats seats;

    private Placer(PlacementRequest request, PortRange automatic) {
        this.request = request;
        this.automatic = automatic;
        this.seats = new Seats(request.spec().placement().spread());
    }

    /**
     * A place for every app, or the refusal with each host server's reason.
     *
     * @param automatic the ports given out and counted up by Autodock itself
     * @throws AutodockException (invalid) when the request asks for a host server that is not in the cluster
     */
    public static Placement place(ClusterView cluster, PlacementRequest request, PortRange automatic) {
        request.spec().hostServer().ifPresent(host -> requireMember(cluster, host));
        Placer placer = new Placer(request, automatic);
        placer.judge(cluster);
        return placer.deal();
    }

    static HostRoom room(ClusterView cluster, HostView view, PlacementRequest request) {
        String host = view.host().name();
        return new HostRoom(
                view,
                cluster.book(host),
                request.takenByStrangers().getOrDefault(host, Set.of()),
                request.already().getOrDefault(host, 0));
    }

    private static void requireMember(ClusterView cluster, String host) {
        List<String> members = cluster.hosts().stream()
                .map(view -> view.host().name())
                .sorted()
                .toList();
        if (!members.contains(host)) {
            throw AutodockException.invalid(
                    "host-server", host, "a member of the docker cluster: " + shortened(members, ", "));
        }
    }

    private void judge(ClusterView cluster) {
        Map<String, HostView> views = cluster.hosts().stream()
                .collect(Collectors.toMap(view -> view.host().name(), Function.identity()));
        int rank = 0;
        for (RankedHost ranked : Ranking.rank(cluster)) {
            HostView view = Objects.requireNonNull(views.get(ranked.hostServer()));
            HostRoom room = room(cluster, view, request);
            Verdict verdict = Feasibility.judge(view, request, room, automatic);
            verdicts.put(ranked.hostServer(), verdict);
            int apps = request.already().getOrDefault(ranked.hostServer(), 0);
            seats.count(zone(view), apps);
            if (verdict instanceof Verdict.Feasible) {
                seats.add(zone(view), apps, rank++, room);
            }
        }
        seats.open();
    }

    private String zone(HostView view) {
        return view.labels().getOrDefault(request.spec().placement().spread().label(), "");
    }

    private Placement deal() {
        List<App> apps = new ArrayList<>(request.hostnames().size());
        for (String hostname : request.hostnames()) {
            Optional<App> app = next(hostname);
            if (app.isEmpty()) {
                return new Placement.Refused(sentence(hostname), List.copyOf(verdicts.values()));
            }
            apps.add(app.get());
        }
        return new Placement.Placed(apps, List.copyOf(verdicts.values()));
    }

    private Optional<App> next(String hostname) {
        return seats.next(room -> {
            Optional<App> app = room.take(hostname, request.spec(), automatic);
            if (app.isEmpty()) {
                room.refusal(request.spec(), automatic).ifPresent(refused -> verdicts.put(room.hostServer(), refused));
            }
            return app;
        });
    }

    private String sentence(String hostname) {
        List<String> reasons = verdicts.values().stream()
                .filter(Refused.class::isInstance)
                .map(Refused.class::cast)
                .filter(refused -> refused.reason() != Reason.PINNED_ELSEWHERE)
                .map(refused -> refused.hostServer() + ": " + refused.sentence())
                .toList();
        return hostname + " finds no host server: "
                + (reasons.isEmpty() ? "the docker cluster has none" : shortened(reasons, "; "));
    }

    private static String shortened(List<String> parts, String separator) {
        String shown = parts.stream().limit(MOST_HOSTS_IN_A_SENTENCE).collect(Collectors.joining(separator));
        int more = parts.size() - MOST_HOSTS_IN_A_SENTENCE;
        return more > 0 ? shown + separator + "and " + more + " more" : shown;
    }
}
