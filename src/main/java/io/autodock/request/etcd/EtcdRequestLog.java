package io.autodock.request.etcd;

import io.autodock.digest.Sha256;
import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.InstanceLease;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import io.autodock.formation.FormationId;
import io.autodock.formation.Operation;
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
        edited(fresh).ifPresent(id -> keep.whenAbsent(Keys.editAccepted(id))
                .put(Keys.editAccepted(id), fresh.id().value()));
        if (store.commit(keep)) {
            return new Acceptance(fresh, false);
        }
        refuseSecondEdit(fresh, key);
        Request first = key.flatMap(this::findByKey)
                .orElseThrow(() ->
                        AutodockException.of(ProblemCode.UNAVAILABLE, "the request could not be kept; send it again"));
        return new Acceptance(first, true);
    }

    private static Optional<FormationId> edited(Request request) {
        return request.operation().changes() ? request.formation() : Optional.empty();
    }

    /** Of two edits one wins; who sent the other one is told both. */
    private void refuseSecondEdit(Request fresh, Optional<IdempotencyKey> key) {
        Optional<Request> standing = edited(fresh)
                .flatMap(id -> store.get(Keys.editAccepted(id)))
                .flatMap(entry -> find(new RequestId(entry.value())))
                .filter(other -> key.flatMap(this::findByKey).isEmpty());
        standing.ifPresent(other -> {
            throw AutodockException.of(
                    ProblemCode.CONFLICT,
                    "formation " + fresh.formation().map(FormationId::toString).orElse("")
                            + " is being edited: request "
                            + other.id() + " asks for " + asked(other) + ", this one for " + asked(fresh)
                            + "; send it again when that one has ended");
        });
    }

    private static String asked(Request request) {
        return request.operation() == Operation.EDIT
                ? request.spec()
                : request.operation().lowerCase();
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
        boolean own =
                holder.isPresent() && holder.get().value().equals(request.id().value());
        if (!own && holder.filter(this::isAtWork).isPresent()) {
            return false;
        }
        take.when(lock, holder.map(Entry::revision).orElse(0L));
        if (!own) {
            take.put(lock, request.id().value());
        }
        return true;
    }

    /** A request that has ended holds no formation, whatever it left behind. */
    private boolean isAtWork(Entry lock) {
        return store.get(Keys.PENDING + lock.value()).isPresent();
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
        clear(request, end);
        commit(claim, end);
    }

    /** What only a request that has not ended needs. */
    private static void clear(Request request, Transaction end) {
        end.delete(Keys.CANCELLED + request.id());
        edited(request).ifPresent(id -> end.delete(Keys.editAccepted(id)).delete(Keys.edit(id)));
    }

    @Override
    public boolean endUnbegun(Request end) {
        Transaction atOnce =
                unbegun(end).put(Keys.REQUESTS + end.id(), Json.write(end)).delete(Keys.PENDING + end.id());
        clear(end, atOnce);
        return store.commit(atOnce);
    }

    @Override
    public void cancel(RequestId id, String by) {
        store.commit(stillPending(id).put(Keys.CANCELLED + id, by));
    }

    /** A request that had a claim before may have made something: its formation's lock tells. */
    private Transaction unbegun(Request request) {
        Transaction transaction =
                stillPending(request.id()).whenAbsent(Keys.claim(request.id().value()));
        Optional<Entry> lock = request.formation().flatMap(id -> store.get(Keys.lock(id)));
        request.formation()
                .ifPresent(id -> transaction.when(
                        Keys.lock(id),
                        lock.filter(holder ->
                                        !holder.value().equals(request.id().value()))
                                .map(Entry::revision)
                                .orElse(0L)));
        return transaction;
    }

    private Transaction stillPending(RequestId id) {
        String key = Keys.PENDING + id;
        long revision = store.get(key)
                .map(Entry::revision)
                .orElseThrow(() -> AutodockException.of(ProblemCode.CONFLICT, "request " + id + " has ended already"));
        return new Transaction().when(key, revision);
    }

    @Override
    public Optional<String> cancelledBy(RequestId id) {
        return store.get(Keys.CANCELLED + id).map(Entry::value);
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
