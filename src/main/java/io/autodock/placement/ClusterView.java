package io.autodock.placement;

import io.autodock.cluster.HostView;
import io.autodock.registry.HostBook;
import java.util.List;
import java.util.Map;

/**
 * The cluster as gathered once for a decision.
 *
 * @param hosts every host server of the docker cluster
 * @param books what is booked, by host server; a host without a book has nothing booked
 */
public record ClusterView(List<HostView> hosts, Map<String, HostBook> books) {

    public ClusterView {
        hosts = List.copyOf(hosts);
        books = Map.copyOf(books);
    }

    /** The book of a host server. */
    public HostBook book(String hostServer) {
        return books.getOrDefault(hostServer, HostBook.empty(hostServer));
    }
}
