package io.autodock.failover;

import io.autodock.cluster.EngineProbe;
import io.autodock.cluster.EngineState;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostLosses.HostLoss;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.LoadSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who stands as lost, as it was last seen. Nobody waits for an answer of theirs, and none of them takes new apps, also when
 * it answers again: what is stale there goes first.
 */
public final class LostHosts {

    private volatile Map<String, HostLoss> lost = Map.of();

    void are(Map<String, HostLoss> now) {
        lost = Map.copyOf(now);
    }

    Map<String, HostLoss> now() {
        return lost;
    }

    /** A probe that asks everybody else. */
    public EngineProbe apartFrom(EngineProbe probe) {
        return new EngineProbe() {
            @Override
            public EngineState state(HostServer host) {
                HostLoss loss = lost.get(host.name());
                return loss == null ? probe.state(host) : new EngineState.Unusable(sentence(loss));
            }

            @Override
            public Optional<HostFacts> facts(HostServer host) {
                return lost.containsKey(host.name()) ? Optional.empty() : probe.facts(host);
            }
        };
    }

    /** A source that asks everybody else. */
    public LoadSource apartFrom(LoadSource loads) {
        return hosts -> loads.facts(living(hosts));
    }

    private List<HostServer> living(List<HostServer> hosts) {
        return hosts.stream().filter(host -> !lost.containsKey(host.name())).toList();
    }

    private static String sentence(HostLoss loss) {
        return "host server " + loss.hostServer() + " is lost: " + loss.reason()
                + "; it takes no new apps until it is back and what is stale there is gone";
    }
}
