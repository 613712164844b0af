package io.autodock.failover;

import io.autodock.cluster.HostLosses.HostLoss;
import java.util.List;
import java.util.Set;

/** What the silence of host servers is taken for. */
public sealed interface Judgement {

    /** Nothing is to be done. */
    record Calm() implements Judgement {}

    /**
     * So many are silent at once that the one cut off is probably this service: nothing moves.
     *
     * @param hosts those that are silent
     * @param sentence one loud sentence
     */
    record Doubted(Set<String> hosts, String sentence) implements Judgement {
        public Doubted {
            hosts = Set.copyOf(hosts);
        }
    }

    /** These are dead, and stood as living until now. */
    record Dead(List<HostLoss> losses) implements Judgement {
        public Dead {
            losses = List.copyOf(losses);
        }
    }
}
