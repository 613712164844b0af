package io.autodock.replacement;

import io.autodock.bootstrap.BootstrapOrder.SaltIdentity;
import io.autodock.bootstrap.MinionKeyPair;
import io.autodock.bootstrap.MinionKeys;
import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives an app that is made anew a minion key of its own: noted first, then accepted by the master in place of the old one
 * while the container is made. Apps that are made anew at the same time share the calls to the master.
 */
public final class FreshMinions {

    private final Optional<MinionKeysOnMaster> master;
    private final MinionKeys keys;
    private final Executor aside;
    private final ReentrantLock calling = new ReentrantLock(true);
    private final List<Asked> waiting = new ArrayList<>();

    private record Asked(MinionKeysOnMaster.Acceptance key, CompletableFuture<Optional<String>> refusal) {}

    /**
     * @param master there when a Salt master is configured
     * @param aside where the master is talked to
     */
    public FreshMinions(Optional<MinionKeysOnMaster> master, MinionKeys keys, Executor aside) {
        this.master = master;
        this.keys = keys;
        this.aside = aside;
    }

    /** Begins to have a fresh key accepted; does nothing without a master, without bootstrap, or when it has begun. */
    void begin(Replacing replacing) {
        if (master.isEmpty()
                || replacing.spec().bootstrap() == BootstrapMode.NONE
                || replacing.identity().isPresent()) {
            return;
        }
        MinionKeyPair pair = keys.take();
        App noted = replacing.formation().keep(replacing.hostname(), app -> app.withKey(pair.fingerprint()));
        replacing.identity(CompletableFuture.supplyAsync(() -> identity(master.get(), noted, pair), aside));
    }

    private SaltIdentity identity(MinionKeysOnMaster known, App app, MinionKeyPair pair) {
        accept(known, app, pair);
        return new SaltIdentity(pair, known.masterPublicKey());
    }

    private void accept(MinionKeysOnMaster known, App app, MinionKeyPair pair) {
        CompletableFuture<Optional<String>> mine = new CompletableFuture<>();
        synchronized (waiting) {
            waiting.add(
                    new Asked(new MinionKeysOnMaster.Acceptance(app.hostname(), pair, app.keyFingerprints()), mine));
        }
        callFor(known, mine);
        joined(mine).ifPresent(why -> {
            throw AutodockException.of(
                    ProblemCode.CONFLICT, "the Salt master did not accept the key of " + app.hostname() + ": " + why);
        });
    }

    /** While one call is under way the next ones gather, and go together. */
    private void callFor(MinionKeysOnMaster known, CompletableFuture<?> mine) {
        calling.lock();
        try {
            if (!mine.isDone()) {
                call(known, drained());
            }
        } finally {
            calling.unlock();
        }
    }

    private List<Asked> drained() {
        synchronized (waiting) {
            List<Asked> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        }
    }

    private static void call(MinionKeysOnMaster known, List<Asked> asked) {
        try {
            Map<String, String> refused =
                    known.accept(asked.stream().map(Asked::key).toList());
            asked.forEach(one -> one.refusal()
                    .complete(Optional.ofNullable(refused.get(one.key().id()))));
        } catch (RuntimeException silent) {
            asked.forEach(one -> one.refusal().completeExceptionally(silent));
        }
    }

    /**
     * What makes the app a minion; the master has accepted its key by then.
     *
     * @throws AutodockException CONFLICT when the master refused the key; UNAVAILABLE when it did not answer
     */
    Optional<SaltIdentity> identity(Replacing replacing) {
        return replacing.identity().map(FreshMinions::joined);
    }

    /**
     * Has the master accept the key of the old container again.
     *
     * @param publicPem as it stands in that container
     */
    void restore(Replacing replacing, String publicPem) {
        if (master.isEmpty() || replacing.identity().isEmpty()) {
            return;
        }
        replacing.identity().get().handle((done, failure) -> true).join();
        String fingerprint = MinionKeyPair.fingerprintOf(publicPem);
        App app = replacing.formation().app(replacing.hostname());
        if (app.keyFingerprints().contains(fingerprint)) {
            accept(master.get(), app, new MinionKeyPair(publicPem, "", fingerprint));
        }
    }

    private static <T> T joined(CompletableFuture<T> underWay) {
        try {
            return underWay.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
