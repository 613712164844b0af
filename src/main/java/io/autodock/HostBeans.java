package io.autodock;

import io.autodock.admission.HostAdmission;
import io.autodock.announce.ClusterEvent;
import io.autodock.announce.salt.SaltBus;
import io.autodock.bootstrap.ssh.ControllerKey;
import io.autodock.cluster.ClusterWatch;
import io.autodock.cluster.EngineProbe;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostLosses;
import io.autodock.cluster.HostServer;
import io.autodock.cluster.etcd.ClusterKeyWatch;
import io.autodock.cluster.salt.MinionFacts;
import io.autodock.cluster.ssh.EngineTunnels;
import io.autodock.cluster.ssh.HostLogins;
import io.autodock.configuration.Configuration;
import io.autodock.configuration.HostWaits;
import io.autodock.configuration.Setting;
import io.autodock.container.Engines;
import io.autodock.etcd.EtcdStore;
import io.autodock.failover.FailoverWatch;
import io.autodock.failover.HostJudge;
import io.autodock.failover.HostNews;
import io.autodock.failover.HostReturns;
import io.autodock.failover.LostHosts;
import io.autodock.failover.MinionQuestions;
import io.autodock.failover.MinionWord;
import io.autodock.failover.SignsOfLife;
import io.autodock.failover.etcd.EtcdHostLosses;
import io.autodock.failover.etcd.EtcdHostSigns;
import io.autodock.failover.salt.MinionVoice;
import io.autodock.failover.ssh.SshdGreeting;
import io.autodock.formation.ImageReference;
import io.autodock.formation.Operation;
import io.autodock.registry.Registry;
import io.autodock.relocation.FormationMoves;
import io.autodock.relocation.HostRequests;
import io.autodock.relocation.HostRequests.Asker;
import io.autodock.relocation.HostTask;
import io.autodock.relocation.RelocationLook;
import io.autodock.relocation.Relocations;
import io.autodock.request.Trigger;
import io.autodock.salt.SaltApi;
import io.autodock.web.HostsApi;
import io.autodock.web.RelocationsApi;
import io.autodock.web.RequestsApi;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes call to keep host servers: to take them in, to empty them, to find them dead and to take them back. */
final class HostBeans {

    private static final Logger LOG = LoggerFactory.getLogger(HostBeans.class);

    /** What an engine answered is remembered for a second. */
    private static final Duration ENGINE_ASKED_AGAIN = Duration.ofMillis(1_100);

    private final LostHosts lost = new LostHosts();
    private final Configuration configuration;
    private final HostDirectory directory;
    private final HostLosses losses;
    private final EtcdHostSigns signs;
    private final Executor threads;
    private final Clock clock;

    HostBeans(Configuration configuration, EtcdStore store, HostDirectory directory, Executor threads, Clock clock) {
        this.configuration = configuration;
        this.directory = directory;
        this.losses = new EtcdHostLosses(store);
        this.signs = new EtcdHostSigns(store);
        this.threads = threads;
        this.clock = clock;
    }

    /** Watches the key that belongs to users' scripts; to be closed. */
    ClusterKeyWatch keyWatch(EtcdStore store) {
        ClusterKeyWatch watch = new ClusterKeyWatch(
                store,
                host -> LOG.warn(
                        "Host server {} was taken out of docker_cluster by hand and still has apps; verify puts it back",
                        host),
                threads);
        watch.start();
        return watch;
    }

    /** Who stands as lost: nobody waits for an answer of theirs. */
    LostHosts lost() {
        return lost;
    }

    /** The host servers that were declared lost, by name. */
    Map<String, HostLosses.HostLoss> losses() {
        return losses.lost();
    }

    /** The way to engines over SSH; to be closed. */
    EngineTunnels tunnels() {
        HostLogins logins = new HostLogins(
                configuration.path(Setting.SSH_KEY_FILE).orElseGet(() -> ControllerKey.at(
                                configuration.stateDirectory())
                        .file()),
                configuration.path(Setting.SSH_KNOWN_HOSTS_FILE));
        return new EngineTunnels(logins, configuration.stateDirectory().resolve("engines"));
    }

    /** What is made only once the rest of the service stands. */
    record Surroundings(
            HostRequests requests,
            Registry registry,
            ClusterWatch watch,
            Engines engines,
            EngineProbe probe,
            Optional<SaltApi> salt,
            Optional<MinionFacts> minions,
            Optional<SaltBus> bus,
            RequestsApi calls) {}

    /** The beans by name. */
    Map<String, Object> beans(Surroundings around) {
        HostNews news = new HostNews(around.bus().stream()
                .<Consumer<ClusterEvent>>map(bus -> bus::announceCluster)
                .toList());
        FailoverWatch watch = watch(around, news);
        Relocations relocations = new Relocations(around.requests(), directory, around.registry(), around.watch());
        return Map.of(
                "failoverWatch",
                watch,
                "hostReturns",
                new HostReturns(directory, losses, watch, around.engines(), around.registry(), news),
                "relocations",
                relocations,
                "formationMoves",
                new FormationMoves(around.requests(), around.registry(), around.watch()),
                "relocationLook",
                look(around),
                "hostsApi",
                new HostsApi(directory, around.watch(), around.registry()::hostBooks, admission(around)),
                "relocationsApi",
                new RelocationsApi(around.requests(), directory, relocations, around.calls()));
    }

    private HostAdmission admission(Surroundings around) {
        return new HostAdmission(
                around.engines(),
                around.minions().map(facts -> facts::answers),
                configuration.optional(Setting.IMAGE).map(ImageReference::parse),
                ENGINE_ASKED_AGAIN,
                clock);
    }

    private RelocationLook look(Surroundings around) {
        return new RelocationLook(
                around.requests(),
                directory,
                losses,
                around.registry(),
                around.watch(),
                waits().relocationPause(),
                clock);
    }

    private FailoverWatch watch(Surroundings around, HostNews news) {
        HostWaits waits = waits();
        SignsOfLife life = new SignsOfLife(around.probe(), new SshdGreeting(), threads, waits.probeLimit(), clock);
        Function<HostServer, MinionWord> minion = around.salt()
                .<Function<HostServer, MinionWord>>map(salt -> new MinionVoice(salt, waits.minion()))
                .orElse(host -> MinionWord.UNKNOWN);
        return new FailoverWatch(
                directory,
                new FailoverWatch.Senses(
                        life,
                        new MinionQuestions(minion, threads, waits.grace(), waits.minion(), clock),
                        new HostJudge(waits.grace(), waits.probeLimit()),
                        waits.grace().dividedBy(2)),
                new FailoverWatch.Records(losses, signs, lost, news),
                loss -> around.requests()
                        .submit(
                                Operation.FAILOVER,
                                new HostTask.Whole(loss.hostServer()),
                                new Asker("failover", Trigger.TIMER),
                                Optional.of("loss " + loss.hostServer() + " " + loss.since())),
                threads,
                clock);
    }

    private HostWaits waits() {
        return configuration.waits().hosts();
    }

    /** What the routes' placeholders stand for. */
    Map<String, String> placeholders() {
        return Map.of(
                "autodock.probe-period", Long.toString(waits().probePeriod().toMillis()),
                "autodock.relocation-period",
                        Long.toString(waits().relocationPause().toMillis()));
    }
}
