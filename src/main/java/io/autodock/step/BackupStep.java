package io.autodock.step;

import io.autodock.backup.AppSaves;
import io.autodock.backup.BackupFolders;
import io.autodock.backup.BackupNames;
import io.autodock.backup.FoundBackup;
import io.autodock.backup.Manifest;
import io.autodock.backup.PrivateFiles;
import io.autodock.backup.SavedApp;
import io.autodock.cluster.HostDirectory;
import io.autodock.cluster.HostServer;
import io.autodock.container.AppContainer;
import io.autodock.container.ContainerView;
import io.autodock.container.Engines;
import io.autodock.formation.App;
import io.autodock.formation.Spec;
import io.autodock.formation.Volume;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.autodock.registry.FormationRecord;
import io.autodock.registry.FormationState;
import io.autodock.registry.Registry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves a formation's apps into a draft, which becomes a backup only when all of them are in it and on the disk. What was
 * held and what was committed is let go and removed whatever happens, also by the try after a crash.
 */
public final class BackupStep {

    private static final Logger LOG = LoggerFactory.getLogger(BackupStep.class);

    private final Registry registry;
    private final HostDirectory directory;
    private final Engines engines;
    private final AppSaves saves;
    private final BackupFolders folders;
    private final String version;

    /** @param version of this Autodock, for the manifest */
    public BackupStep(
            Registry registry,
            HostDirectory directory,
            Engines engines,
            AppSaves saves,
            BackupFolders folders,
            String version) {
        this.registry = registry;
        this.directory = directory;
        this.engines = engines;
        this.saves = saves;
        this.folders = folders;
        this.version = version;
    }

    /** Whether the backup is still to be made; an earlier try of this request may have. */
    public boolean isDue(Work work) {
        return backup(work).isEmpty();
    }

    private Optional<FoundBackup> backup(Work work) {
        String folder = BackupNames.folder(
                work.formation(), work.request().accepted(), work.request().id().value());
        return folders.list(directory(work), folder).stream().findFirst();
    }

    private String directory(Work work) {
        return folders.resolveWritable(work.backups().directory());
    }

    /**
     * The apps that are to be saved, all of which are there and fit on the disk, as far as that can be told before.
     *
     * @throws AutodockException NOT_FOUND, CONFLICT, UNAVAILABLE, or FAILED with the app that does not fit
     */
    public List<SaveStep.Source> sources(Work work) {
        FormationRecord record = record(work);
        letGo(work);
        String target = directory(work);
        List<SaveStep.Source> sources = listed(work, record, target);
        requireRoom(work, target, sources);
        folders.begin(target, work.request().id().value());
        return sources;
    }

