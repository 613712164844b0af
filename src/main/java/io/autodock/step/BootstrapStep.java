package io.autodock.step;

import io.autodock.bootstrap.BootstrapOrder;
import io.autodock.bootstrap.BootstrapOrder.SaltIdentity;
import io.autodock.bootstrap.BootstrapOutcome;
import io.autodock.bootstrap.MinionKeyPair;
import io.autodock.bootstrap.MinionKeys;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.Registry;
import io.autodock.request.LiveRequests;
import io.autodock.request.RequestState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the apps working minions: their key pairs are made here, noted, and accepted by the master before a container sees
 * them; then each is logged in to, side by side.
 */
public final class BootstrapStep {

    private final Registry registry;
    private final Optional<MinionKeysOnMaster> master;
    private final MinionKeys keys;
    private final LiveRequests live;

    /** @param master there when a Salt master is configured */
    public BootstrapStep(Registry registry, Optional<MinionKeysOnMaster> master, MinionKeys keys, LiveRequests live) {
        this.registry = registry;
        this.master = master;
        this.keys = keys;
        this.live = live;
    }

    /** Whether there is anything to do: an image without sshd is left alone. */
    public boolean isWanted(Work work) {
        return work.spec().bootstrap() != BootstrapMode.NONE;
    }

    /** What is to be bootstrapped; the master has accepted the keys by then. */
    public List<BootstrapOrder> orders(Work work) {
        if (master.isEmpty()) {
            work.advance(work.request().noticed("Salt is skipped: no Salt master is configured"));
            return work.apps().stream()
                    .map(app -> order(work, app, Optional.empty()))
                    .toList();
        }
        List<Paired> minions =
                work.apps().stream().map(app -> new Paired(app, keys.take())).toList();
        note(work, minions);
        accept(minions);
        String masterKey = master.get().masterPublicKey();
        return minions.stream()
                .map(minion -> order(work, minion.app(), Optional.of(new SaltIdentity(minion.keys(), masterKey))))
                .toList();
    }

    /** An app with the key pair that its minion is to have. */
    private record Paired(App app, MinionKeyPair keys) {}

    /** The fingerprints are in etcd before the master knows them: what we put there can always be told from a foreign key. */
    private void note(Work work, List<Paired> minions) {
        minions.forEach(
                minion -> work.replace(minion.app().withKey(minion.keys().fingerprint())));
        registry.keep(work.claim(), work.record().orElseThrow());
    }

    private void accept(List<Paired> minions) {
        Map<String, String> refused = master.orElseThrow()
                .accept(minions.stream()
                        .map(minion -> new MinionKeysOnMaster.Acceptance(
                                minion.app().hostname(),
                                minion.keys(),
                                minion.app().keyFingerprints()))
                        .toList());
        refused.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .findFirst()
                .ifPresent(first -> {
                    throw AutodockException.of(
                            ProblemCode.CONFLICT,
                            "the Salt master did not accept the key of " + first.getKey() + ": " + first.getValue());
                });
    }

    private static BootstrapOrder order(Work work, App app, Optional<SaltIdentity> salt) {
        return new BootstrapOrder(
                Hosts.named(work.hosts(), app.hostServer()),
                work.formation(),
                app.hostname(),
                app.containerId(),
                app.sshPort().orElseThrow(),
                work.spec().bootstrap(),
                salt);
    }

    /** Tells who follows the request that one more app is bootstrapped. */
    public void seen(Work work, BootstrapOutcome outcome) {
        if (outcome instanceof BootstrapOutcome.Bootstrapped) {
            live.change(
                    work.request().id(),
                    request -> request.progressed(
                            request.state(),
                            request.apps().stream()
                                    .map(app -> app.hostname().equals(outcome.hostname()) ? app.bootstrapped() : app)
                                    .toList()));
        }
    }

    /**
     * Takes in every verdict.
     *
     * @throws AutodockException FAILED with the first cause when one of them is no
     */
    public void collect(Work work, List<BootstrapOutcome> outcomes) {
        outcomes.stream()
                .filter(BootstrapOutcome.Failed.class::isInstance)
                .map(outcome -> ((BootstrapOutcome.Failed) outcome).sentence())
                .sorted()
                .findFirst()
                .ifPresent(sentence -> {
                    throw AutodockException.of(ProblemCode.FAILED, sentence);
                });
        work.recorded(work.record()
                .map(record -> record.withApps(
                        record.apps().stream().map(App::bootstrapped).toList())));
        work.advance(work.request().progressed(RequestState.BOOTSTRAPPED, work.apps()));
        live.put(work.request());
    }
}
