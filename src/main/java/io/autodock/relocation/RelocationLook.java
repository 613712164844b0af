package io.autodock.relocation;

import io.autodock.cluster.ClusterWatch;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostLosses;
import io.autodock.cluster.HostServer;
import io.autodock.formation.App;
import io.autodock.formation.Operation;
import io.autodock.placement.ClusterView;
import io.autodock.placement.Placement;
import io.autodock.placement.PlacementRequest;
import io.autodock.placement.Placer;
import io.autodock.placement.PortRange;
import io.autodock.problem.AutodockException;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.Registry;
import io.autodock.relocation.Departures.Leaving;
import io.autodock.relocation.HostRequests.Asker;
import io.autodock.request.Request;
import io.autodock.request.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether what found no room on another host server finds some now: a host that drains, or that was lost, is asked
 * about again as soon as one of its apps could be placed.
 */
public final class RelocationLook {

    private static final Logger LOG = LoggerFactory.getLogger(RelocationLook.class);
    private static final Asker ASKER = new Asker("timer", Trigger.TIMER);

    private final HostRequests requests;
    private final HostDirectory directory;
    private final HostLosses losses;
    private final Registry registry;
    private final ClusterWatch watch;
    private final Duration pause;
    private final Clock clock;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    /** @param pause between two requests about one host server: what failed for another reason than room is not tried at once again */
    public RelocationLook(
            HostRequests requests,
            HostDirectory directory,
            HostLosses losses,
            Registry registry,
            ClusterWatch watch,
            Duration pause,
            Clock clock) {
        this.requests = requests;
        this.directory = directory;
        this.losses = losses;
        this.registry = registry;
        this.watch = watch;
        this.pause = pause;
        this.clock = clock;
    }

    /** Asks anew for what can be done now; on however many instances, since each host has one request at a time. */
    public void look() {
        try {
            Map<String, Operation> wanted = wanted();
            wanted.keySet().removeIf(this::rests);
            if (!wanted.isEmpty()) {
                askWhereThereIsRoom(wanted);
            }
        } catch (AutodockException later) {
            LOG.warn("Host servers that drain or are lost are looked at later: {}", later.sentence());
        }
    }

    private Map<String, Operation> wanted() {
        Set<String> lost = losses.lost().keySet();
        Map<String, Operation> wanted = new HashMap<>();
        for (HostServer host : directory.list()) {
            if (lost.contains(host.name())) {
                wanted.put(host.name(), Operation.FAILOVER);
            } else if (!host.active()) {
                wanted.put(host.name(), Operation.DRAIN);
            }
        }
        return wanted;
    }

    private boolean rests(String host) {
        Instant last = asked.get(host);
        return last != null && last.plus(pause).isAfter(clock.instant());
    }

    private void askWhereThereIsRoom(Map<String, Operation> wanted) {
        List<FormationRecord> records = registry.list(Optional.empty());
        Map<String, Departures> departures = new HashMap<>();
        wanted.forEach((host, operation) -> departures.put(
                host,
                operation == Operation.DRAIN ? Departures.drained(host, records) : Departures.lost(host, records)));
        departures.values().removeIf(each -> each.leaving().isEmpty());
        departures.keySet().removeAll(underWay());
        if (departures.isEmpty()) {
            return;
        }
        ClusterView cluster = new ClusterView(watch.look(), registry.hostBooks());
        wanted.forEach((host, operation) -> {
            Departures each = departures.get(host);
            if (each != null && each.leaving().stream().anyMatch(app -> isRoomFor(app, host, records, cluster))) {
                ask(host, operation);
            }
        });
    }

    private Set<String> underWay() {
        return List.of(Operation.DRAIN, Operation.FAILOVER).stream()
                .flatMap(operation -> requests.pending(operation).stream())
                .map(requests::hostTask)
                .map(HostTask::subject)
                .collect(Collectors.toSet());
    }

    private void ask(String host, Operation operation) {
        Instant now = clock.instant();
        asked.put(host, now);
        String period = "again " + host + " " + now.toEpochMilli() / Math.max(1, pause.toMillis());
        Request request = requests.submit(operation, new HostTask.Whole(host), ASKER, Optional.of(period))
                .request();
        LOG.info("{} of {} goes on as request {}: there is room now", operation.lowerCase(), host, request.id());
    }

    /** Pure: whether that app would find a place elsewhere. */
    static boolean isRoomFor(Leaving app, String from, List<FormationRecord> records, ClusterView cluster) {
        return records.stream()
                .filter(record -> record.id().equals(app.formation()))
                .map(record -> Placer.place(cluster, request(app, from, record), PortRange.AUTOMATIC))
                .anyMatch(Placement.Placed.class::isInstance);
    }

    private static PlacementRequest request(Leaving app, String from, FormationRecord record) {
        Map<String, Integer> siblings = record.apps().stream()
                .filter(other -> !other.hostname().equals(app.hostname()))
                .collect(Collectors.groupingBy(App::hostServer, Collectors.summingInt(other -> 1)));
        return new PlacementRequest(
                record.id(),
                record.spec(),
                List.of(app.hostname()),
                siblings,
                Map.of(from, "it is being left"),
                Map.of(),
                Map.of());
    }
}
