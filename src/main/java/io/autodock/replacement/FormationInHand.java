package io.autodock.replacement;

import io.autodock.formation.App;
import io.autodock.formation.FormationId;
import io.autodock.problem.AutodockException;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Books;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.Registry;
import io.autodock.request.Claim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A formation that a request works on: its record as it is now, and the claim on which every write of it depends. Several
 * of its apps may be worked on at the same time. Whoever makes it holds the formation's lock.
 */
public final class FormationInHand {

    private final Registry registry;
    private final Claim claim;
    private FormationRecord record;
    private boolean cutOff;

    /** @param record as it stands in the registry */
    public FormationInHand(Registry registry, Claim claim, FormationRecord record) {
        this.registry = registry;
        this.claim = claim;
        this.record = record;
    }

    /** Whose formation it is. */
    public synchronized FormationId id() {
        return record.id();
    }

    /** The request that works on it. */
    public String request() {
        return claim.request().value();
    }

    /** Its record as it is now. */
    public synchronized FormationRecord record() {
        return record;
    }

    /** One of its apps as it is now. */
    public synchronized App app(String hostname) {
        return record.apps().stream()
                .filter(app -> app.hostname().equals(hostname))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no app " + hostname + " in " + record.id()));
    }

    /**
     * Changes one app in the record.
     *
     * @throws AutodockException UNAVAILABLE when etcd is silent or the claim is lost
     */
    synchronized App keep(String hostname, UnaryOperator<App> change) {
        App changed = change.apply(app(hostname));
        FormationRecord further = record.withApp(changed);
        written(() -> {
            registry.keep(claim, further);
            return true;
        });
        record = further;
        return changed;
    }

    /** Changes one app in the record, and publishes {@code /USER/FORMATION} from it. */
    synchronized void publish(App changed) {
        FormationRecord further = record.withApp(changed);
        written(() -> {
            registry.publish(claim, further);
            return true;
        });
        record = further;
    }

    /** Publishes {@code /USER/FORMATION} from the record again, every app in it once. */
    public synchronized void publishAgain() {
        FormationRecord further = record.withApps(List.copyOf(record.apps().stream()
                .collect(Collectors.toMap(App::hostname, app -> app, (one, other) -> one, LinkedHashMap::new))
                .values()));
        written(() -> {
            registry.publish(claim, further);
            return true;
        });
        record = further;
    }

    /** Books what the decision says; a record in it is the one of this formation from then on. */
    synchronized void book(Function<Books, BookEntry> decision) {
        String group = record.spec().hostnameScheme().group();
        BookEntry booked = written(() -> registry.reserve(claim, group, decision));
        booked.record().ifPresent(further -> record = further);
    }

    /**
     * Whether a write did not come through: then this instance can neither go on nor take back, and what stands on the
     * hosts is left to the next try.
     */
    public synchronized boolean isCutOff() {
        return cutOff;
    }

    private <T> T written(Supplier<T> write) {
        try {
            T answer = write.get();
            cutOff = false;
            return answer;
        } catch (AutodockException failure) {
            cutOff = failure.code().retryable();
            throw failure;
        }
    }
}
