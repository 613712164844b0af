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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Makes the apps working minions: their key pairs are made here, noted, and accepted by the master before a container sees
 * them; then each is logged in to, side by side.
 */
public final class BootstrapStep {

    private final Registry registry;
    private final Optional<MinionKeysOnMaster> master;
    private final MinionKeys keys;
    private final LiveRequests live;
    private final Executor aside;

    /**
     * @param master there when a Salt master is configured
     * @param aside where the master is talked to while the containers are made
     */
    public BootstrapStep(
            Registry registry,
            Optional<MinionKeysOnMaster> master,
            MinionKeys keys,
            LiveRequests live,
            Executor aside) {
        this.registry = registry;
        this.aside = aside;
        this.master = master;
        this.keys = keys;
        this.live = live;
    }

    /** Whether there is anything to do: an image without sshd is left alone. */
    public boolean isWanted(Work work) {
        return work.spec().bootstrap() != BootstrapMode.NONE;
    }

    /**
     * Makes the key pairs, notes them, and has the master accept them while the containers are made: a master takes longer
     * for it than for all else it is asked. Does nothing when that has begun already.
     */
    public void beginKeys(Work work) {
        if (!isWanted(work) || master.isEmpty() || work.identities().isPresent()) {
            return;
        }
        List<Paired> minions =
                work.apps().stream().map(app -> new Paired(app, keys.take())).toList();
        note(work, minions);
        work.identities(CompletableFuture.supplyAsync(() -> accepted(master.get(), minions), aside));
    }

    /** An app with the key pair that its minion is to have. */
    private record Paired(App app, MinionKeyPair keys) {}

    /** The fingerprints are in etcd before the master knows them: what we put there can always be told from a foreign key. */
    private void note(Work work, List<Paired> minions) {
        minions.forEach(
                minion -> work.replace(minion.app().withKey(minion.keys().fingerprint())));
        registry.keep(work.claim(), work.record().orElseThrow());
    }

    private static Map<String, SaltIdentity> accepted(MinionKeysOnMaster master, List<Paired> minions) {
        accept(master, minions);
        String masterKey = master.masterPublicKey();
        return minions.stream()
                .collect(Collectors.toMap(
                        minion -> minion.app().hostname(), minion -> new SaltIdentity(minion.keys(), masterKey)));
    }

    private static void accept(MinionKeysOnMaster master, List<Paired> minions) {
        Map<String, String> refused = master.accept(minions.stream()
                .map(minion -> new MinionKeysOnMaster.Acceptance(
                        minion.app().hostname(), minion.keys(), minion.app().keyFingerprints()))
                .toList());
        refused.entrySet().stream().min(Map.Entry.comparingByKey()).ifPresent(first -> {
            throw AutodockException.of(
                    ProblemCode.CONFLICT,
                    "the Salt master did not accept the key of " + first.getKey() + ": " + first.getValue());
        });
    }

    /**
     * What is to be bootstrapped; the master has accepted the keys by then.
     *
     * @throws AutodockException CONFLICT when the master refused a key; UNAVAILABLE when it did not answer
     */
    public List<BootstrapOrder> orders(Work work) {
        if (master.isEmpty()) {
            work.advance(work.request().noticed("Salt is skipped: no Salt master is configured"));
        }
        Map<String, SaltIdentity> identities =
                work.identities().map(BootstrapStep::joined).orElse(Map.of());
        return work.apps().stream()
                .map(app -> order(work, app, Optional.ofNullable(identities.get(app.hostname()))))
                .toList();
    }

    private static Map<String, SaltIdentity> joined(CompletableFuture<Map<String, SaltIdentity>> underWay) {
        try {
            return underWay.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
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
