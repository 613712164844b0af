package io.autodock.cluster.salt;

import com.fasterxml.jackson.databind.JsonNode;
import io.autodock.cluster.HostFacts;
import io.autodock.cluster.HostServer;
import io.autodock.formation.rule.HostLabel;
import io.autodock.problem.AutodockException;
import io.autodock.salt.SaltApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Facts of host servers as their own minions tell them: one call for all that are not fresh. A host whose minion is silent,
 * or all of them while the master is away, have no facts; that is no error, ranking says what it means.
 */
public final class MinionFacts {

    private static final Logger LOG = LoggerFactory.getLogger(MinionFacts.class);
    private static final int MOST_GRAINS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SaltApi salt;
    private final Duration fresh;
    private final Clock clock;
    private final Map<String, Known> known = new HashMap<>();

    /** @param fresh how long an answer, or a silence, is good for */
    public MinionFacts(SaltApi salt, Duration fresh, Clock clock) {
        this.salt = salt;
        this.fresh = fresh;
        this.clock = clock;
    }

    /** The facts by host name; hosts whose minion is silent are left out. One caller asks, the others wait for its answer. */
    public synchronized Map<String, HostFacts> facts(Collection<HostServer> hosts) {
        Instant now = clock.instant();
        List<HostServer> stale = hosts.stream()
                .filter(h -> !h.minion().isEmpty() && !isFresh(h, now))
                .toList();
        if (!stale.isEmpty()) {
            ask(stale);
        }
        Map<String, HostFacts> facts = new HashMap<>();
        for (HostServer host : hosts) {
            Optional.ofNullable(known.get(host.minion()))
                    .flatMap(Known::facts)
                    .ifPresent(f -> facts.put(host.name(), f));
        }
        return facts;
    }

    private boolean isFresh(HostServer host, Instant now) {
        Known answer = known.get(host.minion());
        return answer != null && Duration.between(answer.at(), now).compareTo(fresh) < 0;
    }

    private void ask(List<HostServer> hosts) {
        List<String> minions = new ArrayList<>(
                hosts.stream().map(HostServer::minion).distinct().toList());
        Map<String, JsonNode> answers = answers(minions);
        Instant at = clock.instant();
        for (String minion : minions) {
            known.put(
                    minion,
                    new Known(at, Optional.ofNullable(answers.get(minion)).flatMap(MinionFacts::read)));
        }
    }

    private Map<String, JsonNode> answers(List<String> minions) {
        try {
            return salt.facts(minions, PATIENCE);
        } catch (AutodockException e) {
            LOG.warn("no facts of host servers: {}", e.sentence());
            return Map.of();
        }
    }

    private static Optional<HostFacts> read(JsonNode facts) {
        JsonNode load = facts.path("load").path("15-min");
        int cores = facts.path("cores").asInt();
        long memory = facts.path("memory_mb").asLong();
        return load.isNumber() && cores > 0 && memory > 0
                ? Optional.of(new HostFacts(load.asDouble(), cores, memory, HostFacts.MINION, grains(facts)))
                : Optional.empty();
    }

    /** What can be no label (a name or value of another form) is left out. */
    private static Map<String, String> grains(JsonNode facts) {
        Map<String, String> grains = new HashMap<>();
        facts.path("grains").properties().stream()
                .filter(grain -> grain.getValue().isTextual())
                .filter(grain -> HostLabel.NAME.matcher(grain.getKey()).matches())
                .limit(MOST_GRAINS)
                .forEach(grain -> grains.put(grain.getKey(), grain.getValue().textValue()));
        return grains;
    }

    private record Known(Instant at, Optional<HostFacts> facts) {}
}
