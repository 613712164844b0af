package io.autodock.failover;

import io.autodock.cluster.HostServer;
import io.autodock.container.RemoveOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lost host servers that answer again, while what is stale there goes. It lives in one route exchange. */
public final class Returning {

    private final List<HostServer> hosts;
    private final List<RemoveOrder> orders;
    private final Set<String> unclean = new HashSet<>();

    Returning(List<HostServer> hosts, List<RemoveOrder> orders) {
        this.hosts = List.copyOf(hosts);
        this.orders = List.copyOf(orders);
    }

    /** The stale containers that are to go. */
    public List<RemoveOrder> orders() {
        return orders;
    }

    void isUnclean(String hostServer) {
        unclean.add(hostServer);
    }

    List<HostServer> clean() {
        return hosts.stream().filter(host -> !unclean.contains(host.name())).toList();
    }
}
