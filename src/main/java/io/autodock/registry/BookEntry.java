package io.autodock.registry;

import io.autodock.request.Request;
import java.util.List;
import java.util.Optional;

/**
 * What is to be written into the books at once: all of it, or nothing.
 *
 * @param record the formation's record as it shall stand; empty to leave it as it is
 * @param names the name book as it shall stand; empty to leave it as it is
 * @param hosts the host books that change, as they shall stand
 * @param request the request as it shall stand; empty to leave it as it is
 */
public record BookEntry(
        Optional<FormationRecord> record, Optional<NameBook> names, List<HostBook> hosts, Optional<Request> request) {

    public BookEntry {
        hosts = List.copyOf(hosts);
    }
}
