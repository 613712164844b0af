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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Facts of host servers as their own minions tell them: one call for all that are not fresh. What is told is an average of
 * a quarter of an hour, so an answer that is no longer fresh still serves a while, and is asked for anew in the background.
 * A host whose minion is silent, or all of them while the master is away, have no facts; that is no error, ranking says
 * what it means.
 */
public final class MinionFacts {

    private static final Logger LOG = LoggerFactory.getLogger(MinionFacts.class);
    private static final int MOST_GRAINS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SaltApi salt;
    private final Ages ages;
    private final Executor background;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final AtomicBoolean renewing = new AtomicBoolean();

    /**
     * How old what is known may be.
     *
     * @param fresh an answer that need not be asked for again, and a silence that is believed
     * @param usable an answer that serves while it is asked for again
     */
    public record Ages(Duration fresh, Duration usable) {}

    /** @param background where answers that are not fresh are renewed */
    public MinionFacts(SaltApi salt, Ages ages, Executor background, Clock clock) {
        this.salt = salt;
        this.ages = ages;
        this.background = background;
        this.clock = clock;
    }

    /** The facts by host name; hosts whose minion is silent are left out. One caller asks, the others wait for its answer. */
    public Map<String, HostFacts> facts(Collection<HostServer> hosts) {
        List<HostServer> reached =
                hosts.stream().filter(host -> !host.minion().isEmpty()).toList();
        if (!reached.stream().allMatch(this::isUsable)) {
            ask(reached);
        } else if (!reached.stream().allMatch(this::isFresh)) {
            renew(reached);
        }
        Map<String, HostFacts> facts = new HashMap<>();
        for (HostServer host : reached) {
            Optional.ofNullable(known.get(host.minion()))
                    .flatMap(Known::facts)
                    .ifPresent(f -> facts.put(host.name(), f));
        }
        return facts;
    }

    private boolean isFresh(HostServer host) {
        return isYoungerThan(ages.fresh(), known.get(host.minion()));
    }

    private boolean isUsable(HostServer host) {
        Known answer = known.get(host.minion());
        return answer != null && isYoungerThan(answer.facts().isPresent() ? ages.usable() : ages.fresh(), answer);
    }

    private boolean isYoungerThan(Duration age, @Nullable Known answer) {
        return answer != null && Duration.between(answer.at(), clock.instant()).compareTo(age) < 0;
    }

    private void renew(List<HostServer> hosts) {
        if (renewing.compareAndSet(false, true)) {
            background.execute(() -> {
                try {
                    ask(hosts);
                } finally {
                    renewing.set(false);
                }
            });
        }
    }

    private synchronized void ask(List<HostServer> hosts) {
        List<HostServer> stale = hosts.stream().filter(host -> !isFresh(host)).toList();
        if (!stale.isEmpty()) {
            askNow(stale);
        }
    }

    private void askNow(List<HostServer> hosts) {
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
