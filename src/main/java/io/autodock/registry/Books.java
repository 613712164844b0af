package io.autodock.registry;

import java.util.Map;

/**
 * The books as they stood when a decision was made on them.
 *
 * @param hosts by host server; one without a book has nothing booked
 * @param names of the group that the decision is about
 */
public record Books(Map<String, HostBook> hosts, NameBook names) {

    public Books {
        hosts = Map.copyOf(hosts);
    }

    /** The book of a host server. */
    public HostBook host(String hostServer) {
        HostBook book = hosts.get(hostServer);
        return book == null ? HostBook.empty(hostServer) : book;
    }
}
