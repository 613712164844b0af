package io.autodock.step;

import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.formation.App;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Booking;
import io.autodock.registry.BookingState;
import io.autodock.registry.Books;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.HostBook;
import io.autodock.registry.NameBook;
import io.autodock.registry.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a formation away: containers, minion keys, then names, ports, memory and record. The same step deletes a formation
 * and undoes a create that failed. What an engine has not confirmed to be gone keeps its name and ports on that host.
 */
public final class RemoveStep {

    private static final Logger LOG = LoggerFactory.getLogger(RemoveStep.class);

    private final Registry registry;
    private final HostDirectory directory;
    private final Optional<MinionKeysOnMaster> master;
    private final BiPredicate<Work, Exception> patience;

    /**
     * @param master there when a Salt master is configured
     * @param patience whether what a call met may still be waited for
     */
    public RemoveStep(
            Registry registry,
            HostDirectory directory,
            Optional<MinionKeysOnMaster> master,
            BiPredicate<Work, Exception> patience) {
        this.registry = registry;
        this.directory = directory;
        this.master = master;
        this.patience = patience;
    }

    /** Whether this request has begun to make the formation; what another request made is never undone. */
    public boolean isOurs(Work work) {
        if (work.record().isEmpty()) {
            work.recorded(registry.find(work.formation()));
        }
        return work.record()
                .filter(record -> record.request().equals(work.request().id().value()))
                .filter(record -> record.state() == FormationState.CREATING)
                .isPresent();
    }

    /** The containers that may be there; a host server that left the docker cluster is nobody's to ask. */
    public List<RemoveOrder> orders(Work work) {
        List<HostServer> cluster = directory.list();
        return work.apps().stream()
                .flatMap(app -> Hosts.member(cluster, app.hostServer())
                        .map(host -> new RemoveOrder(host, app.hostname(), work.formation(), undoes(work)))
                        .stream())
                .toList();
    }

    /** A create that failed takes back the volumes it made; a delete keeps them. */
    private static boolean undoes(Work work) {
        return work.record()
                .map(record -> record.state() == FormationState.CREATING)
                .orElse(false);
    }

    /** Takes the minion keys away and gives back what the formation held. Returns what could not be removed, in sentences. */
    public List<String> release(Work work, List<RemoveOutcome> outcomes) {
        if (work.record().isEmpty()) {
            return List.of();
        }
        FormationRecord record = work.record().get();
        work.awaitWhatGoesOnAside();
        dropKeys(work, record);
        Map<String, String> left = left(outcomes);
        left.putAll(outOfReach(record));
        registry.release(work.claim(), record, books -> released(work, record, books, left.keySet()));
        PersistStep.forget(work);
        return left.values().stream().sorted().toList();
    }

    private static Map<String, String> left(List<RemoveOutcome> outcomes) {
        Map<String, String> left = new HashMap<>();
        for (RemoveOutcome outcome : outcomes) {
            if (outcome instanceof RemoveOutcome.StillThere there) {
                left.put(there.hostname(), there.sentence());
            } else if (outcome instanceof RemoveOutcome.Unknown unknown) {
                left.put(unknown.hostname(), unknown.sentence());
            }
        }
        return left;
    }

    /** Apps on host servers that were taken out of the docker cluster: nobody can be asked to remove them. */
    private Map<String, String> outOfReach(FormationRecord record) {
        List<HostServer> cluster = directory.list();
        return record.apps().stream()
                .filter(app -> Hosts.member(cluster, app.hostServer()).isEmpty())
                .collect(Collectors.toMap(
                        App::hostname,
                        app -> "host server " + app.hostServer() + " is not in the docker cluster any more, so "
                                + app.hostname() + " is not removed there"));
    }

    /** Waits for a silent master as long as the request may; then its caller is told which keys it still holds. */
    private void dropKeys(Work work, FormationRecord record) {
        Map<String, List<String>> ours = record.apps().stream()
                .filter(app -> !app.keyFingerprints().isEmpty())
                .collect(Collectors.toMap(App::hostname, App::keyFingerprints));
        if (master.isEmpty() || ours.isEmpty()) {
            return;
        }
        try {
            master.get().drop(ours).forEach((minion, why) -> keyStays(work, minion, why));
        } catch (AutodockException silent) {
            if (patience.test(work, silent)) {
                throw silent;
            }
            ours.keySet().forEach(minion -> keyStays(work, minion, silent.sentence()));
        }
    }

    private static void keyStays(Work work, String minion, String why) {
        LOG.warn("The Salt master keeps the key of {}: {}", minion, why);
        work.advance(work.request().noticed("the Salt master keeps the key of " + minion + ": " + why));
    }

    /** Pure: the books without this formation, but for what is left on some host. */
    private static BookEntry released(Work work, FormationRecord record, Books books, Set<String> left) {
        List<HostBook> after = books.hosts().values().stream()
                .map(book -> released(book, work, record, left))
                .toList();
        List<HostBook> changed = after.stream()
                .filter(book -> !book.equals(books.host(book.hostServer())))
                .toList();
        Set<String> held = after.stream()
                .flatMap(book -> book.bookings().values().stream())
                .filter(booking -> booking.formation().equals(record.id()))
                .map(Booking::hostname)
                .collect(Collectors.toSet());
        List<String> free = books.names().hostnames().entrySet().stream()
                .filter(name -> name.getValue().equals(record.id()) && !held.contains(name.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        NameBook names = books.names().without(free);
        return new BookEntry(
                Optional.empty(),
                Optional.of(undoes(work) ? names.disownedWhenEmpty() : names),
                changed,
                Optional.empty());
    }

    private static HostBook released(HostBook book, Work work, FormationRecord record, Set<String> left) {
        Set<String> onThisHost = record.apps().stream()
                .filter(app -> app.hostServer().equals(book.hostServer()))
                .map(App::hostname)
                .collect(Collectors.toSet());
        Set<String> alreadyLeft = work.leftovers().getOrDefault(book.hostServer(), Set.of());
        List<Booking> ours = book.bookings().values().stream()
                .filter(booking -> booking.formation().equals(record.id()))
                .toList();
        List<Booking> kept = ours.stream()
                .filter(booking -> booking.state() == BookingState.LEFTOVER
                        || alreadyLeft.contains(booking.hostname())
                        || (onThisHost.contains(booking.hostname()) && left.contains(booking.hostname())))
                .map(booking -> booking.as(BookingState.LEFTOVER))
                .toList();
        return book.without(ours.stream().map(Booking::hostname).toList()).with(kept);
    }

    /** Ends a delete: whole, or told what is left and where. */
    public void requireNothingLeft(Work work, List<String> left) {
        if (!left.isEmpty()) {
            throw AutodockException.of(
                    ProblemCode.FAILED,
                    work.formation() + " is deleted, but something is left: " + String.join("; ", left)
                            + "; it will be removed when the engine lets go of it");
        }
    }
}
