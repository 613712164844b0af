package io.autodock.failover;

import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostLosses;
import io.autodock.cluster.HostLosses.HostLoss;
import io.autodock.cluster.HostServer;
import io.autodock.failover.HostJudge.Seen;
import io.autodock.problem.AutodockException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The probe loop: looks at every host server, judges, and has the losses carried out. Each instance looks for itself; of
 * several that see the same death one declares it.
 */
public final class FailoverWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverWatch.class);

    private final HostDirectory directory;
    private final HostLosses losses;
    private final HostSigns signs;
    private final LostHosts lost;
    private final SignsOfLife life;
    private final MinionQuestions minions;
    private final HostJudge judge;
    private final HostNews news;
    private final Consumer<HostLoss> failover;
    private final Duration gap;
    private final Executor executor;
    private final Clock clock;
    private final Map<String, Pulse> pulses = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> vetoed = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> doubt = Optional.empty();

    /** What the loop looks at and through. */
    public record Senses(SignsOfLife life, MinionQuestions minions, HostJudge judge, Duration gap) {}

    /** What the loop writes to and tells. */
    public record Records(HostLosses losses, HostSigns signs, LostHosts lost, HostNews news) {}

    /** @param failover has the apps of a lost host moved; safe to repeat */
    public FailoverWatch(
            HostDirectory directory,
            Senses senses,
            Records records,
            Consumer<HostLoss> failover,
            Executor executor,
            Clock clock) {
        this.directory = directory;
        this.losses = records.losses();
        this.signs = records.signs();
        this.lost = records.lost();
        this.news = records.news();
        this.life = senses.life();
        this.minions = senses.minions();
        this.judge = senses.judge();
        this.gap = senses.gap();
        this.failover = failover;
        this.executor = executor;
        this.clock = clock;
    }

    /** One round; does not wait for the looks that it begins. */
    public void round() {
        try {
            List<HostServer> hosts = directory.list();
            lost.are(losses.lost());
            forgetAllBut(hosts);
            hosts.forEach(this::look);
            hosts.forEach(host -> minions.ask(host, pulse(host)));
            act(judge.judge(seen(hosts), clock.instant()));
        } catch (AutodockException later) {
            LOG.warn("The host servers are not judged now: {}", later.sentence());
        }
    }

    /** Why nothing moves although host servers are silent; empty while there is no doubt. */
    public Optional<String> doubt() {
        return doubt;
    }

    /** Whether a host server's engine was heard at the last look. */
    boolean isHeard(String hostServer) {
        Pulse pulse = pulses.get(hostServer);
        return pulse != null && !pulse.known().isEmpty() && !pulse.isSilent();
    }

    private void forgetAllBut(List<HostServer> hosts) {
        Set<String> names = hosts.stream().map(HostServer::name).collect(Collectors.toSet());
        pulses.keySet().retainAll(names);
        if (hosts.stream().anyMatch(host -> !pulses.containsKey(host.name()))) {
            Map<String, Set<Sign>> known = signs.known();
            hosts.forEach(
                    host -> pulses.putIfAbsent(host.name(), Pulse.unheard(known.getOrDefault(host.name(), Set.of()))));
        }
    }

    private Pulse pulse(HostServer host) {
        return pulses.getOrDefault(host.name(), Pulse.unheard(Set.of()));
    }

    private void look(HostServer host) {
        if (underWay.add(host.name())) {
            executor.execute(() -> {
                try {
                    take(host, life.look(host));
                } finally {
                    underWay.remove(host.name());
                }
            });
        }
    }

    private void take(HostServer host, Probe probe) {
        Set<Sign> before = pulse(host).known();
        pulses.computeIfPresent(host.name(), (name, pulse) -> pulse.after(probe, gap));
        Set<Sign> after = pulse(host).known();
        if (!before.equals(after)) {
            keep(host, after);
        }
    }

    private void keep(HostServer host, Set<Sign> known) {
        try {
            signs.keep(host.name(), EnumSet.copyOf(known));
        } catch (AutodockException later) {
            LOG.debug("The signs of {} are kept later: {}", host.name(), later.sentence());
        }
    }

    private List<Seen> seen(List<HostServer> hosts) {
        return hosts.stream()
                .map(host -> new Seen(
                        host.name(),
                        pulse(host),
                        minions.word(host.name()),
                        lost.now().containsKey(host.name())))
                .toList();
    }

    private void act(Judgement judgement) {
        if (judgement instanceof Judgement.Doubted doubted) {
            tellDoubt(doubted);
            return;
        }
        doubt = Optional.empty();
        tellVetoes();
        if (judgement instanceof Judgement.Dead dead) {
            dead.losses().stream()
                    .filter(loss -> !minions.isOpen(loss.hostServer()))
                    .forEach(this::declare);
        }
    }

    private void tellDoubt(Judgement.Doubted doubted) {
        if (doubt.isEmpty()) {
            news.doubted(doubted.sentence());
        }
        doubt = Optional.of(doubted.sentence());
    }

    private void tellVetoes() {
        pulses.forEach((host, pulse) -> {
            boolean veto = pulse.isSilent() && minions.word(host) == MinionWord.ANSWERS;
            if (!veto) {
                vetoed.remove(host);
            } else if (vetoed.add(host)) {
                LOG.warn("Host server {} is silent, but its minion answers: nothing moves", host);
            }
        });
    }

    private void declare(HostLoss loss) {
        if (losses.declare(loss)) {
            lost.are(losses.lost());
            news.lost(loss);
            failover.accept(loss);
        }
    }
}
