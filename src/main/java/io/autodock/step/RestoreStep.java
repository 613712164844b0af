package io.autodock.step;

import io.autodock.backup.AppLoads;
import io.autodock.backup.BackupFolders;
import io.autodock.backup.FoundBackup;
import io.autodock.backup.SavedApp;
import io.autodock.backup.SavedVolume;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.container.PinnedImage;
import io.autodock.container.RunOutcome;
import io.autodock.formation.App;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has the chosen host servers hold what a backup saved, before the apps' containers are made: each app's image is loaded
 * and its volumes are filled. A formation that begins anew has nothing to load.
 */
public final class RestoreStep {

    private final Engines engines;
    private final AppLoads loads;
    private final BackupFolders folders;

    /** The step between those disks and engines. */
    public RestoreStep(Engines engines, AppLoads loads, BackupFolders folders) {
        this.engines = engines;
        this.loads = loads;
        this.folders = folders;
    }

    /**
     * One app that is to be brought back to a host server.
     *
     * @param app as it was saved, under whichever name
     * @param origin as its container is going to be labelled
     */
    public record Load(HostServer host, FoundBackup backup, SavedApp app, AppContainer.Origin origin) {}

    /** What became of it. */
    public sealed interface Outcome {

        /** Its hostname. */
        String hostname();

        /**
         * The host server holds it.
         *
         * @param kept volumes that now keep what earlier ones of the same name held
         */
        record Ready(String hostname, String imageId, List<String> kept) implements Outcome {
            public Ready {
                kept = List.copyOf(kept);
            }
        }

        /** The host server does not take it. */
        record Refused(String hostname, String sentence) implements Outcome {}
    }

    /**
     * Reads the backup, and compares all of it with its checksums before anything is made.
     *
     * @throws AutodockException FAILED when a byte is another, CONFLICT when the formation is there already
     */
    public void begin(Work work) {
        Optional<FormationRecord> there = work.record();
        if (there.isPresent()
                && !there.get().request().equals(work.request().id().value())) {
            throw AutodockException.of(
                    ProblemCode.CONFLICT, "formation " + work.formation() + " exists; delete it before it is restored");
        }
        FoundBackup backup = folders.find(work.backups().directory(), "");
        folders.verify(backup);
        if (!backup.manifest().spec().hash().equals(work.spec().hash())) {
            throw AutodockException.of(
                    ProblemCode.FAILED, "backup " + backup.folder() + " is not the one that was asked for any more");
        }
        work.bringBack(backup);
    }

    /** Whether an earlier try has done it all. */
    public boolean isDone(Work work) {
        return work.record()
                .filter(record -> record.state() == FormationState.COMPLETE)
                .isPresent();
    }

    /** The apps whose host servers do not hold what they need, as far as this work knows. */
    public List<Load> loads(Work work) {
        if (work.source().isEmpty()) {
            return List.of();
        }
        FoundBackup backup = work.source().get();
        List<Load> loads = new ArrayList<>();
        for (int place = 0; place < work.apps().size(); place++) {
            App app = work.apps().get(place);
            if (!work.running().contains(app.hostname())) {
                work.loaded().remove(app.hostname());
                loads.add(new Load(
                        Hosts.named(work.hosts(), app.hostServer()),
                        backup,
                        backup.manifest().apps().get(place),
                        RunStep.origin(work, app)));
            }
        }
        return loads;
    }

    /** Loads one app; never throws. What an earlier try has already made a container of is left as it is. */
    public Outcome load(Load load) {
        String hostname = load.origin().hostname();
        try {
            Optional<ContainerView> made = engines.find(load.host(), hostname)
                    .filter(view -> view.origin().filter(load.origin()::equals).isPresent());
            return made.isPresent()
                    ? new Outcome.Ready(hostname, made.get().imageId(), List.of())
                    : brought(load, hostname);
        } catch (AutodockException refusal) {
            return new Outcome.Refused(hostname, refusal.sentence());
        } catch (IOException unreadable) {
            return new Outcome.Refused(
                    hostname, "backup " + load.backup().folder() + " can't be read: " + unreadable.getMessage());
        }
    }

    private Outcome brought(Load load, String hostname) throws IOException {
        String imageId;
        try (InputStream archive = folders.open(load.backup(), load.app().image())) {
            imageId = loads.load(load.host(), archive);
        }
        List<String> kept = new ArrayList<>();
        for (SavedVolume volume : load.app().volumes()) {
            loads.makeVolume(load.host(), imageId, volume.containerDirectory(), load.origin())
                    .ifPresent(kept::add);
            try (InputStream archive = folders.open(load.backup(), volume.file())) {
                loads.fillVolume(load.host(), imageId, volume.containerDirectory(), load.origin(), archive);
            }
        }
        return new Outcome.Ready(hostname, imageId, kept);
    }

    /** Takes in what became of every app; what its host server did not take goes back to be placed anew. */
    public List<RunOutcome> takeIn(Work work, List<Outcome> outcomes) {
        List<RunOutcome> refused = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Ready ready) {
                String written = work.record().orElseThrow().image().written();
                work.loaded().put(ready.hostname(), new PinnedImage(written, ready.imageId(), false));
                ready.kept()
                        .forEach(volume -> work.advance(work.request()
                                .noticed("what an earlier " + ready.hostname() + " had in its volume is kept in volume "
                                        + volume)));
            } else if (outcome instanceof Outcome.Refused refusal) {
                refused.add(new RunOutcome.HostRefused(refusal.hostname(), refusal.sentence(), false));
            }
        }
        return refused;
    }
}
