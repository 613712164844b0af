package io.autodock.verify;

import io.autodock.cluster.HostLosses.HostLoss;
import io.autodock.formation.FormationId;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.HostBook;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What etcd says, gathered once for a comparison.
 *
 * @param misread formations whose {@code /USER/FORMATION} is not what the record says
 * @param unlisted host servers with a record of ours that are missing from {@code docker_cluster}
 * @param lost host servers that are declared lost
 * @param atWork ids of requests that have not ended
 */
public record Recorded(
        List<FormationRecord> records,
        Map<String, HostBook> books,
        Set<FormationId> misread,
        Set<String> unlisted,
        Map<String, HostLoss> lost,
        Set<String> atWork) {

    public Recorded {
        records = List.copyOf(records);
        books = Map.copyOf(books);
        misread = Set.copyOf(misread);
        unlisted = Set.copyOf(unlisted);
        lost = Map.copyOf(lost);
        atWork = Set.copyOf(atWork);
    }

    /** Records and books alone. */
    public Recorded(List<FormationRecord> records, Map<String, HostBook> books) {
        this(records, books, Set.of(), Set.of(), Map.of(), Set.of());
    }
}
