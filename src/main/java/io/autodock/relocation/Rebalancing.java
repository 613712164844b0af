package io.autodock.relocation;

import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostView;
import io.autodock.formation.App;
import io.autodock.placement.ClusterView;
import io.autodock.placement.Feasibility;
import io.autodock.placement.PlacementRequest;
import io.autodock.placement.PortRange;
import io.autodock.placement.Verdict;
import io.autodock.registry.Booking;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.HostBook;
import io.autodock.relocation.Departures.Leaving;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which apps would go from crowded to idle host servers: crowded is who has the largest share of its memory promised. An
 * app moves only where that narrows the gap, spreads its formation no less, and is allowed by all that placement asks;
 * then a second look finds nothing. Pure.
 */
public final class Rebalancing {

    /** A smaller gap between two hosts is left as it is. */
    static final double SMALL_GAP = 0.1;

    private static final double ROUNDING = 1e-9;

    /** One app that would move. */
    public record Planned(Leaving app, String from, String to) {}

    private final List<HostView> hosts;
    private final List<FormationRecord> records;
    private final Map<String, HostBook> books;
    private final Set<Leaving> planned = new HashSet<>();

    private Rebalancing(ClusterView cluster, List<FormationRecord> records) {
        this.hosts = cluster.hosts().stream()
                .filter(view -> view.host().active() && view.engine() instanceof EngineState.Answers)
                .filter(view -> view.facts().map(HostFacts::memoryMegabytes).orElse(0L) > 0)
                .toList();
        this.records = records.stream()
                .filter(record -> record.state() == FormationState.COMPLETE)
                .toList();
        this.books = new HashMap<>(cluster.books());
    }

    /** At most so many moves, in the order in which they are made. */
    public static List<Planned> plan(ClusterView cluster, List<FormationRecord> records, int maxMoves) {
        Rebalancing rebalancing = new Rebalancing(cluster, records);
        List<Planned> moves = new ArrayList<>();
        Optional<Planned> next = rebalancing.next();
        while (next.isPresent() && moves.size() < maxMoves) {
            moves.add(next.get());
            rebalancing.make(next.get());
            next = rebalancing.next();
        }
        return moves;
    }

    private Optional<Planned> next() {
        List<HostView> byShare = hosts.stream()
                .sorted(Comparator.comparingDouble(this::share)
                        .thenComparing(view -> view.host().name()))
                .toList();
        for (int crowded = byShare.size() - 1; crowded > 0; crowded--) {
            for (int idle = 0; idle < crowded; idle++) {
                Optional<Planned> move = between(byShare.get(crowded), byShare.get(idle));
                if (move.isPresent()) {
                    return move;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Planned> between(HostView crowded, HostView idle) {
        if (share(crowded) - share(idle) <= SMALL_GAP) {
            return Optional.empty();
        }
        String from = crowded.host().name();
        return Departures.drained(from, records).leaving().stream()
                .filter(app -> !planned.contains(app))
                .filter(app -> narrows(app, crowded, idle))
                .filter(app -> isAllowed(app, from, idle))
                .findFirst()
                .map(app -> new Planned(app, from, idle.host().name()));
    }

    private double share(HostView view) {
        return (double) book(view.host().name()).promisedMegabytes() / memory(view);
    }

    private static long memory(HostView view) {
        return view.facts().map(HostFacts::memoryMegabytes).orElse(1L);
    }

    private HostBook book(String hostServer) {
        return books.getOrDefault(hostServer, HostBook.empty(hostServer));
    }

    private boolean narrows(Leaving app, HostView crowded, HostView idle) {
        double ram = record(app).spec().ram().megabytes();
        return share(idle) + ram / memory(idle) <= share(crowded) - ram / memory(crowded) + ROUNDING;
    }

    private boolean isAllowed(Leaving app, String from, HostView idle) {
        FormationRecord record = record(app);
        Map<String, Integer> siblings = siblings(record, app);
        String to = idle.host().name();
        boolean spreads = siblings.getOrDefault(to, 0) <= siblings.getOrDefault(from, 0);
        PlacementRequest request = new PlacementRequest(
                record.id(), record.spec(), List.of(app.hostname()), siblings, Map.of(), Map.of(), Map.of());
        return spreads
                && Feasibility.judge(new ClusterView(hosts, books), idle, request, PortRange.AUTOMATIC)
                        instanceof Verdict.Feasible;
    }

    /** The other apps of its formation by host server, those planned to move where they will be. */
    private Map<String, Integer> siblings(FormationRecord record, Leaving app) {
        Map<String, Integer> siblings = new HashMap<>();
        record.apps().stream()
                .map(App::hostname)
                .filter(hostname -> !hostname.equals(app.hostname()))
                .forEach(hostname -> books.values().stream()
                        .filter(book -> book.bookings().containsKey(hostname))
                        .forEach(book -> siblings.merge(book.hostServer(), 1, Integer::sum)));
        return siblings;
    }

    private FormationRecord record(Leaving app) {
        return records.stream()
                .filter(record -> record.id().equals(app.formation()))
                .findFirst()
                .orElseThrow();
    }

    private void make(Planned move) {
        String hostname = move.app().hostname();
        Booking booking = book(move.from()).bookings().get(hostname);
        planned.add(move.app());
        if (booking != null) {
            books.put(move.from(), book(move.from()).without(List.of(hostname)));
            books.put(move.to(), book(move.to()).with(List.of(booking)));
        }
    }
}
