package io.autodock.failover;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostLosses;
import io.autodock.cluster.HostServer;
import io.autodock.container.Engines;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.problem.AutodockException;
import io.autodock.registry.HostBook;
import io.autodock.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code routes/triggers/probe.camel.yaml} that take lost host servers back: clean first, then given work. */
public final class HostReturns {

    private static final Logger LOG = LoggerFactory.getLogger(HostReturns.class);

    private final HostDirectory directory;
    private final HostLosses losses;
    private final FailoverWatch watch;
    private final Engines engines;
    private final Registry registry;
    private final HostNews news;

    /** The steps, with what they look at and change. */
    public HostReturns(
            HostDirectory directory,
            HostLosses losses,
            FailoverWatch watch,
            Engines engines,
            Registry registry,
            HostNews news) {
        this.directory = directory;
        this.losses = losses;
        this.watch = watch;
        this.engines = engines;
        this.registry = registry;
        this.news = news;
    }

    /** Lost host servers whose engine answers again, and what is stale there. */
    public Returning look() {
        try {
            Map<String, HostLosses.HostLoss> lost = losses.lost();
            List<HostServer> heard = lost.isEmpty()
                    ? List.of()
                    : directory.known().stream()
                            .filter(host -> lost.containsKey(host.name()) && watch.isHeard(host.name()))
                            .toList();
            return heard.isEmpty() ? new Returning(List.of(), List.of()) : look(heard);
        } catch (AutodockException later) {
            LOG.warn("Host servers that come back are looked at later: {}", later.sentence());
            return new Returning(List.of(), List.of());
        }
    }

    private Returning look(List<HostServer> heard) {
        StaleContainers stale = new StaleContainers(registry.list(Optional.empty()));
        Map<String, HostBook> books = registry.hostBooks();
        List<HostServer> answering = new ArrayList<>();
        List<RemoveOrder> orders = new ArrayList<>();
        for (HostServer host : heard) {
            try {
                HostBook book = books.getOrDefault(host.name(), HostBook.empty(host.name()));
                orders.addAll(stale.on(host, book, engines.listOurs(host)));
                answering.add(host);
            } catch (AutodockException notYet) {
                LOG.debug("{} does not answer yet: {}", host.name(), notYet.sentence());
            }
        }
        return new Returning(answering, orders);
    }

    /** Takes in what became of one stale container; what it held is given back once it is gone. */
    public void settle(Returning returning, RemoveOrder order, RemoveOutcome outcome) {
        String host = order.host().name();
        if (outcome instanceof RemoveOutcome.Removed) {
            registry.clearLeftover(host, order.hostname());
        } else {
            returning.isUnclean(host);
        }
    }

    /** Gives work again to those where nothing stale is left. */
    public void takeBack(Returning returning) {
        for (HostServer host : returning.clean()) {
            if (losses.takeBack(host.name())) {
                news.back(host.name());
            }
        }
    }
}
