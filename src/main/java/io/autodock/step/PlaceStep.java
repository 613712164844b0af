package io.autodock.step;

import io.autodock.bootstrap.MinionKeysOnMaster;
import io.autodock.formation.App;
import io.autodock.formation.BootstrapMode;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.BookEntry;
import io.autodock.registry.Books;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import io.autodock.request.LiveRequests;
import io.autodock.request.RequestState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which app goes where and books it: names, ports, memory and the intent in one transaction, before any container
 * exists. What is booked already stays; what a host refused is placed anew.
 */
public final class PlaceStep {

    private final Registry registry;
    private final Optional<MinionKeysOnMaster> minionKeys;
    private final LiveRequests live;

    /** @param minionKeys there when a Salt master is configured */
    public PlaceStep(Registry registry, Optional<MinionKeysOnMaster> minionKeys, LiveRequests live) {
        this.registry = registry;
        this.minionKeys = minionKeys;
        this.live = live;
    }

    /**
     * Whether the formation is there already, just as asked for: then nothing remains to be done.
     *
     * @throws AutodockException CONFLICT when it is there with another spec, or half removed
     */
    public boolean isThereAlready(Work work) {
        return work.record().map(record -> isThereAlready(work, record)).orElse(false);
    }

    private static boolean isThereAlready(Work work, FormationRecord record) {
        boolean complete = record.state() == FormationState.COMPLETE;
        if (record.request().equals(work.request().id().value())) {
            return complete;
        }
        if (!complete) {
            throw AutodockException.of(
                    ProblemCode.CONFLICT, "formation " + work.formation() + " is half removed; delete it again first");
        }
        if (!record.spec().hash().equals(work.spec().hash())) {
            throw AutodockException.of(
                    ProblemCode.CONFLICT, "formation " + work.formation() + " exists already with another spec");
        }
        return true;
    }

    /** Places and books every app that has no container yet. */
    public void place(Work work) {
        String group = work.spec().hostnameScheme().group();
        BookEntry booked = registry.reserve(work.claim(), group, books -> decide(work, books));
        work.settled();
        work.recorded(booked.record());
        booked.request().ifPresent(work::advance);
        live.put(work.request());
        if (work.apps().stream().allMatch(app -> app.keyFingerprints().isEmpty())) {
            refuseForeignMinions(work);
        }
    }

    /** Pure: the same books give the same entry. */
    private static BookEntry decide(Work work, Books books) {
        Reservation reservation = new Reservation(work, books);
        List<App> apps = reservation.apps();
        FormationRecord record = new FormationRecord(
                work.formation(),
                work.spec(),
                work.image().orElseThrow(),
                work.record().map(FormationRecord::generation).orElse(1),
                work.request().id().value(),
                FormationState.CREATING,
                apps);
        return new BookEntry(
                Optional.of(record),
                Optional.of(books.names().with(apps.stream().map(App::hostname).toList(), work.formation())),
                reservation.changedBooks(apps),
                Optional.of(work.request().progressed(RequestState.PLACED, apps)));
    }

    /** A name under which the master holds a key that is not ours belongs to another machine. */
    private void refuseForeignMinions(Work work) {
        if (minionKeys.isEmpty() || work.spec().bootstrap() == BootstrapMode.NONE) {
            return;
        }
        Map<String, Set<String>> ours =
                work.apps().stream().collect(Collectors.toMap(App::hostname, app -> Set.copyOf(app.keyFingerprints())));
        minionKeys.get().foreignKeys(ours).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .findFirst()
                .ifPresent(key -> {
                    throw AutodockException.of(
                            ProblemCode.CONFLICT,
                            "the Salt master already holds a key (" + key.getValue() + ") of a minion named "
                                    + key.getKey()
                                    + " that is not Autodock's; remove that key or use another hostname-scheme");
                });
    }
}
