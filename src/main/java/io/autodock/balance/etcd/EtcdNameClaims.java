package io.autodock.balance.etcd;

import io.autodock.balance.NameClaims;
import io.autodock.etcd.Entry;
import io.autodock.etcd.EtcdStore;
import io.autodock.etcd.Keys;
import io.autodock.etcd.Transaction;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.request.Claim;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A key for each name; whoever writes it first has it. */
public final class EtcdNameClaims implements NameClaims {

    private static final int MOST_TRIES = 100;

    private final EtcdStore store;

    /** Claims in that etcd. */
    public EtcdNameClaims(EtcdStore store) {
        this.store = store;
    }

    @Override
    public List<String> takenByOthers(FormationId id, Collection<String> names) {
        return names.stream().filter(name -> isOthers(id, owner(name))).toList();
    }

    private static boolean isOthers(FormationId id, Optional<String> owner) {
        return owner.filter(own -> !own.equals(id.toString())).isPresent();
    }

    private Optional<String> owner(String name) {
        return store.get(Keys.url(name)).map(Entry::value);
    }

    @Override
    public List<String> of(FormationId id) {
        return store.list(Keys.URLS).stream()
                .filter(entry -> entry.value().equals(id.toString()))
                .map(entry -> entry.key().substring(Keys.URLS.length()))
                .toList();
    }

    @Override
    public void take(Claim claim, FormationId id, Collection<String> names) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            // Read once: a name that is taken between two looks would be nobody's in the first and not free in the
            // second.
            Map<String, Optional<String>> owners =
                    names.stream().distinct().collect(Collectors.toMap(name -> name, this::owner));
            refuseTaken(names.stream()
                    .filter(name -> isOthers(id, owners.getOrDefault(name, Optional.empty())))
                    .toList());
            List<String> free = names.stream()
                    .filter(name -> owners.getOrDefault(name, Optional.empty()).isEmpty())
                    .toList();
            Transaction take = fenced(claim);
            free.forEach(name -> take.whenAbsent(Keys.url(name)).put(Keys.url(name), id.toString()));
            if (free.isEmpty() || store.commit(take)) {
                return;
            }
            requireClaim(claim);
        }
        throw AutodockException.of(ProblemCode.UNAVAILABLE, "the server names would not stand still");
    }

    /** The refusal says which name, not whose. */
    private static void refuseTaken(List<String> taken) {
        if (!taken.isEmpty()) {
            throw AutodockException.of(
                    ProblemCode.CONFLICT, taken.stream().map(NameClaims::taken).toList());
        }
    }

    @Override
    public void giveBack(Claim claim, FormationId id, Collection<String> names) {
        for (String name : names) {
            Optional<Entry> own =
                    store.get(Keys.url(name)).filter(entry -> entry.value().equals(id.toString()));
            if (own.isPresent()
                    && !store.commit(fenced(claim)
                            .when(Keys.url(name), own.get().revision())
                            .delete(Keys.url(name)))) {
                requireClaim(claim);
            }
        }
    }

    private static Transaction fenced(Claim claim) {
        return new Transaction().when(Keys.claim(claim.request().value()), claim.revision());
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
}
