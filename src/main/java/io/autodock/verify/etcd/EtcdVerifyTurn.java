package io.autodock.verify.etcd;

import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import io.autodock.request.Claim;
import io.autodock.verify.VerifyTurn;
import java.util.Optional;

/** The turn as one key below the lease of the instance whose verification runs. */
public final class EtcdVerifyTurn implements VerifyTurn {

    private final EtcdStore store;
    private final InstanceLease lease;

    /** A turn in that etcd. */
    public EtcdVerifyTurn(EtcdStore store, InstanceLease lease) {
        this.store = store;
        this.lease = lease;
    }

    @Override
    public Optional<String> take(Claim claim) {
        String request = claim.request().value();
        // A refusal is not believed: a transaction that was sent twice is refused the second time.
        store.commit(new Transaction()
                .when(Keys.claim(request), claim.revision())
                .whenAbsent(Keys.VERIFY_TURN)
                .putWithLease(Keys.VERIFY_TURN, request, lease.id()));
        return store.get(Keys.VERIFY_TURN).map(Entry::value).filter(holder -> !holder.equals(request));
    }

    @Override
    public void giveBack(Claim claim) {
        store.get(Keys.VERIFY_TURN)
                .filter(turn -> turn.value().equals(claim.request().value()))
                .ifPresent(turn -> store.commit(
                        new Transaction().when(turn.key(), turn.revision()).delete(turn.key())));
    }
}
