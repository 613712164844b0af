package io.autodock.prune;

import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer.Origin;
import io.autodock.container.ContainerView;
import io.autodock.container.RemoveOrder;
import io.autodock.formation.FormationId;
import io.autodock.registry.FormationRecord;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may go, decided from what is recorded and what the engines show. Pure. Nothing goes of a formation that a request is
 * working on, and nothing whose request has not ended. What a request made that nobody here knows may be another
 * installation's on the same host: it is told, and left.
 *
 * @param records all formations
 * @param busy formations that requests are working on, or wait to
 * @param requests what is known of a request by its id
 */
public record Pruning(List<FormationRecord> records, Set<FormationId> busy, Function<String, Maker> requests) {

    /** What is known of the request that made a container. */
    public enum Maker {
        ENDED,
        UNDER_WAY,
        UNKNOWN
    }

    public Pruning {
        records = List.copyOf(records);
        busy = Set.copyOf(busy);
    }

    /** The containers of one host server that no formation has there. */
    public List<RemoveOrder> containers(HostServer host, List<ContainerView> ours) {
        return astray(host, ours)
                .filter(origin -> requests.apply(origin.request()) == Maker.ENDED)
                .map(origin -> order(host, origin))
                .distinct()
                .toList();
    }

    /** Those that are left because nobody knows who made them, in a sentence each. */
    public List<String> left(HostServer host, List<ContainerView> ours) {
        return astray(host, ours)
                .filter(origin -> requests.apply(origin.request()) == Maker.UNKNOWN)
                .map(origin -> host.name() + ": container " + origin.hostname() + " of " + origin.formation()
                        + " is left: no request that is known here made it")
                .distinct()
                .toList();
    }

    private Stream<Origin> astray(HostServer host, List<ContainerView> ours) {
        Set<String> atHome = records.stream()
                .flatMap(record -> record.apps().stream())
                .filter(app -> app.hostServer().equals(host.name()))
                .map(app -> app.hostname())
                .collect(Collectors.toSet());
        return ours.stream()
                .flatMap(view -> view.origin().stream())
                .filter(origin -> !atHome.contains(origin.hostname()))
                .filter(origin -> !busy.contains(origin.formation()));
    }

    private static RemoveOrder order(HostServer host, Origin origin) {
        return new RemoveOrder(host, origin.hostname(), origin.formation(), false, OptionalInt.of(origin.generation()));
    }

    /**
     * The images of one host server that formations ran and none runs now: without a tag, used by no container, from a
     * repository that a formation's image comes from. A tagged one may be somebody else's, or be asked for again.
     */
    public List<HeldImage> images(List<HeldImage> held) {
        Set<String> running = new HashSet<>();
        Set<String> repositories = new HashSet<>();
        records.forEach(record -> {
            running.add(record.image().reference());
            repositories.add(record.spec().image().repository());
        });
        return held.stream()
                .filter(image -> image.tags().isEmpty() && !image.used() && !running.contains(image.id()))
                .filter(image -> !image.digests().isEmpty()
                        && image.digests().stream()
                                .allMatch(digest ->
                                        repositories.contains(repository(digest)) && !running.contains(digest)))
                .toList();
    }

    private static String repository(String digest) {
        int at = digest.indexOf('@');
        return at < 0 ? digest : digest.substring(0, at);
    }
}
