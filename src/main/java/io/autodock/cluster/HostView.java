package io.autodock.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One host server as seen now: its record, its facts where they are fresh, and its engine.
 *
 * @param recentFailures failures on it in the last 10 minutes
 */
public record HostView(HostServer host, Optional<HostFacts> facts, EngineState engine, int recentFailures) {

    /** What placement may ask for: the grains of its minion, and over them the labels that an operator set. */
    public Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>(facts.map(HostFacts::grains).orElse(Map.of()));
        labels.putAll(host.labels());
        return labels;
    }

    /** Whether all its labels are known: a host without a minion has no grains, one whose minion is silent may have. */
    public boolean grainsKnown() {
        return host.minion().isEmpty()
                || facts.filter(known -> known.source().equals(HostFacts.MINION))
                        .isPresent();
    }
}
