package io.autodock.step;

import io.autodock.backup.AppSaves;
import io.autodock.backup.BackupFolders;
import io.autodock.backup.BackupNames;
import io.autodock.backup.SavedApp;
import io.autodock.backup.SavedVolume;
import io.autodock.cluster.HostServer;
import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves one app. It is paused while it is committed and its volumes are read, so that both are of one moment; what is saved
 * goes straight from the engine to the disk.
 */
public final class SaveStep {

    private static final Logger LOG = LoggerFactory.getLogger(SaveStep.class);

    private final AppSaves saves;
    private final BackupFolders folders;

    /** The step between those engines and disks. */
    public SaveStep(AppSaves saves, BackupFolders folders) {
        this.saves = saves;
        this.folders = folders;
    }

    /**
     * One app that is to be saved.
     *
     * @param volumes the container directories of its own volumes
     * @param draft where its files go
     */
    public record Source(
            HostServer host,
            String hostname,
            String containerId,
            List<String> volumes,
            Set<String> privateFiles,
            String draft,
            String request,
            Instant made) {

        public Source {
            volumes = List.copyOf(volumes);
            privateFiles = Set.copyOf(privateFiles);
        }
    }

    /** What became of one app. */
    public sealed interface Outcome {

        /** It is in the draft. */
        record Saved(SavedApp app) implements Outcome {}

        /** It is not. */
        record Failed(String hostname, AutodockException cause) implements Outcome {}
    }

    /** Holds an app whose volumes are read beside its file system; another is paused by its commit alone. */
    public void hold(Source source) {
        if (!source.volumes().isEmpty()) {
            saves.hold(source.host(), source.containerId());
        }
    }

    /** Commits an app and gives the image's id. */
    public String commit(Source source) {
        return saves.commit(source.host(), source.containerId(), source.request());
    }

    /** Saves an app's volumes. */
    public List<SavedVolume> saveVolumes(Source source) {
        return source.volumes().stream()
                .map(volume -> new SavedVolume(
                        volume,
                        folders.saveVolume(
                                source.draft(),
                                BackupNames.volume(source.hostname(), volume, source.made()),
                                () -> saves.directory(source.host(), source.containerId(), volume))))
                .toList();
    }

    /** Lets an app go on; what its engine does not answer now is tried again when the request ends, and by verify. */
    public void release(Source source) {
        try {
            saves.letGo(source.host(), source.containerId());
        } catch (AutodockException silent) {
            LOG.warn("{} may still be paused: {}", source.hostname(), silent.sentence());
        }
    }

    /** Saves what was committed. */
    public Outcome saveImage(Source source, String imageId, List<SavedVolume> volumes) {
        return new Outcome.Saved(new SavedApp(
                source.hostname(),
                source.host().name(),
                folders.saveImage(
                        source.draft(),
                        BackupNames.image(source.hostname(), source.made()),
                        () -> saves.image(source.host(), imageId),
                        source.privateFiles()),
                volumes));
    }

    /** An app that could not be saved. */
    public Outcome failed(Source source, Exception cause) {
        AutodockException known = cause instanceof AutodockException own
                ? own
                : AutodockException.caused(ProblemCode.FAILED, "an unexpected error: " + cause, cause);
        return new Outcome.Failed(source.hostname(), known);
    }

    /** Removes what was committed; what its engine does not answer now is swept later. */
    public void drop(Source source, String imageId) {
        try {
            saves.dropImage(source.host(), imageId);
        } catch (AutodockException silent) {
            LOG.warn("An image of {} may be left: {}", source.hostname(), silent.sentence());
        }
    }
}
