package io.autodock.request.etcd;

import io.autodock.digest.Sha256;
import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import io.autodock.formation.FormationId;
import io.autodock.formation.UserName;
import io.autodock.json.Json;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Acceptance;
import io.autodock.request.Claim;
import io.autodock.request.Request;
import io.autodock.request.RequestId;
import io.autodock.request.RequestLog;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Requests in etcd: the request itself, an entry among the pending ones until it ends, a claim below the lease of the
 * instance that carries it out, and a lock on its formation that only its end releases.
 */
public final class EtcdRequestLog implements RequestLog {

    private final EtcdStore store;
    private final InstanceLease lease;
    private final String instance;

    /** @param instance names this instance in its claims, for people */
    public EtcdRequestLog(EtcdStore store, InstanceLease lease, String instance) {
        this.store = store;
        this.lease = lease;
        this.instance = instance;
    }

    @Override
    public Acceptance accept(Request fresh, Optional<IdempotencyKey> key) {
        Transaction keep = new Transaction()
                .whenAbsent(Keys.REQUESTS + fresh.id())
                .put(Keys.REQUESTS + fresh.id(), Json.write(fresh))
                .put(
                        Keys.PENDING + fresh.id(),
                        fresh.formation().map(FormationId::toString).orElse(""));
        key.ifPresent(k -> keep.whenAbsent(path(k))
                .put(path(k), Json.write(new Delivery(fresh.id().value(), Sha256.hex(k.body()))))
                .put(Keys.REQUEST_KEYS + fresh.id(), path(k)));
        if (store.commit(keep)) {
            return new Acceptance(fresh, false);
        }
        Request first = key.flatMap(this::findByKey)
                .orElseThrow(() ->
                        AutodockException.of(ProblemCode.UNAVAILABLE, "the request could not be kept; send it again"));
        return new Acceptance(first, true);
    }

    @Override
    public Optional<Request> findByKey(IdempotencyKey key) {
        return store.get(path(key)).map(entry -> {
            Delivery delivery = Json.read(entry.value(), Delivery.class);
            if (!delivery.body().equals(Sha256.hex(key.body()))) {
                throw AutodockException.of(
                        ProblemCode.CONFLICT,
                        "idempotency key \"" + key.key() + "\" came before with another body, as request "
                                + delivery.request());
            }
            return find(new RequestId(delivery.request()))
                    .orElseThrow(() -> new IllegalStateException("request " + delivery.request() + " is gone"));
        });
    }

    @Override
    public Optional<Request> find(RequestId id) {
        return store.get(Keys.REQUESTS + id).map(EtcdRequestLog::read);
    }

    @Override
    public List<Request> latest(Optional<UserName> user, int most) {
        return store.last(Keys.REQUESTS, user.isPresent() ? MOST_LOOKED_AT : most).stream()
                .map(EtcdRequestLog::read)
                .filter(request -> user.isEmpty()
                        || request.formation().map(FormationId::user).equals(user))
                .limit(most)
                .toList();
    }

    private static final int MOST_LOOKED_AT = 2_000;

    @Override
    public List<RequestId> pending() {
        return store.list(Keys.PENDING).stream()
                .map(entry -> new RequestId(entry.key().substring(Keys.PENDING.length())))
                .toList();
    }

    /**
     * A claim that stands already may be this instance's own: its answer was lost, or it could not be given up. The
     * dispatcher takes up each request once at a time, so such a claim is free to be used.
     */
    @Override
    public Optional<Claim> claim(Request request) {
        String claimKey = Keys.claim(request.id().value());
        Optional<Entry> pending = store.get(Keys.PENDING + request.id());
        Optional<Entry> standing = store.get(claimKey);
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        if (standing.isPresent()) {
            return own(standing, request);
        }
        Transaction take = new Transaction()
                .when(Keys.PENDING + request.id(), pending.get().revision())
                .whenAbsent(claimKey)
                .putWithLease(claimKey, instance, lease.id());
        if (!locked(request, take)) {
            return Optional.empty();
        }
        // A refusal is not believed: a transaction that was sent twice is refused the second time.
        store.commit(take);
        return own(store.get(claimKey), request);
    }

    private Optional<Claim> own(Optional<Entry> claim, Request request) {
        return claim.filter(entry -> entry.value().equals(instance))
                .map(entry -> new Claim(request.id(), entry.revision()));
    }

    /** Adds the formation's lock to the transaction; false when another request holds it. */
    private boolean locked(Request request, Transaction take) {
        if (request.formation().isEmpty()) {
            return true;
        }
        String lock = Keys.lock(request.formation().get());
        Optional<Entry> holder = store.get(lock);
        if (holder.isPresent() && !holder.get().value().equals(request.id().value())) {
            return false;
        }
        take.when(lock, holder.map(Entry::revision).orElse(0L));
        if (holder.isEmpty()) {
            take.put(lock, request.id().value());
        }
        return true;
    }

    @Override
    public void progress(Claim claim, Request request) {
        commit(claim, fenced(claim).put(Keys.REQUESTS + request.id(), Json.write(request)));
    }

    @Override
    public void end(Claim claim, Request request) {
        Transaction end = fenced(claim)
                .put(Keys.REQUESTS + request.id(), Json.write(request))
                .delete(Keys.PENDING + request.id())
                .delete(Keys.claim(request.id().value()));
        request.formation().ifPresent(id -> end.delete(Keys.lock(id)));
        commit(claim, end);
    }

    @Override
    public void forget(Predicate<Request> kind) {
        store.list(Keys.REQUESTS).stream()
                .map(EtcdRequestLog::read)
                .filter(request -> request.state().ended())
                .filter(kind)
                .forEach(this::forget);
    }

    private void forget(Request request) {
        Transaction forgetting = new Transaction().delete(Keys.REQUESTS + request.id());
        store.get(Keys.REQUEST_KEYS + request.id())
                .ifPresent(key -> forgetting.delete(key.value()).delete(key.key()));
        store.commit(forgetting);
    }

    @Override
    public void release(Claim claim) {
        store.commit(fenced(claim).delete(Keys.claim(claim.request().value())));
    }

    private void commit(Claim claim, Transaction transaction) {
        if (!store.commit(transaction)) {
            throw AutodockException.of(
                    ProblemCode.UNAVAILABLE,
                    "request " + claim.request() + " is no longer this instance's to carry out");
        }
    }

    private static Transaction fenced(Claim claim) {
        return new Transaction().when(Keys.claim(claim.request().value()), claim.revision());
    }

    private static String path(IdempotencyKey key) {
        return Keys.idempotency(key.keySpace(), Sha256.hex(key.key()));
    }

    private static Request read(Entry entry) {
        return Json.read(entry.value(), Request.class);
    }

    /** What an idempotency key became. */
    record Delivery(String request, String body) {}
}
