package io.autodock.request.etcd;

import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Claim;
import io.autodock.request.FormationLocks;
import java.util.Optional;

/** Formation locks in etcd, beside those that come with a claim. */
public final class EtcdFormationLocks implements FormationLocks {

    private final EtcdStore store;

    /** Locks in that etcd. */
    public EtcdFormationLocks(EtcdStore store) {
        this.store = store;
    }

    @Override
    public boolean take(Claim claim, FormationId formation) {
        String request = claim.request().value();
        Optional<Entry> holder = store.get(Keys.lock(formation));
        if (holder.isPresent() && (holder.get().value().equals(request) || isAtWork(holder.get()))) {
            return holder.get().value().equals(request);
        }
        store.commit(new Transaction()
                .when(Keys.claim(request), claim.revision())
                .when(Keys.lock(formation), holder.map(Entry::revision).orElse(0L))
                .put(Keys.lock(formation), request));
        requireClaim(claim);
        // A refusal is not believed: a transaction that was sent twice is refused the second time.
        return isHolder(request, formation);
    }

    /** A request that has ended holds nothing, whatever it left behind. */
    private boolean isAtWork(Entry lock) {
        return store.get(Keys.PENDING + lock.value()).isPresent();
    }

    private boolean isHolder(String request, FormationId formation) {
        return store.get(Keys.lock(formation)).map(Entry::value).equals(Optional.of(request));
    }

    private void requireClaim(Claim claim) {
        long holder = store.get(Keys.claim(claim.request().value()))
                .map(Entry::revision)
                .orElse(0L);
        if (holder != claim.revision()) {
            throw AutodockException.of(
                    ProblemCode.UNAVAILABLE,
                    "request " + claim.request() + " is no longer this instance's to carry out");
        }
    }

    @Override
    public void giveBack(Claim claim, FormationId formation) {
        store.get(Keys.lock(formation))
                .filter(lock -> lock.value().equals(claim.request().value()))
                .ifPresent(lock -> store.commit(
                        new Transaction().when(lock.key(), lock.revision()).delete(lock.key())));
    }
}