    private FormationRecord record(Work work) {
        work.recorded(registry.find(work.formation()));
        FormationRecord record = work.record()
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.NOT_FOUND, "formation " + work.formation() + " does not exist"));
        if (record.state() != FormationState.COMPLETE) {
            throw AutodockException.of(
                    ProblemCode.CONFLICT,
                    "formation " + work.formation() + " is " + record.state().lowerCase()
                            + "; only a complete one can be saved");
        }
        return record;
    }

    private List<SaveStep.Source> listed(Work work, FormationRecord record, String target) {
        List<HostServer> cluster = directory.list();
        String request = work.request().id().value();
        return record.apps().stream()
                .map(app -> {
                    HostServer host = host(cluster, app);
                    return new SaveStep.Source(
                            host,
                            app.hostname(),
                            container(host, app, record),
                            volumes(record.spec()),
                            PrivateFiles.of(record.spec().bootstrap()),
                            target + "/" + BackupNames.draft(request),
                            request,
                            work.request().accepted());
                })
                .toList();
    }

    private static List<String> volumes(Spec spec) {
        return Manifest.volumeDirectories(spec).stream().sorted().toList();
    }

    private static HostServer host(List<HostServer> cluster, App app) {
        return Hosts.member(cluster, app.hostServer())
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.FAILED,
                        "host-server \"" + app.hostServer() + "\" of " + app.hostname()
                                + " is not in the docker cluster any more"));
    }

    private String container(HostServer host, App app, FormationRecord record) {
        return engines.find(host, app.hostname())
                .filter(view -> isOf(view, record))
                .map(ContainerView::id)
                .orElseThrow(() -> AutodockException.of(
                        ProblemCode.FAILED,
                        app.hostname() + " has no container on host server " + host.name() + "; verify mends that"));
    }

    private static boolean isOf(ContainerView view, FormationRecord record) {
        return view.origin()
                .map(AppContainer.Origin::formation)
                .filter(record.id()::equals)
                .isPresent();
    }

    private void requireRoom(Work work, String target, List<SaveStep.Source> sources) {
        long room = folders.room(target);
        long needed = 0;
        for (SaveStep.Source source : sources) {
            needed += saves.bytes(source.host(), source.containerId(), source.volumes());
            if (needed > room) {
                throw AutodockException.of(
                        ProblemCode.FAILED,
                        source.hostname() + " of " + work.formation() + " can't be saved: directory \"" + target
                                + "\": no space left on device: it has room for " + megabytes(room)
                                + " MB, and the apps up to this one take " + megabytes(needed) + " MB");
            }
        }
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }

    /** Makes a backup of what was saved: whole, or with the first cause not at all. */
    public void finish(Work work, List<SaveStep.Outcome> outcomes) {
        outcomes.stream()
                .filter(SaveStep.Outcome.Failed.class::isInstance)
                .map(SaveStep.Outcome.Failed.class::cast)
                .min(Comparator.comparing(SaveStep.Outcome.Failed::hostname))
                .ifPresent(failed -> {
                    throw told(work, failed);
                });
        FormationRecord record = work.record().orElseThrow();
        Map<String, SavedApp> saved = outcomes.stream()
                .map(SaveStep.Outcome.Saved.class::cast)
                .map(SaveStep.Outcome.Saved::app)
                .collect(Collectors.toMap(SavedApp::hostname, Function.identity()));
        List<SavedApp> inOrder = record.apps().stream()
                .map(App::hostname)
                .map(saved::get)
                .map(java.util.Objects::requireNonNull)
                .toList();
        String request = work.request().id().value();
        Instant made = work.request().accepted();
        folders.finish(
                directory(work) + "/" + BackupNames.draft(request),
                BackupNames.folder(work.formation(), made, request),
                new Manifest(version, record.id(), record.spec(), record.image(), made, request, inOrder));
    }

    private static AutodockException told(Work work, SaveStep.Outcome.Failed failed) {
        return AutodockException.caused(
                failed.cause().code(),
                failed.hostname() + " of " + work.formation() + " can't be saved: "
                        + failed.cause().sentence(),
                failed.cause());
    }

    /** Removes the backups that are more than are to be kept, tells what no backup holds, and says what was made. */
    public String made(Work work, boolean tidied) {
        FoundBackup backup = backup(work).orElseThrow();
        long others = backup.manifest().spec().volumes().stream()
                .filter(Volume.HostDirectory.class::isInstance)
                .count();
        if (others > 0) {
            work.advance(work.request()
                    .noticed("directories of host servers are mounted, and not part of the backup: " + others));
        }
        int apps = backup.manifest().apps().size();
        return apps + (apps == 1 ? " app of " : " apps of ") + work.formation() + " saved in " + backup.folder() + ", "
                + megabytes(backup.manifest().bytes()) + " MB" + (tidied ? "; older backups are gone" : "");
    }

    /**
     * Removes the backups of the formation that are more than are to be kept; says whether there were any. What can't be
     * read is nobody's to count, so then all stay, and the backup that was just made counts all the same.
     */
    public boolean tidy(Work work) {
        int keep = work.backups().keep();
        if (keep == 0) {
            return false;
        }
        try {
            List<FoundBackup> superseded =
                    FoundBackup.superseded(folders.list(directory(work), BackupNames.prefix(work.formation())), keep);
            superseded.forEach(folders::remove);
            return !superseded.isEmpty();
        } catch (AutodockException damaged) {
            work.advance(work.request().noticed("older backups are all left: " + damaged.sentence()));
            return false;
        }
    }

    /** Takes back what the request did: nothing stays paused, and neither draft nor image is left. Never fails. */
    public void cleanUp(Work work) {
        letGo(work);
        try {
            folders.dropDraft(directory(work), work.request().id().value());
        } catch (AutodockException unreadable) {
            LOG.warn("A draft of request {} may be left: {}", work.request().id(), unreadable.sentence());
        }
    }

    /** What a try that was broken off left at the engines. */
    private void letGo(Work work) {
        List<HostServer> cluster = directory.list();
        for (App app : work.apps()) {
            Hosts.member(cluster, app.hostServer()).ifPresent(host -> letGo(host, app, work));
        }
    }

    private void letGo(HostServer host, App app, Work work) {
        try {
            engines.find(host, app.hostname()).ifPresent(view -> saves.letGo(host, view.id()));
            dropImages(host, work.request().id().value());
        } catch (AutodockException silent) {
            LOG.warn("{} may be paused, or its image left: {}", app.hostname(), silent.sentence());
        }
    }

    private void dropImages(HostServer host, String request) {
        saves.images(host).stream()
                .filter(image -> image.request().equals(request))
                .forEach(image -> saves.dropImage(host, image.id()));
    }
}
